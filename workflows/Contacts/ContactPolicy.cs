using MemberServices.Policies;

namespace MemberServices.Contacts;

/// <summary>How often we come to somebody who didn't ask for it: surveys and their reminders, calls from lists, notices for information.</summary>
public sealed record ContactPolicy : IPolicySection
{
    /// <summary>Contacts within <see cref="Days"/>, of whatever kind, taken together: 1 to 30.</summary>
    public required int Budget { get; init; }

    /// <summary>Days that a contact counts: 1 to 365.</summary>
    public required int Days { get; init; }

    public TimeSpan Window => TimeSpan.FromDays(Days);

    public void Check(PolicyCheck check)
    {
        check.At("budget").Must(Budget is >= 1 and <= 30, "must be from 1 to 30", Budget);
        check.At("days").Must(Days is >= 1 and <= 365, "must be from 1 to 365", Days);
    }
}
