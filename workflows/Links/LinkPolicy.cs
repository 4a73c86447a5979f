using MemberServices.Policies;

namespace MemberServices.Links;

/// <summary>How long links live that nothing else ends.</summary>
public sealed record LinkPolicy : IPolicySection
{
    /// <summary>Days that an applicant's progress page can be opened, counted from the application: 30 to 3650.</summary>
    public required int ProgressDays { get; init; }

    /// <summary>Hours in which somebody can confirm that they applied: 1 to 720.</summary>
    public required int ConfirmationHours { get; init; }

    public void Check(PolicyCheck check)
    {
        check.At("progressDays").Must(ProgressDays is >= 30 and <= 3650, "must be from 30 to 3650", ProgressDays);
        check.At("confirmationHours").Must(ConfirmationHours is >= 1 and <= 720, "must be from 1 to 720", ConfirmationHours);
    }
}
