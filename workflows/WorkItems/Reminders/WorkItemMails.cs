using MemberServices.Mail;
using MemberServices.Pages;
using MemberServices.Staff;

namespace MemberServices.WorkItems.Reminders;

/// <summary>The mails to staff about a work item.</summary>
public sealed class WorkItemMails(LocalTimes times, StaffPolicy policy)
{
    /// <summary>To the person who has it, or who stands in for them.</summary>
    /// <param name="item">The item.</param>
    /// <param name="reader">Who reads it.</param>
    /// <param name="at">When.</param>
    public MailContent Reminder(WorkItem item, WorkItemReader reader, DateTimeOffset at) => at < item.Due
        ? new("A work item of yours is due soon", "A work item is due soon", [.. Parts(item, reader, $"this is due by {times.Deadline(item.Due)}.")])
        : new("A work item of yours is past its due time", "A work item is past its due time", [.. Parts(item, reader, "the due time of this is over.")]);

    /// <summary>To the person who was given it.</summary>
    /// <param name="item">The item.</param>
    /// <param name="reader">Who reads it.</param>
    /// <param name="reason">Why they were given it, in the words of who did.</param>
    public MailContent HandedOver(WorkItem item, WorkItemReader reader, string? reason) => new(
        "A work item was handed over to you",
        "A work item was handed over",
        [
            new Paragraph($"Hello {reader.Person.Name}, this was handed over to {(reader.For is null ? "you" : reader.For)}. It is due by {times.Deadline(item.Due)}."),
            .. StandIn(reader),
            .. reason is null ? Array.Empty<MailPart>() : [new Paragraph("The reason given:"), new Quote(reason)],
            Facts(item),
            new Paragraph("Take it, or hand it over to somebody else, with a reason. When you have done it, mark it as done and say what came of it."),
        ]);

    /// <summary>To the manager of who has it.</summary>
    public MailContent Overdue(WorkItem item, WorkItemReader reader) => new(
        "A work item is overdue",
        "A work item is overdue",
        [
            new Paragraph($"Hello {reader.Person.Name}, this should have been done by {times.Deadline(item.Due)}, and it isn’t."),
            .. StandIn(reader),
            Facts(item),
            new Paragraph(item.Owner is { } owner
                ? $"{owner.Name} has it. Ask what is in the way, or hand it over to somebody else, with a reason."
                : "Nobody has taken it. Ask somebody of the role to take it, or hand it over, with a reason."),
        ]);

    IEnumerable<MailPart> Parts(WorkItem item, WorkItemReader reader, string what) =>
    [
        new Paragraph($"Hello {reader.Person.Name}, {what}"),
        .. StandIn(reader),
        Facts(item),
        new Paragraph("When you have done it, mark it as done and say what came of it. If you can’t do it in time, hand it over to somebody else, with a reason."),
    ];

    static IEnumerable<MailPart> StandIn(WorkItemReader reader) =>
        reader.For is { } name ? [new Paragraph($"You get this because {name} is away and you stand in.")] : [];

    string RoleOf(WorkItem item) => policy.Roles.FirstOrDefault(role => role.Id == item.Role)?.Name ?? item.Role;

    Details Facts(WorkItem item) => new(
    [
        new DetailRow("To do", item.Title),
        .. item.Case is { } @case ? [new DetailRow("Case", @case)] : Array.Empty<DetailRow>(),
        new DetailRow("Due", times.Exact(item.Due)),
        new DetailRow("Has it", item.Owner is { } owner ? $"{owner.Name} ({RoleOf(item)})" : RoleOf(item)),
        new DetailRow("Opened", times.Exact(item.OpenedAt)),
        new DetailRow("Work item", item.Id),
    ]);
}
