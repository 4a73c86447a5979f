namespace Local.Durable;

/// <summary>An instance that has something to do. Only such instances take memory. Guarded by the dispatcher's lock.</summary>
sealed class Mailbox(long key)
{
    public long Key => key;

    public List<Message> Messages { get; } = [];

    /// <summary>Its start or a timer may be due.</summary>
    public bool IsDue { get; set; }

    /// <summary>A former process left it with activities to run.</summary>
    public bool Recovers { get; set; }

    /// <summary>It waits for an episode, or has one running.</summary>
    public bool IsScheduled { get; set; }

    /// <summary>Activities that are queued or running.</summary>
    public int Activities { get; set; }

    /// <summary>Kept while its next episode is near, which then needn't load it: it has yet to begin, messages wait, activities run.</summary>
    public LoadedInstance? Cached { get; set; }

    /// <summary>Episodes that broke off in a row.</summary>
    public int Tries { get; set; }

    public IDisposable? Busy { get; set; }

    /// <summary>Messages up to this row were read from the inbox itself.</summary>
    public long ReadUpTo { get; set; }
}
