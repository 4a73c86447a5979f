using System.Text.Json;
using Azure.Messaging.ServiceBus;

namespace MemberServices.Messages;

/// <summary>Where the app leaves work for itself, beside what other systems ask for: what a page must not wait for.</summary>
public sealed class CommandQueue(ServiceBusClient bus, TimeProvider clock)
{
    readonly ServiceBusSender sender = bus.CreateSender(Bus.Commands);

    /// <summary>Queues a command.</summary>
    /// <param name="type">Which; its handler is registered by <see cref="MessagesServices.AddCommand"/>.</param>
    /// <param name="id">Names it: again, it is the same command. See <see cref="DeterministicId"/>.</param>
    /// <param name="data">What it needs.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task SendAsync(string type, string id, object data, CancellationToken cancellationToken = default)
    {
        DeterministicId.ThrowIfInvalid(id);
        var command = new CloudEvent(id, EventPublisher.Source, type, null, clock.GetUtcNow(), JsonSerializer.SerializeToElement(data, JsonSerializerOptions.Web));
        return sender.SendMessageAsync(
            new ServiceBusMessage(command.ToJson()) { MessageId = id, Subject = type, ContentType = CloudEvent.ContentType }, cancellationToken);
    }
}
