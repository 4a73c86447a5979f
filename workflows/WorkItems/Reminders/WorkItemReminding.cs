using MemberServices.Directory;
using MemberServices.Mail;
using MemberServices.Messages;
using MemberServices.Policies;

namespace MemberServices.WorkItems.Reminders;

/// <summary>
/// Gives the reminders of a work item, each once: who gets it is decided and kept first, then it is sent under ids that are derived
/// from the item and the reminder, then it stands in the story. Whoever comes in between finds the item as it is.
/// </summary>
public sealed class WorkItemReminding(
    WorkItemTable table, WorkItemReaders readers, WorkItemEvents events, WorkItemMails mails, EmailQueue queue, TimeProvider clock)
{
    /// <summary>While the directory is away.</summary>
    static readonly TimeSpan Pause = TimeSpan.FromMinutes(30);

    /// <summary>Looks at an item and does what is due. When to look again; null: nothing will be due any more.</summary>
    public async Task<DateTimeOffset?> FollowUpAsync(string id)
    {
        while ((await table.ReadAsync(id))?.Item is { NextReminder: { } due } item)
        {
            if (item.Telling is { } notice)
            {
                await GiveAsync(item, notice);
            }
            else if (due > clock.GetUtcNow())
            {
                return due;
            }
            else
            {
                await DecideAsync(item);
            }
        }
        return null;
    }

    async Task DecideAsync(WorkItem item)
    {
        var now = clock.GetUtcNow();
        try
        {
            var notice = item.IsOverdueNext ? await readers.OfOverdueAsync(item, now) : await readers.OfReminderAsync(item, now);
            await ChangeAsync(item, same => same with { Telling = notice, WaitsUntil = null });
        }
        catch (TransientDirectoryException)
        {
            // The topic is told at once, and the managers by it. The mails follow when the directory says to whom.
            await AnnounceAsync(item, new WorkItemNotice(now, StaffRoles.Managers, []));
            await ChangeAsync(item, same => same with { Announced = item.Reminded + 1, WaitsUntil = now + Pause });
        }
    }

    async Task GiveAsync(WorkItem item, WorkItemNotice notice)
    {
        if (item.Announced <= item.Reminded)
        {
            await AnnounceAsync(item, notice);
        }
        var (what, number) = (item.IsOverdueNext ? "overdue" : "reminded", item.Reminded + 1);
        foreach (var reader in notice.People)
        {
            await queue.QueueAsync(new OutgoingEmail(
                DeterministicId.From("work-item", item.Id, what, number, reader.Person.Id), reader.Person.Email, reader.Person.Name,
                item.IsOverdueNext ? mails.Overdue(item, reader) : mails.Reminder(item, reader, notice.At), null, null, $"work-item.{what}", IsReminder: !item.IsOverdueNext));
        }
        var to = notice.People.Count == 0 ? notice.Role : string.Join(", ", notice.People.Select(reader => reader.Person.Name));
        await table.ChangeAsync(item.Id, now => now.Item.Telling == null || now.Item.Reminded != item.Reminded ? null : new WorkItemChange(
            now.Item with { Telling = null, Reminded = number, Announced = number },
            new WorkItemEntry(0, item.IsOverdueNext ? WorkItemEntryKind.Overdue : WorkItemEntryKind.Reminded, notice.At, WorkItemService.System, To: to)));
    }

    Task AnnounceAsync(WorkItem item, WorkItemNotice notice) => events.TellAsync(
        item, item.IsOverdueNext ? "overdue" : "reminded", notice.At, WorkItemService.System,
        $"{(item.IsOverdueNext ? "Overdue" : "Due soon")}, for {notice.Role}: {item.Title}", item.Reminded + 1, notice.Role);

    /// <summary>Unless something has become of the item meanwhile.</summary>
    Task<WorkItemRecord?> ChangeAsync(WorkItem item, Func<WorkItem, WorkItem> change) =>
        table.ChangeAsync(item.Id, now => now.Item.Lines == item.Lines && now.Item.IsLive ? new WorkItemChange(change(now.Item)) : null);
}
