using System.Text.Json;
using MemberServices.Messages;

namespace MemberServices.WorkItems;

/// <summary>Tells the topic what happens to work items. A repeat has the same id.</summary>
public sealed class WorkItemEvents(EventPublisher events)
{
    /// <param name="item">Which.</param>
    /// <param name="what">"opened", of the event "work-item.opened".</param>
    /// <param name="at">When it happened.</param>
    /// <param name="by">Who did it.</param>
    /// <param name="summary">A line for people.</param>
    /// <param name="number">Which of its kind; null: there is one.</param>
    /// <param name="role">The role that is to hear of it; null: the item's.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task TellAsync(
        WorkItem item, string what, DateTimeOffset at, string by, string summary, int? number = null, string? role = null, CancellationToken cancellationToken = default) =>
        events.PublishAsync(
            new DomainEvent(
                $"work-item.{what}", number is null ? DeterministicId.From(item.Id, what) : DeterministicId.From(item.Id, what, number), at, item.MemberKey, item.Case,
                by, "system", summary,
                JsonSerializer.SerializeToElement(new { item.Id, role = role ?? item.Role, item.Due, item.State, hasOwner = item.Owner is not null }, JsonSerializerOptions.Web)),
            cancellationToken);
}
