using System.ComponentModel.DataAnnotations;

namespace MemberServices.Contacts;

/// <summary>How often we come to somebody who didn't ask for it: surveys and their reminders, calls from lists, notices for information.</summary>
public sealed record ContactPolicy
{
    /// <summary>Contacts within those days, of whatever kind, taken together: 1 to 30.</summary>
    [Range(1, 30)]
    public required int Budget { get; init; }

    /// <summary>Days that a contact counts: 1 to 365.</summary>
    [Range(1, 365)]
    public required int Days { get; init; }

    internal TimeSpan Window => TimeSpan.FromDays(Days);
}
