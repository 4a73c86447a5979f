using System.Text.Json;
using Azure.Messaging.ServiceBus;
using MemberServices.Fields;

namespace MemberServices.Messages;

/// <summary>Tells the topic what happened. Free text leaves without card numbers.</summary>
public sealed class EventPublisher(ServiceBusClient bus)
{
    /// <summary>Who says it, in our events.</summary>
    public const string Source = "/member-services";

    /// <summary>The application property that subscriptions of other systems filter by.</summary>
    public const string TargetProperty = "target";

    readonly ServiceBusSender sender = bus.CreateSender(Bus.Events);

    /// <summary>Publishes an event as a CloudEvent. A repeat with the same id is dropped by the topic.</summary>
    /// <exception cref="ArgumentException">The event's id isn't one: see <see cref="DeterministicId"/>.</exception>
    public Task PublishAsync(DomainEvent domainEvent, CancellationToken cancellationToken = default)
    {
        DeterministicId.ThrowIfInvalid(domainEvent.Id);
        var data = new DomainEventData(
            domainEvent.MemberKey,
            domainEvent.Case,
            CardNumbers.Mask(domainEvent.By),
            domainEvent.Channel,
            CardNumbers.Mask(domainEvent.Summary),
            domainEvent.Data is { } details ? CardNumbers.Mask(details) : null);
        var cloudEvent = new CloudEvent(
            domainEvent.Id, Source, domainEvent.Type, domainEvent.Case, domainEvent.Time, JsonSerializer.SerializeToElement(data, DomainEventData.Json));
        var message = new ServiceBusMessage(cloudEvent.ToJson())
        {
            MessageId = domainEvent.Id,
            Subject = domainEvent.Type,
            ContentType = CloudEvent.ContentType,
        };
        if (domainEvent.Target is { } target)
        {
            message.ApplicationProperties[TargetProperty] = target;
        }
        return sender.SendMessageAsync(message, cancellationToken);
    }
}
