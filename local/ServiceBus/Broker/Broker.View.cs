namespace Local.ServiceBus;

/// <summary>What the control pages show and do.</summary>
public sealed partial class Broker
{
    /// <summary>Queues and subscriptions, in the order of their names.</summary>
    public IReadOnlyList<BusEntityView> Entities()
    {
        lock (gate)
        {
            var counts = entries.Values.CountBy(entry => (entry.Home, entry.State is EntryState.Scheduled or EntryState.Deferred ? entry.State : EntryState.Ready))
                .ToDictionary();
            return [.. entities.Values.OfType<BusQueue>()
                .Where(queue => queue.DeadLetters is not null)
                .OrderBy(queue => queue.Path, StringComparer.OrdinalIgnoreCase)
                .Select(queue => new BusEntityView(
                    queue.Path,
                    Count(queue, EntryState.Ready),
                    Count(queue, EntryState.Scheduled),
                    Count(queue, EntryState.Deferred),
                    Count(queue.DeadLetters!, EntryState.Ready) + Count(queue.DeadLetters!, EntryState.Deferred)))];

            int Count(BusEntity entity, EntryState state) => counts.GetValueOrDefault((entity, state));
        }
    }

    /// <summary>The oldest dead letters of a queue or subscription.</summary>
    /// <exception cref="Azure.Messaging.ServiceBus.ServiceBusException">There is no such entity.</exception>
    public IReadOnlyList<DeadLetterView> DeadLetters(string path, int most = 100) =>
        [.. Peek(EntityPaths.DeadLetters(path), null, 0, most).Select(message => new DeadLetterView(
            message.SequenceNumber,
            message.MessageId,
            message.Subject,
            message.DeadLetterReason,
            message.DeadLetterErrorDescription,
            message.DeliveryCount,
            message.EnqueuedTime,
            message.Body.ToString()))];

    /// <summary>
    /// Puts dead letters back into their queue or subscription, as if they were new; duplicate detection lets them pass. Doing
    /// it again moves nothing, and a dead letter that a receiver has stays.
    /// </summary>
    /// <param name="path"><c>QUEUE</c> or <c>TOPIC/Subscriptions/SUBSCRIPTION</c>.</param>
    /// <param name="sequenceNumber">One message's, or null for all.</param>
    /// <returns>How many were moved.</returns>
    public async Task<int> RedriveAsync(string path, long? sequenceNumber = null)
    {
        using var busy = clock.Busy($"re-driving {path}");
        BusQueue queue;
        List<BusEntry> moved;
        lock (gate)
        {
            queue = FindQueue(path);
            moved = [.. entries.Values.Where(entry =>
                entry.Home == queue.DeadLetters && entry.State == EntryState.Ready && (sequenceNumber ?? entry.Number) == entry.Number)];
            moved.ForEach(entry => entry.Queue.Remove(entry));
            moved.ForEach(entry => entry.State = EntryState.Settling);
        }

        try
        {
            var now = clock.GetUtcNow().Ticks;
            var placed = await WriteAsync(path, db => moved.ConvertAll(entry => BusStore.Take(db, entry.Number) is { } stored
                ? Outgoing.Of(stored).Store(db, queue, now)
                : []));
            lock (gate)
            {
                moved.ForEach(Forget);
                PlaceAll(placed.SelectMany(places => places));
            }
        }
        catch
        {
            lock (gate)
            {
                moved.ForEach(entry => entry.Queue.Add(entry));
            }

            throw;
        }

        return moved.Count;
    }
}
