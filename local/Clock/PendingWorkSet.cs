namespace Local;

/// <summary>The work that must be over before time may move on. The clock's lock guards it.</summary>
sealed class PendingWorkSet
{
    readonly Dictionary<long, string> open = [];
    TaskCompletionSource? idle;
    long last;

    public bool IsEmpty => open.Count == 0;

    /// <summary>How much has ended since the clock was made: while this grows, nothing is stuck.</summary>
    public long Ended { get; private set; }

    /// <summary>Ends when nothing is busy any more.</summary>
    public Task Idle => (idle ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    public long Begin(string what)
    {
        open.Add(++last, what);
        return last;
    }

    /// <summary>Ends one; again, it changes nothing.</summary>
    /// <returns>What to complete, outside the lock, because nothing is busy any more; else null.</returns>
    public TaskCompletionSource? End(long id)
    {
        if (!open.Remove(id))
        {
            return null;
        }

        Ended++;
        if (!IsEmpty)
        {
            return null;
        }

        var finished = idle;
        idle = null;
        return finished;
    }

    public override string ToString() => string.Join(", ", open.Values.Take(5));
}
