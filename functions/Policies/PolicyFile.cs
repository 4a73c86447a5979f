using System.Text.Json.Serialization;
using MemberServices.Calendar;
using MemberServices.Complaints;
using MemberServices.Contacts;
using MemberServices.Links;
using MemberServices.Mail;
using MemberServices.Onboarding;
using MemberServices.Pages;
using MemberServices.Retention;
using MemberServices.Staff;
using MemberServices.Surveys;
using MemberServices.Tickets;
using MemberServices.WorkItems;

namespace MemberServices.Policies;

/// <summary>What <c>policies.json</c> holds: a section for each feature, owned by that feature's folder.</summary>
public sealed record PolicyFile
{
    /// <summary>The schema by which an editor completes and checks the file. The app doesn't read it.</summary>
    [JsonPropertyName("$schema")]
    public string? Schema { get; init; }

    public required BrandPolicy Brand { get; init; }

    public required MailPolicy Mail { get; init; }

    public required CalendarsPolicy Calendars { get; init; }

    public required StaffPolicy Staff { get; init; }

    public required LinkPolicy Links { get; init; }

    /// <summary>Limits of the public forms.</summary>
    public required FormPolicy Forms { get; init; }

    /// <summary>How long what nobody needs any more is kept.</summary>
    public required RetentionPolicy Retention { get; init; }

    public required WorkItemPolicy WorkItems { get; init; }

    /// <summary>How often we come to people who didn't ask for it.</summary>
    public required ContactPolicy Contacts { get; init; }

    public required EnrollmentPolicy Enrollment { get; init; }

    public required TicketPolicy Tickets { get; init; }

    public required SurveyPolicy Surveys { get; init; }

    public required ComplaintPolicy Complaints { get; init; }
}
