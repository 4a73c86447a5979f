namespace Local.ServiceBus;

enum EntryState
{
    /// <summary>Waits to be received.</summary>
    Ready,

    /// <summary>A receiver has it.</summary>
    Locked,

    /// <summary>What was decided about it is being written; nobody else may decide.</summary>
    Settling,

    /// <summary>Waits to be fetched by its number.</summary>
    Deferred,

    /// <summary>Waits for its time.</summary>
    Scheduled,

    Gone,
}

/// <summary>A stored message's place in memory: all but its contents. Changed under the broker's gate only.</summary>
sealed class BusEntry(long sequenceNumber, BusEntity home) : AgendaItem(sequenceNumber)
{
    public static readonly Comparer<BusEntry> ByNumber = Comparer<BusEntry>.Create((a, b) => a.Number.CompareTo(b.Number));

    /// <summary>Its queue; or the topic, while it is scheduled there.</summary>
    public BusEntity Home { get; set; } = home;

    public EntryState State { get; set; }

    /// <summary>A deferred message stays deferred when it is abandoned.</summary>
    public bool IsDeferred { get; set; }

    public string? SessionId { get; init; }

    public int Deliveries { get; set; }

    /// <summary>UTC ticks.</summary>
    public long Expires { get; set; } = long.MaxValue;

    public Guid LockToken { get; set; }

    /// <summary>UTC ticks. While a session is locked, its lock counts instead.</summary>
    public long LockedUntil { get; set; }

    /// <summary>UTC ticks until which a pump renews the lock.</summary>
    public long RenewUntil { get; set; }

    /// <summary>The session under whose lock it was received.</summary>
    public SessionLock? Session { get; set; }

    public BusQueue Queue => (BusQueue)Home;
}
