using Azure.Messaging.ServiceBus;

namespace Local.ServiceBus;

public sealed partial class Broker
{
    /// <summary>Stores messages; ends when they are on disk. A duplicate is dropped in silence and has number 0.</summary>
    internal async Task<IReadOnlyList<long>> SendAsync(string path, IReadOnlyList<ServiceBusMessage> messages)
    {
        BusEntity target;
        lock (gate)
        {
            target = Find(path);
        }

        if (target is BusQueue { TakesMessages: false })
        {
            throw new InvalidOperationException($"Nothing can be sent to '{path}': messages come there by themselves.");
        }

        var outgoing = Check(target, messages);
        meter.Add(Metered.BusOperations, "send", messages.Sum(message => MessageSize.Operations(MessageSize.Of(message))));
        var now = clock.GetUtcNow().Ticks;
        var sent = await WriteAsync(path, db => Store(db, target, outgoing, now));
        lock (gate)
        {
            PlaceAll(sent.SelectMany(places => places));
        }

        return [.. sent.Select(places => places is [var first, ..] ? first.SequenceNumber : 0)];
    }

    internal async Task CancelScheduledAsync(string path, IReadOnlyList<long> sequenceNumbers)
    {
        List<BusEntry> cancelled;
        lock (gate)
        {
            var target = Find(path);
            cancelled = Pick(sequenceNumbers, entry => entry.Home == target && entry.State == EntryState.Scheduled, path);
            cancelled.ForEach(entry => entry.State = EntryState.Settling);
        }

        try
        {
            await WriteAsync(path, db => cancelled.ForEach(entry => BusStore.Delete(db, entry.Number)));
        }
        catch
        {
            lock (gate)
            {
                cancelled.ForEach(entry => entry.State = EntryState.Scheduled);
                cancelled.ForEach(entry => agenda.Set(entry, Math.Min(entry.Due, clock.GetUtcNow().Add(TryAgainAfter).Ticks)));
            }

            throw;
        }

        lock (gate)
        {
            cancelled.ForEach(Forget);
        }
    }

    List<Outgoing> Check(BusEntity target, IReadOnlyList<ServiceBusMessage> messages)
    {
        if (messages.Sum(MessageSize.Of) is var size && size > MessageSize.Largest(Tier))
        {
            throw new ServiceBusException(
                $"The received message (delivery-id:0, size:{size} bytes) exceeds the limit ({MessageSize.Largest(Tier)} bytes) currently allowed on the link.",
                ServiceBusFailureReason.MessageSizeExceeded,
                target.Path);
        }

        if (target is BusQueue { HasSessions: true } && messages.Any(message => message.SessionId is null))
        {
            throw new InvalidOperationException(
                $"'{target.Path}' has sessions: a message that is sent to it needs a SessionId.");
        }

        return [.. messages.Select(Outgoing.Of)];
    }

    static List<List<StoredPlace>> Store(DatabaseSession db, BusEntity target, List<Outgoing> outgoing, long now)
    {
        var properties = target.Properties;
        var until = now + properties.DuplicateDetectionHistoryTimeWindow.Ticks;
        var sent = new List<List<StoredPlace>>(outgoing.Count);
        foreach (var message in outgoing)
        {
            var isNew = !properties.RequiresDuplicateDetection
                || message.Headers.MessageId is not { } id
                || BusStore.Remember(db, target.Path, id, now, until);
            sent.Add(!isNew ? [] : message.Headers.Scheduled > now ? [message.StoreScheduled(db, target)] : [.. message.Store(db, target, now)]);
        }

        if (properties.RequiresDuplicateDetection)
        {
            BusStore.Forget(db, now);
        }

        return sent;
    }

    /// <summary>New messages take their place. Under the gate.</summary>
    void PlaceAll(IEnumerable<StoredPlace> places)
    {
        var moves = new List<Move>();
        foreach (var place in places)
        {
            Place(place, moves);
        }

        MoveInBackground(moves);
    }

    /// <summary>The messages of these numbers, all of them. Under the gate.</summary>
    List<BusEntry> Pick(IReadOnlyList<long> sequenceNumbers, Func<BusEntry, bool> fits, string path)
    {
        var picked = new List<BusEntry>();
        foreach (var number in sequenceNumbers.Distinct())
        {
            picked.Add(entries.TryGetValue(number, out var entry) && fits(entry)
                ? entry
                : throw new ServiceBusException($"No such message has the number {number}.", ServiceBusFailureReason.MessageNotFound, path));
        }

        return picked;
    }
}
