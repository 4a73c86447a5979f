using Azure.Messaging.ServiceBus;

namespace Local.ServiceBus;

public sealed partial class Broker
{
    /// <param name="id">The session's, or null for the next that is free and has messages.</param>
    internal async Task<SessionLock> AcceptSessionAsync(string path, string? id, TimeSpan wait, CancellationToken cancellationToken)
    {
        SessionLock? accepted = null;
        using var busy = await WaitForAsync(path, wait, Look, cancellationToken);
        return accepted ?? throw new ServiceBusException(
            $"No session of '{path}' had a message in time.", ServiceBusFailureReason.ServiceTimeout, path);

        bool Look(BusQueue queue)
        {
            if (!queue.HasSessions)
            {
                throw new InvalidOperationException($"'{path}' has no sessions.");
            }

            var session = id is null ? queue.NextSession() : queue.Session(id, () => --sessions);
            if (session?.Holder is not null)
            {
                throw new ServiceBusException(
                    $"The requested session '{id}' cannot be accepted. It may be locked by another receiver.",
                    ServiceBusFailureReason.SessionCannotBeLocked,
                    path);
            }

            accepted = session is null ? null : Hold(session);
            return accepted is not null;
        }
    }

    internal BinaryData? ReadState(SessionLock session)
    {
        lock (gate)
        {
            CheckHeld(session);
        }

        return database.Read(db => BusStore.SessionState(db, session.Session.Queue.Path, session.Id)) is { } state
            ? BinaryData.FromBytes(state)
            : null;
    }

    internal async Task WriteStateAsync(SessionLock session, BinaryData? state)
    {
        lock (gate)
        {
            CheckHeld(session);
        }

        var path = session.Session.Queue.Path;
        await WriteAsync(path, db => BusStore.SetSessionState(db, path, session.Id, state?.ToArray()));
    }

    internal Task RenewAsync(SessionLock session)
    {
        lock (gate)
        {
            CheckHeld(session);
            Extend(session);
        }

        return Task.CompletedTask;
    }

    /// <summary>Gives a session back; what was received from it and not settled comes again.</summary>
    internal void Release(SessionLock session)
    {
        lock (gate)
        {
            if (session.IsHeld)
            {
                var moves = new List<Move>();
                End(session.Session, moves);
                MoveInBackground(moves);
            }
        }
    }

    /// <summary>Under the gate.</summary>
    internal SessionLock Hold(BusSession session)
    {
        session.Holder = new SessionLock(session);
        Extend(session.Holder);
        return session.Holder;
    }

    void Extend(SessionLock session)
    {
        session.LockedUntil = clock.GetUtcNow() + session.Session.Queue.Properties.LockDuration;
        agenda.Set(session.Session, session.LockedUntil.Ticks);
    }

    /// <summary>The session's lock is over. Under the gate.</summary>
    void End(BusSession session, List<Move> moves)
    {
        session.Holder = null;
        agenda.Set(session, long.MaxValue);
        foreach (var entry in session.InHand.Where(entry => entry.State == EntryState.Locked).ToList())
        {
            EndLock(entry);
            MakeAvailable(entry, moves);
        }

        session.Queue.Tidy(session.Id);
        if (session.Ready.Count > 0)
        {
            Signal(session.Queue);
        }
    }

    static void CheckSession(BusQueue queue, SessionLock? session)
    {
        if (queue.HasSessions && session is null)
        {
            throw new InvalidOperationException($"'{queue.Path}' has sessions: accept one to receive from it.");
        }

        if (session is not null)
        {
            CheckHeld(session);
        }
    }

    static void CheckHeld(SessionLock session)
    {
        if (!session.IsHeld)
        {
            throw new ServiceBusException(
                "The session lock has expired on the session. Accept the session again.",
                ServiceBusFailureReason.SessionLockLost,
                session.Session.Queue.Path);
        }
    }
}
