using System.Text.Json;
using Azure.Messaging.ServiceBus;
using MemberServices.Messages;

namespace MemberServices.Mail;

/// <summary>Where letters go out: they wait in the queue until the mail service takes them.</summary>
public sealed class Outbox(ServiceBusClient bus, TimeProvider clock)
{
    const string EventType = "mail.requested";
    const string NumberProperty = "try";
    const string FaultsProperty = "faults";

    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { RespectNullableAnnotations = true };

    readonly ServiceBusSender sender = bus.CreateSender(Bus.Mail);

    /// <summary>Queues a letter. A repeat with the same id is not a second mail.</summary>
    /// <exception cref="ArgumentException">The letter's id isn't one: see <see cref="MessageId"/>.</exception>
    public Task QueueAsync(Letter letter, CancellationToken cancellationToken = default)
    {
        MessageId.ThrowIfInvalid(letter.Id);
        return sender.SendMessageAsync(Message(letter, letter.Id), cancellationToken);
    }

    /// <summary>Understands a message of the queue.</summary>
    public static DataReading<Letter> Read(ServiceBusReceivedMessage message)
    {
        var reading = CloudEventReader.Read<Letter>(message.Body, Json);
        string? missing = reading.Data switch
        {
            { To: null } => "to",
            { Kind: null } => "kind",
            { Content: null or { Subject: null } or { Heading: null } or { Parts: null } } => "content",
            { Id: var id } when id is null || !MessageId.IsValid(id) => "id",
            _ => null,
        };
        return missing is null
            ? reading
            : new DataReading<Letter>(null, null, [new MessageError("data." + missing, "must be there and whole")]);
    }

    /// <summary>Which try of its letter a message is.</summary>
    public static MailTry TryOf(ServiceBusReceivedMessage message) => new(
        message.ApplicationProperties.TryGetValue(NumberProperty, out var number) && number is int n ? n : 1,
        message.ApplicationProperties.TryGetValue(FaultsProperty, out var faults) && faults is int f ? f : 0);

    /// <summary>
    /// Queues a letter's next try. Its id is derived from the letter and the try, so that a try that is taken twice is
    /// followed by one.
    /// </summary>
    internal Task QueueAgainAsync(Letter letter, MailTry next, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var message = Message(letter, MessageId.For(letter.Id, "try", next.Number));
        message.ApplicationProperties[NumberProperty] = next.Number;
        message.ApplicationProperties[FaultsProperty] = next.Faults;
        return sender.ScheduleMessageAsync(message, at, cancellationToken);
    }

    ServiceBusMessage Message(Letter letter, string messageId)
    {
        var data = JsonSerializer.SerializeToElement(letter with { Content = letter.Content.WithoutCardNumbers() }, Json);
        var cloudEvent = new CloudEvent(letter.Id, FactPublisher.Source, EventType, letter.Case, clock.GetUtcNow(), data);
        return new ServiceBusMessage(cloudEvent.ToJson())
        {
            MessageId = messageId,
            Subject = EventType,
            ContentType = CloudEvent.ContentType,
        };
    }
}

/// <param name="Number">1 for the first.</param>
/// <param name="Faults">How many of those before failed for another reason than a quota.</param>
public sealed record MailTry(int Number, int Faults);
