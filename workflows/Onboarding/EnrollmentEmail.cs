using MemberServices.Cases;
using MemberServices.Onboarding.Applying;

namespace MemberServices.Onboarding;

/// <summary>What the mails of an enrollment are made from.</summary>
/// <param name="Case">The case's number.</param>
/// <param name="Applicant">Who applied, and for what.</param>
/// <param name="OfficeName">For which office.</param>
/// <param name="Address">The link that the recipient gets: the progress page, the decision page.</param>
public sealed record EnrollmentEmail(CaseId Case, Application Applicant, string OfficeName, string Address)
{
    /// <summary>What happens next: "the managing broker decides about it"; or null.</summary>
    public string? Next { get; init; }

    /// <summary>The application at another office that this one replaces: "EN-ABC234 for Lakeview Realty"; or null.</summary>
    public string? Replaces { get; init; }

    /// <summary>Who was asked, or null when nobody is.</summary>
    public AskedPerson? Asked { get; init; }

    /// <summary>When they were asked.</summary>
    public DateTimeOffset? AskedAt { get; init; }

    /// <summary>Until when they can answer.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Why a request follows an earlier one: "Dana Deputy handed it over to you."; or null.</summary>
    public string? AskedBecause { get; init; }

    /// <summary>Of the end, in words for the applicant, or null.</summary>
    public string? Reason { get; init; }

    /// <summary>Who ended it, as members see it; null: a timer.</summary>
    public string? EndedBy { get; init; }

    /// <summary>What the MLS's own systems call the member, or null.</summary>
    public string? MemberMlsId { get; init; }

    /// <summary>Where the applicant takes up their access, or null when they have it already.</summary>
    public string? InvitationAddress { get; init; }
}
