namespace MemberServices.Onboarding;

/// <summary>
/// What the mails of an enrollment are made from: <c>EnrollmentMails</c> has a function for each, from this record to
/// its content.
/// </summary>
/// <remarks>
/// To the applicant: Received, Welcome, Declined, NotMyAgent, Expired, Withdrawn, Failed. To the person asked:
/// ApprovalRequest, ApprovalReminder, ApprovalExpired, ApprovalWithdrawn.
/// </remarks>
/// <param name="Applicant">Who applied, and for what.</param>
/// <param name="OfficeName">For which office.</param>
/// <param name="Address">The link that the recipient gets: the progress page, the decision page.</param>
/// <param name="Approver">Who was asked, or null when nobody is.</param>
/// <param name="AskedAt">When they were asked.</param>
/// <param name="Until">Until when they can answer.</param>
/// <param name="AskedBecause">Why a request follows an earlier one: "Ann Archer handed it over to you."; or null.</param>
/// <param name="Reason">Of the end, in the words of whoever ended it, or null.</param>
/// <param name="EndedBy">Who ended it, or null.</param>
/// <param name="InvitationAddress">Where the applicant takes up their access, or null when they have it already.</param>
public sealed record EnrollmentEmail(
    Application Applicant,
    string OfficeName,
    string Address,
    Person? Approver = null,
    DateTimeOffset? AskedAt = null,
    DateTimeOffset? Until = null,
    string? AskedBecause = null,
    string? Reason = null,
    string? EndedBy = null,
    string? InvitationAddress = null);
