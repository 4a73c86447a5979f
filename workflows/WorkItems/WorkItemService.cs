using MemberServices.Calendar;
using MemberServices.Messages;
using MemberServices.Staff;
using MemberServices.WorkItems.Reminders;

namespace MemberServices.WorkItems;

/// <summary>Opens and closes work items, and tells the topic: alerts to staff are made from its events.</summary>
public sealed class WorkItemService(
    WorkItemTable table, WorkItemEvents events, WorkItemFollowUps followUps, WorkItemPolicy policy, StaffPolicy staff, BusinessCalendar calendar, TimeProvider clock)
{
    internal const string System = "system";

    /// <summary>
    /// Opens an item: its reminders are planned now, by its own times or by the policy. A repeat changes nothing, whatever became
    /// of the item meanwhile.
    /// </summary>
    /// <returns>The item as it is there.</returns>
    public async Task<WorkItem> OpenAsync(WorkItem item, CancellationToken cancellationToken = default)
    {
        DeterministicId.ThrowIfInvalid(item.Id);
        var kept = await table.AddAsync(WorkItemSchedule.Plan(item, policy, calendar), System, cancellationToken);
        await events.TellAsync(kept, "opened", kept.OpenedAt, System, $"For {staff.NameOf(kept.Role)}: {kept.Title}", cancellationToken: cancellationToken);
        await followUps.AskAsync(kept, cancellationToken);
        return kept;
    }

    /// <summary>
    /// Lets an item lapse: its reason is gone. Nothing happens when it was never opened; one that is over stays as it is, and is told
    /// of again: whoever closed it may have died before.
    /// </summary>
    public async Task CloseAsync(string id, string because, CancellationToken cancellationToken = default)
    {
        var at = clock.GetUtcNow();
        var record = await table.ChangeAsync(
            id,
            now => now.Item.IsLive
                ? new WorkItemChange(
                    now.Item with { State = WorkItemState.Lapsed, ClosedAt = at, ClosedBecause = because, Telling = null },
                    new WorkItemEntry(0, WorkItemEntryKind.Lapsed, at, System, Text: because))
                : null,
            cancellationToken);
        if (record?.Item is { State: WorkItemState.Lapsed, ClosedAt: { } closedAt } item)
        {
            await events.TellAsync(item, "closed", closedAt, System, $"For {staff.NameOf(item.Role)}: {item.Title} ({item.ClosedBecause})", cancellationToken: cancellationToken);
            await followUps.AskAsync(item, cancellationToken);
        }
    }

    /// <summary>Closes every item whose id begins so, whoever's it is.</summary>
    public Task CloseAllAsync(string idBegins, string because, CancellationToken cancellationToken = default) =>
        CloseAllAsync(idBegins, because, _ => true, cancellationToken);

    /// <summary>Closes those of the items whose id begins so that are meant, whoever's they are.</summary>
    public async Task CloseAllAsync(string idBegins, string because, Func<string, bool> isMeant, CancellationToken cancellationToken = default)
    {
        foreach (var id in (await table.IdsAsync(idBegins, cancellationToken)).Where(isMeant))
        {
            await CloseAsync(id, because, cancellationToken);
        }
    }
}
