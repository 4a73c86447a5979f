namespace Local.ServiceBus;

/// <summary>A queue, a subscription, a dead-letter queue or a topic.</summary>
abstract class BusEntity(string path, EntityProperties properties)
{
    public string Path { get; } = path;

    public EntityProperties Properties { get; } = properties;
}

/// <summary>Where messages wait: a queue, a subscription, or the dead-letter queue of one. Used under the broker's gate only.</summary>
sealed class BusQueue(string path, EntityProperties properties, BusQueue? deadLetters) : BusEntity(path, properties)
{
    readonly SortedSet<BusEntry> ready = new(BusEntry.ByNumber);

    /// <summary>Null in a dead-letter queue: from there nothing is dead-lettered or expires.</summary>
    public BusQueue? DeadLetters { get; } = deadLetters;

    /// <summary>Whether messages are received session by session; a dead-letter queue never asks for it.</summary>
    public bool HasSessions => Properties.RequiresSession && DeadLetters is not null;

    /// <summary>Whether a sender may send to it: not to a subscription, nor to a dead-letter queue.</summary>
    public bool TakesMessages => DeadLetters is not null && !Path.Contains('/');

    public Dictionary<string, BusSession> Sessions { get; } = [];

    public List<Waiter> Waiters { get; } = [];

    public List<Pump> Pumps { get; } = [];

    /// <summary>Whether somebody could receive something now.</summary>
    public bool HasReady => HasSessions
        ? Sessions.Values.Any(session => session.Holder is null && session.Ready.Count > 0)
        : ready.Count > 0;

    public void Add(BusEntry entry)
    {
        entry.State = EntryState.Ready;
        Waiting(entry).Add(entry);
    }

    public void Remove(BusEntry entry)
    {
        Waiting(entry).Remove(entry);
        Tidy(entry.SessionId);
    }

    /// <summary>Forgets a session that has nothing and that nobody has.</summary>
    public void Tidy(string? sessionId)
    {
        if (HasSessions && sessionId is not null && Sessions.TryGetValue(sessionId, out var session) && session.IsIdle)
        {
            Sessions.Remove(sessionId);
        }
    }

    /// <summary>The next message, of <paramref name="session"/> where the queue has sessions; taken out, or null.</summary>
    public BusEntry? Take(SessionLock? session)
    {
        var waiting = session?.Session.Ready ?? ready;
        if (waiting.Min is not { } entry)
        {
            return null;
        }

        waiting.Remove(entry);
        return entry;
    }

    public BusSession Session(string id, Func<long> number)
    {
        if (!Sessions.TryGetValue(id, out var session))
        {
            Sessions.Add(id, session = new BusSession(number(), this, id));
        }

        return session;
    }

    /// <summary>The free session whose first message has waited longest, or null.</summary>
    public BusSession? NextSession() =>
        Sessions.Values.Where(session => session.Holder is null && session.Ready.Count > 0).MinBy(session => session.Ready.Min!.Number);

    SortedSet<BusEntry> Waiting(BusEntry entry) => HasSessions ? Sessions[entry.SessionId!].Ready : ready;
}

/// <summary>Its subscriptions take copies; a topic keeps nothing but what is scheduled.</summary>
sealed class BusTopic(string path, EntityProperties properties, IReadOnlyList<BusSubscription> subscriptions) : BusEntity(path, properties)
{
    public IReadOnlyList<BusSubscription> Subscriptions { get; } = subscriptions;
}

sealed record BusSubscription(BusQueue Queue, IReadOnlyList<Func<MessageHeaders, bool>> Rules)
{
    public bool Takes(MessageHeaders message) => Rules.Count == 0 || Rules.Any(rule => rule(message));
}

/// <summary>The messages of one session, and who has it.</summary>
sealed class BusSession(long number, BusQueue queue, string id) : AgendaItem(number)
{
    public BusQueue Queue { get; } = queue;

    public string Id { get; } = id;

    public SortedSet<BusEntry> Ready { get; } = new(BusEntry.ByNumber);

    public HashSet<BusEntry> InHand { get; } = [];

    public SessionLock? Holder { get; set; }

    public bool IsIdle => Holder is null && Ready.Count == 0 && InHand.Count == 0;
}

/// <summary>A receiver's hold on a session.</summary>
sealed class SessionLock(BusSession session)
{
    public BusSession Session { get; } = session;

    public string Id => Session.Id;

    public bool IsHeld => Session.Holder == this;

    public DateTimeOffset LockedUntil { get; set; }
}

/// <summary>Somebody who waits for a message; the clock waits with it from the moment it is woken until it has looked.</summary>
sealed class Waiter
{
    readonly TaskCompletionSource<bool> woken = new(TaskCreationOptions.RunContinuationsAsynchronously);
    IDisposable? busy;

    /// <summary>True when there may be a message, false when the time is over.</summary>
    public Task<bool> Woken => woken.Task;

    public void Wake(LocalClock clock, bool message)
    {
        busy ??= clock.Busy("a waiting receiver");
        woken.TrySetResult(message);
    }

    public void Looked() => busy?.Dispose();
}
