namespace Local.Durable;

/// <summary>Wakes instances when they are due, earliest first. One timer of the clock stands for all of them.</summary>
sealed class DueTimes : IDisposable
{
    const int PageSize = 500;

    readonly Lock gate = new();
    readonly LocalMachine machine;
    readonly Dispatcher dispatcher;
    readonly ITimer timer;
    (long Due, long Key) woken = (0, 0);
    long armed = long.MaxValue;
    bool scanning;
    bool again;

    public DueTimes(LocalMachine machine, Dispatcher dispatcher)
    {
        this.machine = machine;
        this.dispatcher = dispatcher;
        timer = machine.Clock.CreateTimer(_ => Scan(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>A committed instance is due then.</summary>
    public void Expect(long instance, DateTime due)
    {
        var now = machine.Clock.GetUtcNow().UtcDateTime;
        if (due <= now)
        {
            dispatcher.WakeDue(instance);
            return;
        }

        lock (gate)
        {
            // Also after the system's clock went back: what lies behind the last one woken is looked at again.
            if (due.Ticks <= woken.Due)
            {
                woken = (due.Ticks - 1, 0);
            }

            Arm(due.Ticks, now);
        }
    }

    /// <summary>Looks for what is due, from the calling thread on in the background.</summary>
    public void Scan()
    {
        lock (gate)
        {
            armed = long.MaxValue;
            again = scanning;
            if (scanning)
            {
                return;
            }

            scanning = true;
        }

        _ = ScanAsync(machine.Clock.Busy("due timers"));
    }

    public void Dispose() => timer.Dispose();

    async Task ScanAsync(IDisposable busy)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        using var _ = busy;
        while (true)
        {
            var now = machine.Clock.GetUtcNow().UtcDateTime;
            var page = machine.Database.Read(db => db.Query(
                "SELECT due, key FROM durable_instances WHERE due IS NOT NULL AND due <= $1 AND (due, key) > ($2, $3) ORDER BY due, key LIMIT $4",
                row => (Due: row.GetInt64(0), Key: row.GetInt64(1)), now.Ticks, woken.Due, woken.Key, PageSize));
            foreach (var (due, key) in page)
            {
                dispatcher.WakeDue(key);
                lock (gate)
                {
                    woken = (due, key);
                }
            }

            if (page.Count == PageSize)
            {
                await dispatcher.RoomAsync();
            }
            else if (Rests(now))
            {
                return;
            }
        }
    }

    bool Rests(DateTime now)
    {
        var next = machine.Database.Read(db => db.Scalar<long>(
            "SELECT min(due) FROM durable_instances WHERE due IS NOT NULL AND due > $1", now.Ticks));
        lock (gate)
        {
            if (again)
            {
                again = false;
                return false;
            }

            scanning = false;
            if (next > 0)
            {
                Arm(next, now);
            }

            return true;
        }
    }

    void Arm(long due, DateTime now)
    {
        if (due < armed)
        {
            armed = due;
            timer.Change(TimeSpan.FromTicks(Math.Max(0, due - now.Ticks)), Timeout.InfiniteTimeSpan);
        }
    }
}
