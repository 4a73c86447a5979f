using System.ComponentModel.DataAnnotations;

namespace MemberServices.Links;

/// <summary>How long links live that nothing else ends.</summary>
public sealed record LinkPolicy
{
    /// <summary>Days that an applicant's progress page can be opened, counted from the application: 30 to 3650.</summary>
    [Range(30, 3650)]
    public required int ProgressDays { get; init; }

    /// <summary>Hours in which somebody can confirm that they applied: 1 to 720.</summary>
    [Range(1, 720)]
    public required int ConfirmationHours { get; init; }
}
