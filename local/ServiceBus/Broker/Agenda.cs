namespace Local.ServiceBus;

/// <summary>
/// What falls due when: one timer of the clock for all of it, set to the earliest. Used under the broker's gate only.
/// </summary>
sealed class Agenda : IDisposable
{
    static readonly Comparer<AgendaItem> ByDue = Comparer<AgendaItem>.Create((a, b) =>
        a.Due != b.Due ? a.Due.CompareTo(b.Due) : a.Number.CompareTo(b.Number));

    readonly SortedSet<AgendaItem> items = new(ByDue);
    readonly TimeProvider clock;
    readonly ITimer timer;
    long armed = long.MaxValue;

    public Agenda(TimeProvider clock, Action due)
    {
        this.clock = clock;
        timer = clock.CreateTimer(_ => due(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <param name="due">UTC ticks; <see cref="long.MaxValue"/> is never.</param>
    public void Set(AgendaItem item, long due)
    {
        if (item.Due != long.MaxValue)
        {
            items.Remove(item);
        }

        item.Due = due;
        if (due != long.MaxValue)
        {
            items.Add(item);
            if (due < armed)
            {
                Arm(due);
            }
        }
    }

    /// <summary>Takes what is due. The timer is then set to the next; it may ring for what was removed since, which does no harm.</summary>
    public List<AgendaItem> TakeDue(long now)
    {
        var taken = new List<AgendaItem>();
        while (items.Min is { } first && first.Due <= now)
        {
            items.Remove(first);
            first.Due = long.MaxValue;
            taken.Add(first);
        }

        armed = long.MaxValue;
        if (items.Min is { } next)
        {
            Arm(next.Due);
        }

        return taken;
    }

    public void Dispose() => timer.Dispose();

    void Arm(long due)
    {
        armed = due;
        timer.Change(TimeSpan.FromTicks(Math.Max(0, due - clock.GetUtcNow().Ticks)), Timeout.InfiniteTimeSpan);
    }
}

/// <summary>Something that falls due.</summary>
abstract class AgendaItem(long number)
{
    /// <summary>Orders what falls due at once; no two items have the same.</summary>
    public long Number { get; } = number;

    /// <summary>UTC ticks; set by the agenda only.</summary>
    public long Due { get; set; } = long.MaxValue;
}
