namespace Local;

/// <summary>Timers in the order in which they fall due. The clock's lock guards it.</summary>
sealed class ClockQueue
{
    readonly PriorityQueue<ClockTimer, (DateTimeOffset Due, long Order)> queue = new();
    long order;

    /// <summary>When the next one falls due.</summary>
    public DateTimeOffset? Next
    {
        get
        {
            while (queue.TryPeek(out var timer, out var at))
            {
                if (timer.Order == at.Order)
                {
                    return at.Due;
                }

                queue.Dequeue();
            }

            return null;
        }
    }

    /// <summary>Adds a timer; where it stood before it doesn't any more.</summary>
    public void Add(ClockTimer timer, DateTimeOffset due)
    {
        timer.Order = ++order;
        timer.Due = due;
        queue.Enqueue(timer, (due, timer.Order));
    }

    /// <summary>Makes its entry stale.</summary>
    public static void Remove(ClockTimer timer) => timer.Order = 0;

    /// <summary>Takes the next one that is due at <paramref name="until"/>.</summary>
    public bool TryTake(DateTimeOffset until, out ClockTimer? timer)
    {
        if (Next is { } next && next <= until)
        {
            timer = queue.Dequeue();
            Remove(timer);
            return true;
        }

        timer = null;
        return false;
    }
}
