namespace MemberServices.Members;

/// <summary>What became of a member's record in the roster.</summary>
public enum RosterState
{
    /// <summary>It was the newest, and is written.</summary>
    Recorded = 1,

    /// <summary>It is the newest, and was written before.</summary>
    Repeated,

    /// <summary>A newer one is there: nothing was changed.</summary>
    Older,

    /// <summary>Another member has the license or the MLS id: nothing was changed.</summary>
    Held,
}

/// <param name="State">What became of it.</param>
/// <param name="Member">As they are stored now; null when nobody with that key ever was active.</param>
/// <param name="HeldBy">The active member who has the license; null unless it is <see cref="RosterState.Held"/>.</param>
/// <param name="MlsIdHeldBy">The key of the member who has the MLS id; null unless it is <see cref="RosterState.Held"/> because of that.</param>
/// <param name="Left">How they last left the roster, or null.</param>
public sealed record RosterChange(RosterState State, Member? Member, Member? HeldBy = null, string? MlsIdHeldBy = null, RosterLeave? Left = null);

/// <summary>A member left the roster.</summary>
/// <param name="At">When, by the record that says so.</param>
/// <param name="EnrollmentCaseId">The enrollment by which they had been made active, and whose access they may still have; or null.</param>
public sealed record RosterLeave(DateTimeOffset At, string? EnrollmentCaseId)
{
    /// <summary>What the kind of the work begins with that it makes for staff: it is done when the access is taken back.</summary>
    public const string WorkKind = "left-";
}
