using Azure.Messaging.ServiceBus;
using MemberServices.Mail;
using MemberServices.Messages;
using Microsoft.Extensions.Logging;

namespace MemberServices.Ops;

/// <summary>A message that was set aside, without what is in it: that may be about people.</summary>
/// <param name="SequenceNumber">Names it in its queue.</param>
/// <param name="MessageId">Its sender's; null when it has none.</param>
/// <param name="Type">What kind of message it is; null when it doesn't say so.</param>
/// <param name="Reason">Why it was set aside.</param>
/// <param name="Description">The same in more words.</param>
/// <param name="EnqueuedAt">When it was sent.</param>
/// <param name="Deliveries">How often it was tried.</param>
public sealed record DeadLetterView(
    long SequenceNumber, string? MessageId, string? Type, string? Reason, string? Description, DateTimeOffset EnqueuedAt, int Deliveries);

/// <param name="Letters">The oldest first.</param>
/// <param name="After">Hand it in to get those after these; null when there are no more.</param>
public sealed record DeadLetterPage(IReadOnlyList<DeadLetterView> Letters, long? After);

/// <summary>What became of a wish to put a dead letter back, or to throw it away.</summary>
/// <param name="Done">As it was recorded, now or before; null: there is no such letter.</param>
/// <param name="IsOutOfReach">Whether the letter is there and couldn't be taken.</param>
public sealed record DeadLetterResult(DeadLetterAct? Done, bool IsOutOfReach = false);

/// <summary>Messages that were set aside: lists them, puts them back, throws them away.</summary>
public sealed partial class DeadLetters(ServiceBusClient bus, DeadLetterActs acts, TimeProvider clock, ILogger<DeadLetters> log)
{
    /// <summary>The most letters of a page.</summary>
    public const int MostOfAPage = 200;

    /// <summary>Service Bus gives letters in their order, so those before a letter are received on the way to it: this many at most.</summary>
    public const int LongestWalk = 500;

    static readonly TimeSpan Wait = TimeSpan.FromSeconds(2);

    /// <summary>A page, which changes nothing.</summary>
    /// <param name="queue">Which queue's.</param>
    /// <param name="take">The most letters, 1 to <see cref="MostOfAPage"/>.</param>
    /// <param name="after">The page before this one's <see cref="DeadLetterPage.After"/>; null for the first.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<DeadLetterPage> PageAsync(DeadLetterQueue queue, int take, long? after, CancellationToken cancellationToken)
    {
        await using var receiver = queue.Receiver(bus);
        var found = await PeekAsync(receiver, after + 1 ?? 0, take + 1, cancellationToken);
        var letters = found.Take(take).Select(letter => new DeadLetterView(
            letter.SequenceNumber, letter.MessageId, TypeOf(letter), letter.DeadLetterReason, letter.DeadLetterErrorDescription, letter.EnqueuedTime, letter.DeliveryCount)).ToList();
        return new DeadLetterPage(letters, found.Count > take ? letters[^1].SequenceNumber : null);
    }

    /// <summary>
    /// Puts a letter back, or throws it away. Who and why is recorded first; a repeat finishes what was begun, and is answered as the
    /// first was.
    /// </summary>
    /// <remarks>
    /// The message that is put back has an id of its own, derived from the letter: duplicate detection, which knows the old id for a
    /// day, lets it through, and drops the same letter's second. One of a topic goes to all its subscriptions: who has taken it knows
    /// it by its event's id.
    /// </remarks>
    public async Task<DeadLetterResult> ActAsync(
        DeadLetterQueue queue, long sequenceNumber, DeadLetterAction action, string by, string reason, CancellationToken cancellationToken)
    {
        await using var receiver = queue.Receiver(bus);
        var before = await acts.FindAsync(queue.Name, sequenceNumber, cancellationToken);
        var there = await PeekAsync(receiver, 0, LongestWalk, cancellationToken);
        var place = there.FindIndex(letter => letter.SequenceNumber == sequenceNumber);
        if (place < 0)
        {
            return await receiver.PeekMessageAsync(sequenceNumber, cancellationToken) is { } far && far.SequenceNumber == sequenceNumber
                ? new DeadLetterResult(before, IsOutOfReach: true)
                : new DeadLetterResult(before);
        }

        var act = before ?? await acts.AddAsync(
            new DeadLetterAct(queue.Name, sequenceNumber, there[place].MessageId, TypeOf(there[place]), action, by, reason, clock.GetUtcNow()), cancellationToken);
        if (act.Action != action)
        {
            return new DeadLetterResult(act);
        }
        if (await ReceiveAsync(receiver, sequenceNumber, place + 1, cancellationToken) is not { } letter)
        {
            return new DeadLetterResult(act, IsOutOfReach: true);
        }
        if (action == DeadLetterAction.Redrive)
        {
            await SendAsync(queue, letter, cancellationToken);
        }
        await receiver.CompleteMessageAsync(letter, cancellationToken);
        Log.Done(log, queue.Name, sequenceNumber, action, letter.MessageId);
        return new DeadLetterResult(act);
    }

    /// <summary>Other systems may leave the subject out.</summary>
    static string? TypeOf(ServiceBusReceivedMessage letter) => letter.Subject ?? CloudEventReader.Read(letter.Body).Event?.Type;

    async Task SendAsync(DeadLetterQueue queue, ServiceBusReceivedMessage letter, CancellationToken cancellationToken)
    {
        var message = new ServiceBusMessage(letter)
        {
            MessageId = DeterministicId.From(letter.MessageId, "redriven", letter.SequenceNumber),
        };
        EmailQueue.ForgetFaults(message);
        await using var sender = bus.CreateSender(queue.Entity);
        await sender.SendMessageAsync(message, cancellationToken);
    }

    /// <summary>Takes a letter, and leaves those before it; null when somebody else has it.</summary>
    static async Task<ServiceBusReceivedMessage?> ReceiveAsync(ServiceBusReceiver receiver, long sequenceNumber, int most, CancellationToken cancellationToken)
    {
        var passed = new List<ServiceBusReceivedMessage>();
        ServiceBusReceivedMessage? found = null;
        while (found is null && passed.Count < most
            && await receiver.ReceiveMessagesAsync(most - passed.Count, Wait, cancellationToken) is { Count: > 0 } received)
        {
            found = received.FirstOrDefault(letter => letter.SequenceNumber == sequenceNumber);
            passed.AddRange(received.Where(letter => letter != found));
        }
        foreach (var letter in passed)
        {
            await receiver.AbandonMessageAsync(letter, cancellationToken: cancellationToken);
        }
        return found;
    }

    /// <summary>Service Bus may give fewer than asked for while there are more.</summary>
    static async Task<List<ServiceBusReceivedMessage>> PeekAsync(ServiceBusReceiver receiver, long from, int most, CancellationToken cancellationToken)
    {
        var found = new List<ServiceBusReceivedMessage>();
        while (found.Count < most && await receiver.PeekMessagesAsync(most - found.Count, from, cancellationToken) is { Count: > 0 } more)
        {
            found.AddRange(more);
            from = found[^1].SequenceNumber + 1;
        }
        return found;
    }

    static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Dead letter {SequenceNumber} of {Queue} ({MessageId}): {Action}")]
        public static partial void Done(ILogger logger, string queue, long sequenceNumber, DeadLetterAction action, string? messageId);
    }
}
