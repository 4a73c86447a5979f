using System.ComponentModel.DataAnnotations;

namespace MemberServices.WorkItems;

/// <summary>By when work is to be done.</summary>
public sealed record WorkItemPolicy
{
    /// <summary>Business days from the opening of an item until it is due: 1 to 30.</summary>
    [Range(1, 30)]
    public required int DueDays { get; init; }
}
