using System.Text.Json.Serialization;
using MemberServices.Cases;
using MemberServices.Fields;
using MemberServices.Onboarding.Applying;

namespace MemberServices.Onboarding.BrokerApproval;

/// <summary>What a broker can answer.</summary>
[JsonConverter(typeof(EnumNameConverter<DecisionKind>))]
public enum DecisionKind
{
    Approve = 1,
    Decline,
    NotMyAgent,
    HandOver,

    /// <summary>By somebody who isn't the broker of record: they are asked again.</summary>
    GiveBack,
}

/// <summary>Whether a request for approval can still be answered.</summary>
[JsonConverter(typeof(EnumNameConverter<ApprovalState>))]
public enum ApprovalState
{
    /// <summary>It waits for the answer.</summary>
    Open = 1,

    /// <summary>It was answered through its link, or by staff: see <see cref="ApprovalView.Recorded"/>.</summary>
    Decided,

    /// <summary>
    /// It no longer needs this person's answer: a newer request was sent, the time is over, the application was withdrawn, or
    /// they no longer decide for the office. What exactly is nobody's business who has an old link.
    /// </summary>
    Over,
}

/// <summary>A request for approval, as the person sees it who was asked.</summary>
/// <param name="EnrollmentId">The case's id.</param>
/// <param name="Applicant">Who applies, and for what.</param>
/// <param name="OfficeName">For which office.</param>
/// <param name="Approver">Who was asked.</param>
/// <param name="AskedAt">When.</param>
/// <param name="Until">Until when an answer is possible.</param>
/// <param name="Delegates">To whom it can be handed over; never the applicant nor the person asked.</param>
/// <param name="State">Whether it can still be answered.</param>
/// <param name="Recorded">The answer that counts, when it is Decided.</param>
/// <param name="GivesBackTo">The broker of record, to whom somebody else can give it back; null: they are asked themselves.</param>
/// <param name="Others">When it is Decided: how many other requests wait for the person asked.</param>
public sealed record ApprovalView(
    CaseId EnrollmentId,
    Application Applicant,
    string OfficeName,
    Person Approver,
    DateTimeOffset AskedAt,
    DateTimeOffset Until,
    IReadOnlyList<DelegateView> Delegates,
    ApprovalState State,
    RecordedDecision? Recorded,
    string? GivesBackTo = null,
    int Others = 0);

/// <summary>A name with an address.</summary>
public sealed record Person(string Name, string Email);

/// <summary>Somebody to whom a request can be handed over.</summary>
/// <param name="MemberKey">What the form sends back.</param>
/// <param name="MemberFullName">What it shows.</param>
public sealed record DelegateView(string MemberKey, string MemberFullName);

/// <summary>The answer that counts.</summary>
/// <param name="Kind">What was chosen.</param>
/// <param name="By">Who chose.</param>
/// <param name="At">When.</param>
/// <param name="Reason">Of a decline, or null.</param>
/// <param name="Delegate">Of a hand-over, the name of who is asked now, or null.</param>
public sealed record RecordedDecision(DecisionKind Kind, string By, DateTimeOffset At, string? Reason, string? Delegate);

/// <summary>A broker's choice, as it comes from the page.</summary>
/// <param name="Kind">Null when nothing was chosen.</param>
/// <param name="Reason">Needed to decline; at most 1,000 characters.</param>
/// <param name="DelegateKey">Needed to hand over.</param>
public sealed record BrokerDecision(DecisionKind? Kind, string? Reason = null, string? DelegateKey = null);

/// <summary>What became of a decision.</summary>
/// <param name="View">The request as it is now.</param>
/// <param name="IsRecorded">Whether this decision is the one that counts now, by this or an earlier click.</param>
/// <param name="Errors">What the person must correct; when there are any, nothing was recorded.</param>
public sealed record DecisionResult(ApprovalView View, bool IsRecorded, IReadOnlyList<FieldError> Errors);
