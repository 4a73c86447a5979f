using Azure.Messaging.ServiceBus;

namespace Local.ServiceBus;

/// <summary>Locks, schedules and times to live that end.</summary>
public sealed partial class Broker
{
    /// <summary>A message leaves its queue by itself: into the dead letters, or for good where it has no reason.</summary>
    sealed record Move(BusEntry Entry, string? Reason, string? Description);

    /// <summary>Where the message's time or deliveries are used up, where it goes; texts as Service Bus writes them.</summary>
    Move? UsedUp(BusEntry entry, EntityProperties properties)
    {
        // A deferred message stays beyond its time, as in Service Bus.
        if (!entry.IsDeferred && entry.Expires <= clock.GetUtcNow().Ticks)
        {
            return properties.DeadLetteringOnMessageExpiration
                ? new Move(entry, "TTLExpiredException", "The message expired and was dead lettered.")
                : new Move(entry, null, null);
        }

        return entry.Deliveries < properties.MaxDeliveryCount
            ? null
            : new Move(entry, "MaxDeliveryCountExceeded", $"Message could not be consumed after {properties.MaxDeliveryCount} delivery attempts.");
    }

    void OnDue()
    {
        var busy = clock.Busy("messages that fall due");
        var moves = new List<Move>();
        var activated = new List<BusEntry>();
        lock (gate)
        {
            var now = clock.GetUtcNow().Ticks;
            foreach (var item in agenda.TakeDue(now))
            {
                switch (item)
                {
                    case BusSession session:
                        End(session, moves);
                        break;
                    case BusEntry { State: EntryState.Scheduled } entry:
                        entry.State = EntryState.Settling;
                        activated.Add(entry);
                        break;
                    case BusEntry { State: EntryState.Locked } entry when entry.RenewUntil > now:
                        entry.LockedUntil = Math.Min(now + entry.Home.Properties.LockDuration.Ticks, Math.Max(entry.RenewUntil, entry.LockedUntil));
                        agenda.Set(entry, entry.LockedUntil);
                        break;
                    case BusEntry { State: EntryState.Locked } entry:
                        EndLock(entry);
                        MakeAvailable(entry, moves);
                        break;
                    case BusEntry { State: EntryState.Ready } entry:
                        entry.Queue.Remove(entry);
                        MakeAvailable(entry, moves);
                        break;
                }
            }
        }

        if (activated.Count == 0 && moves.Count == 0)
        {
            busy.Dispose();
            return;
        }

        _ = Task.Run(async () =>
        {
            using (busy)
            {
                await ActivateAsync(activated);
                await MoveAsync(moves);
            }
        });
    }

    /// <summary>Scheduled messages are enqueued as if they were sent now, which gives them new numbers.</summary>
    async Task ActivateAsync(List<BusEntry> activated)
    {
        if (activated.Count == 0)
        {
            return;
        }

        var now = clock.GetUtcNow().Ticks;
        try
        {
            var placed = await WriteAsync("schedule", db => activated.ConvertAll(entry => BusStore.Take(db, entry.Number) is { } stored
                ? Outgoing.Of(stored).Store(db, entry.Home, now)
                : []));
            lock (gate)
            {
                activated.ForEach(Forget);
                PlaceAll(placed.SelectMany(places => places));
            }
        }
        catch (ServiceBusException)
        {
            lock (gate)
            {
                activated.ForEach(entry => entry.State = EntryState.Scheduled);
                activated.ForEach(entry => agenda.Set(entry, now + TryAgainAfter.Ticks));
            }
        }
    }

    void MoveInBackground(List<Move> moves)
    {
        if (moves.Count > 0)
        {
            var busy = clock.Busy("messages whose time is over");
            _ = Task.Run(async () =>
            {
                using (busy)
                {
                    await MoveAsync(moves);
                }
            });
        }
    }

    async Task MoveAsync(List<Move> moves)
    {
        if (moves.Count == 0)
        {
            return;
        }

        try
        {
            await WriteAsync("dead letters", db => moves.ForEach(move => Write(db, move)));
        }
        catch (ServiceBusException)
        {
            lock (gate)
            {
                // Nobody has the lock: it only keeps the message aside until it is tried again.
                var again = clock.GetUtcNow().Ticks + TryAgainAfter.Ticks;
                moves.ForEach(move => move.Entry.State = EntryState.Locked);
                moves.ForEach(move => agenda.Set(move.Entry, move.Entry.LockedUntil = again));
            }

            return;
        }

        lock (gate)
        {
            var more = new List<Move>();
            foreach (var move in moves)
            {
                if (move.Reason is null)
                {
                    Forget(move.Entry);
                }
                else
                {
                    Bury(move.Entry, more);
                }
            }
        }
    }

    static void Write(DatabaseSession db, Move move)
    {
        if (move.Reason is null)
        {
            BusStore.Delete(db, move.Entry.Number);
        }
        else
        {
            BusStore.DeadLetter(db, move.Entry.Number, move.Entry.Queue.DeadLetters!.Path, move.Reason, move.Description);
        }
    }
}
