using MemberServices.Messages;
using MemberServices.Policies;

namespace MemberServices.WorkItems;

/// <summary>Opens and closes work items, and tells the topic: alerts to staff are made from its events.</summary>
public sealed class WorkItemService(WorkItemTable table, EventPublisher events, TimeProvider clock)
{
    /// <summary>Opens an item; a repeat changes nothing.</summary>
    public async Task OpenAsync(WorkItem item, CancellationToken cancellationToken = default)
    {
        var kept = await table.AddAsync(item, cancellationToken);
        await events.PublishAsync(
            new DomainEvent(
                "work-item.opened", DeterministicId.From(kept.Id, "opened"), kept.OpenedAt, kept.MemberKey, kept.Case, "system", "system",
                $"For {kept.Role}: {kept.Title}"),
            cancellationToken);
    }

    /// <summary>Closes an item whose reason is gone; nothing happens when it was never opened.</summary>
    public async Task CloseAsync(string role, string id, string because, CancellationToken cancellationToken = default)
    {
        if (await table.CloseAsync(role, id, clock.GetUtcNow(), because, cancellationToken) is { ClosedAt: { } at } item)
        {
            await events.PublishAsync(
                new DomainEvent(
                    "work-item.closed", DeterministicId.From(item.Id, "closed"), at, item.MemberKey, item.Case, "system", "system",
                    $"For {item.Role}: {item.Title} ({item.ClosedBecause})"),
                cancellationToken);
        }
    }

    /// <summary>
    /// Closes every item whose id begins so, whoever's it is. One that is closed already is told of again: whoever closed
    /// it may have died before.
    /// </summary>
    public async Task CloseAllAsync(string idBegins, string because, CancellationToken cancellationToken = default)
    {
        foreach (var role in StaffRoles.All)
        {
            foreach (var id in await table.IdsAsync(role, idBegins, cancellationToken))
            {
                await CloseAsync(role, id, because, cancellationToken);
            }
        }
    }
}
