using System.Text.Json;
using Azure.Messaging.ServiceBus;
using MemberServices.Messages;

namespace MemberServices.Mail;

/// <summary>Where emails go out: they wait in the queue until the mail service takes them.</summary>
public sealed class EmailQueue(ServiceBusClient bus, TimeProvider clock)
{
    const string EventType = "mail.requested";
    const string NumberProperty = "try";
    const string FaultsProperty = "faults";
    const string HeldProperty = "held";

    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { RespectNullableAnnotations = true };

    readonly ServiceBusSender sender = bus.CreateSender(Bus.Mail);

    /// <summary>Queues an email. A repeat with the same id is not a second mail.</summary>
    /// <exception cref="ArgumentException">The email's id isn't one (see <see cref="DeterministicId"/>), or its content has a place for a link that it doesn't have.</exception>
    public Task QueueAsync(OutgoingEmail email, CancellationToken cancellationToken = default)
    {
        DeterministicId.ThrowIfInvalid(email.Id);
        if (!email.HasItsLinks)
        {
            throw new ArgumentException($"The mail {email.Kind} has a place for a link and no such link.", nameof(email));
        }

        return sender.SendMessageAsync(Message(email, email.Id), cancellationToken);
    }

    /// <summary>Understands a message of the queue.</summary>
    public static DataReading<OutgoingEmail> Read(ServiceBusReceivedMessage message)
    {
        var reading = CloudEventReader.Read<OutgoingEmail>(message.Body, Json);
        string? missing = reading.Data switch
        {
            { To: null } => "to",
            { Kind: null } => "kind",
            { Content: null or { Subject: null } or { Heading: null } or { Parts: null } } => "content",
            { HasItsLinks: false } => "links",
            { Id: var id } when id is null || !DeterministicId.IsValid(id) => "id",
            _ => null,
        };
        return missing is null
            ? reading
            : new DataReading<OutgoingEmail>(null, null, [new MessageError("data." + missing, "must be there and whole")]);
    }

    /// <summary>Which try of its email a message is.</summary>
    public static DeliveryAttempt TryOf(ServiceBusReceivedMessage message) => new(
        message.ApplicationProperties.TryGetValue(NumberProperty, out var number) && number is int n ? n : 1,
        message.ApplicationProperties.TryGetValue(FaultsProperty, out var faults) && faults is int f ? f : 0,
        message.ApplicationProperties.TryGetValue(HeldProperty, out var held) && held is long h ? DateTimeOffset.FromUnixTimeMilliseconds(h) : null);

    /// <summary>
    /// Lets a message that was given up be tried as if nothing had failed. Which try it is stays: the ids of those that follow
    /// must be new.
    /// </summary>
    public static void ForgetFaults(ServiceBusMessage message) => message.ApplicationProperties.Remove(FaultsProperty);

    /// <summary>
    /// Queues an email's next try. Its id is derived from the email and the try, so that a try that is taken twice is
    /// followed by one.
    /// </summary>
    internal Task QueueAgainAsync(OutgoingEmail email, DeliveryAttempt next, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var message = Message(email, DeterministicId.From(email.Id, "try", next.Number));
        message.ApplicationProperties[NumberProperty] = next.Number;
        message.ApplicationProperties[FaultsProperty] = next.Faults;
        if (next.HeldAt is { } held)
        {
            message.ApplicationProperties[HeldProperty] = held.ToUnixTimeMilliseconds();
        }
        return sender.ScheduleMessageAsync(message, at, cancellationToken);
    }

    ServiceBusMessage Message(OutgoingEmail email, string messageId)
    {
        var data = JsonSerializer.SerializeToElement(email with { Content = email.Content.WithoutCardNumbers() }, Json);
        var cloudEvent = new CloudEvent(email.Id, EventPublisher.Source, EventType, email.Case, clock.GetUtcNow(), data);
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
/// <param name="HeldAt">When it was first held back because outgoing mail was paused; null: never.</param>
public sealed record DeliveryAttempt(int Number, int Faults, DateTimeOffset? HeldAt = null);
