using System.Text.Json;
using Azure.Messaging.ServiceBus;
using MemberServices.Messages;

namespace MemberServices.Teams;

/// <summary>The queue <see cref="Bus.Teams"/>: cards that wait for their channel, and commands that take longer than Teams waits.</summary>
public sealed class TeamsQueue(ServiceBusClient bus, TimeProvider clock)
{
    /// <summary>The type of a message with a <see cref="TeamsPost"/>.</summary>
    public const string PostRequested = "teams.post-requested";

    /// <summary>The type of a message with a <see cref="TeamsMessage"/>.</summary>
    public const string CommandDelayed = "teams.command-delayed";

    readonly ServiceBusSender sender = bus.CreateSender(Bus.Teams);

    /// <summary>Queues a card. A repeat with the same id is not a second one.</summary>
    public Task SendAsync(string id, string role, Card card, CancellationToken cancellationToken = default) =>
        SendAsync(new TeamsPost(id, role, JsonSerializer.SerializeToElement(CardJson.Of(card))), cancellationToken);

    /// <summary>Queues a card that there is already, for another channel.</summary>
    public Task SendAsync(TeamsPost post, CancellationToken cancellationToken) =>
        sender.SendMessageAsync(Message(PostRequested, post.Id, post), cancellationToken);

    /// <summary>Queues a card's next try. Its id is derived from the try, so that a try that is taken twice is followed by one.</summary>
    public Task SendAgainAsync(TeamsPost post, DateTimeOffset at, CancellationToken cancellationToken) =>
        sender.ScheduleMessageAsync(Message(PostRequested, DeterministicId.From(post.Id, "try", post.Try + 1), post with { Try = post.Try + 1 }), at, cancellationToken);

    /// <summary>Queues a command, to be carried out without anybody waiting for it.</summary>
    public Task SendAsync(TeamsMessage message, CancellationToken cancellationToken) =>
        sender.SendMessageAsync(Message(CommandDelayed, message.Key, message), cancellationToken);

    ServiceBusMessage Message<T>(string type, string id, T data)
    {
        DeterministicId.ThrowIfInvalid(id);
        var json = JsonSerializer.SerializeToElement(data, JsonSerializerOptions.Web);
        return new ServiceBusMessage(new CloudEvent(id, EventPublisher.Source, type, null, clock.GetUtcNow(), json).ToJson())
        {
            MessageId = id,
            Subject = type,
            ContentType = CloudEvent.ContentType,
        };
    }
}
