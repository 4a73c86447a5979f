using MemberServices.Calendar;
using MemberServices.Links;
using MemberServices.Mail;
using MemberServices.Onboarding;
using MemberServices.Pages;
using MemberServices.Retention;
using MemberServices.Staff;
using MemberServices.Tickets;
using MemberServices.WorkItems;

namespace MemberServices.Policies;

/// <summary>What <c>policies.json</c> holds: a section for each feature, owned by that feature's folder.</summary>
public sealed record PolicyFile
{
    public required BrandPolicy Brand { get; init; }

    public required MailPolicy Mail { get; init; }

    public required CalendarPolicy Calendar { get; init; }

    public required StaffPolicy Staff { get; init; }

    public required LinkPolicy Links { get; init; }

    /// <summary>Limits of the public forms.</summary>
    public required FormPolicy Forms { get; init; }

    /// <summary>How long what nobody needs any more is kept.</summary>
    public required RetentionPolicy Retention { get; init; }

    public required WorkItemPolicy WorkItems { get; init; }

    public required EnrollmentPolicy Enrollment { get; init; }

    public required TicketPolicy Tickets { get; init; }
}
