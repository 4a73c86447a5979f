using System.Text.Json;
using Azure.Messaging.ServiceBus;

namespace MemberServices.Messages;

/// <summary>Tells the topic what happened. Free text leaves without card numbers.</summary>
public sealed class FactPublisher(ServiceBusClient bus)
{
    /// <summary>Who says it, in our events.</summary>
    public const string Source = "/member-services";

    readonly ServiceBusSender sender = bus.CreateSender(Bus.Events);

    /// <summary>Publishes a fact as a CloudEvent. A repeat with the same id is dropped by the topic.</summary>
    /// <exception cref="ArgumentException">The fact's id isn't one: see <see cref="MessageId"/>.</exception>
    public Task PublishAsync(Fact fact, CancellationToken cancellationToken = default)
    {
        MessageId.ThrowIfInvalid(fact.Id);
        var data = new FactData(
            fact.Member,
            fact.Case,
            CardNumbers.Mask(fact.By),
            fact.Medium,
            CardNumbers.Mask(fact.Summary),
            fact.Data is { } details ? CardNumbers.Mask(details) : null);
        var cloudEvent = new CloudEvent(
            fact.Id, Source, fact.Type, fact.Case, fact.Time, JsonSerializer.SerializeToElement(data, FactData.Json));
        return sender.SendMessageAsync(
            new ServiceBusMessage(cloudEvent.ToJson())
            {
                MessageId = fact.Id,
                Subject = fact.Type,
                ContentType = CloudEvent.ContentType,
            },
            cancellationToken);
    }
}
