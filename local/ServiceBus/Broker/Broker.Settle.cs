using Azure.Messaging.ServiceBus;

namespace Local.ServiceBus;

public sealed partial class Broker
{
    /// <summary>The AMQP annotation that <see cref="ServiceBusReceivedMessage.LockedUntil"/> reads.</summary>
    const string LockedUntil = "x-opt-locked-until";

    /// <value>Empty where the message was received without a lock.</value>
    internal static Guid LockToken(ServiceBusReceivedMessage message) => Guid.Parse(message.LockToken);

    /// <summary>Whether the lock that the message was received under is neither over nor spent by settling.</summary>
    internal bool Holds(ServiceBusReceivedMessage message)
    {
        lock (gate)
        {
            return locks.ContainsKey(LockToken(message));
        }
    }

    /// <summary>The message's handler has ended: a lock that it leaves behind isn't renewed any more, as in the official processor.</summary>
    internal void StopRenewing(ServiceBusReceivedMessage message)
    {
        lock (gate)
        {
            if (locks.TryGetValue(LockToken(message), out var entry))
            {
                entry.RenewUntil = 0;
            }
        }
    }

    internal async Task SettleAsync(string path, ServiceBusReceivedMessage message, Settlement settlement)
    {
        BusEntry entry;
        lock (gate)
        {
            entry = Locked(path, message);
            entry.State = EntryState.Settling;
        }

        try
        {
            await WriteAsync(path, entry, settlement);
        }
        catch
        {
            lock (gate)
            {
                KeepLocked(entry);
            }

            throw;
        }

        var moves = new List<Move>();
        lock (gate)
        {
            Apply(entry, settlement, moves);
        }

        await MoveAsync(moves);
    }

    internal Task RenewAsync(string path, ServiceBusReceivedMessage message)
    {
        lock (gate)
        {
            var entry = Locked(path, message);
            entry.LockedUntil = clock.GetUtcNow().Ticks + entry.Home.Properties.LockDuration.Ticks;
            agenda.Set(entry, entry.LockedUntil);
            message.GetRawAmqpMessage().MessageAnnotations[LockedUntil] = new DateTime(entry.LockedUntil, DateTimeKind.Utc);
        }

        return Task.CompletedTask;
    }

    /// <summary>The entry whose lock the message holds. Under the gate.</summary>
    BusEntry Locked(string path, ServiceBusReceivedMessage message)
    {
        var queue = FindQueue(path);
        var now = clock.GetUtcNow().Ticks;
        if (locks.TryGetValue(LockToken(message), out var entry)
            && entry.State == EntryState.Locked
            && (entry.Session is { } session ? session.IsHeld : entry.LockedUntil > now || entry.RenewUntil > now))
        {
            return entry;
        }

        throw queue.HasSessions
            ? new ServiceBusException(
                "The session lock was lost. Accept the session again.", ServiceBusFailureReason.SessionLockLost, path)
            : new ServiceBusException(
                "The lock supplied is invalid. Either the lock expired, or the message has already been removed from the queue.",
                ServiceBusFailureReason.MessageLockLost,
                path);
    }

    Task WriteAsync(string path, BusEntry entry, Settlement settlement) => settlement switch
    {
        Settlement.Complete => WriteAsync(path, db => BusStore.Delete(db, entry.Number)),
        Settlement.Abandon { Changes: { Count: > 0 } changes } => WriteAsync(path, db => BusStore.Change(db, entry.Number, changes)),
        Settlement.Abandon => Task.CompletedTask,
        Settlement.Defer(var changes) => WriteAsync(path, db =>
        {
            BusStore.Change(db, entry.Number, changes);
            BusStore.Defer(db, entry.Number);
        }),
        Settlement.DeadLetter dead => WriteAsync(path, db =>
        {
            BusStore.Change(db, entry.Number, dead.Changes);
            BusStore.DeadLetter(db, entry.Number, (entry.Queue.DeadLetters ?? entry.Queue).Path, dead.Reason, dead.Description);
        }),
        _ => throw new InvalidOperationException($"{settlement} is no settlement."),
    };

    /// <summary>Nothing was written: the lock goes on, unless its session ended in the meantime. Under the gate.</summary>
    void KeepLocked(BusEntry entry)
    {
        entry.State = EntryState.Locked;
        if (entry.Session is null)
        {
            agenda.Set(entry, entry.LockedUntil);
        }
        else if (!entry.Session.IsHeld)
        {
            var moves = new List<Move>();
            EndLock(entry);
            MakeAvailable(entry, moves);
            MoveInBackground(moves);
        }
    }

    /// <summary>What was written, in memory. Under the gate.</summary>
    void Apply(BusEntry entry, Settlement settlement, List<Move> moves)
    {
        switch (settlement)
        {
            case Settlement.Complete:
                Forget(entry);
                return;
            case Settlement.Defer:
                EndLock(entry);
                entry.IsDeferred = true;
                entry.State = EntryState.Deferred;
                entry.Queue.Tidy(entry.SessionId);
                agenda.Set(entry, long.MaxValue);
                return;
            case Settlement.DeadLetter:
                EndLock(entry);
                Bury(entry, moves);
                return;
            default:
                EndLock(entry);
                MakeAvailable(entry, moves);
                return;
        }
    }

    /// <summary>The message is in the dead-letter queue. Under the gate.</summary>
    void Bury(BusEntry entry, List<Move> moves)
    {
        entry.Queue.Tidy(entry.SessionId);
        entry.Home = entry.Queue.DeadLetters ?? entry.Queue;
        entry.IsDeferred = false;
        MakeAvailable(entry, moves);
    }
}
