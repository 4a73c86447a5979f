using MemberServices.Policies;

namespace MemberServices.WorkItems;

/// <summary>By when work is to be done.</summary>
public sealed record WorkItemPolicy : IPolicySection
{
    /// <summary>Business days from the opening of an item until it is due: 1 to 30.</summary>
    public required int DueDays { get; init; }

    public void Check(PolicyCheck check) => check.At("dueDays").Must(DueDays is >= 1 and <= 30, "must be from 1 to 30", DueDays);
}
