namespace Local;

/// <summary>One piece of work that must be over before time may move on, except while it waits for time itself.</summary>
sealed class PendingWork : IDisposable
{
    static readonly AsyncLocal<PendingWork?> Current = new();

    readonly Lock gate = new();
    readonly LocalClock clock;
    readonly string what;
    long id;
    int waits;
    bool over;

    public PendingWork(LocalClock clock, string what)
    {
        this.clock = clock;
        this.what = what;
        id = clock.Begin(what);
    }

    /// <summary>Waits for time to pass, in the midst of work; what was entered doesn't hold the clock meanwhile.</summary>
    /// <param name="what">What goes on after the wait.</param>
    /// <returns>Announces that as busy, from the moment that the wait is over.</returns>
    public static async Task<IDisposable> WaitAsync(LocalClock clock, TimeSpan wait, string what, CancellationToken cancellationToken)
    {
        var over = new TaskCompletionSource<IDisposable>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var timer = clock.CreateTimer(_ => GoOn(), null, wait, Timeout.InfiniteTimeSpan);
        using var registration = cancellationToken.Register(GoOn);
        var entered = Current.Value;
        entered?.Pause();
        var busy = await over.Task;
        entered?.Resume();
        if (cancellationToken.IsCancellationRequested)
        {
            busy.Dispose();
            throw new TaskCanceledException();
        }

        return busy;

        void GoOn()
        {
            var busy = clock.Busy(what);
            if (!over.TrySetResult(busy))
            {
                busy.Dispose();
            }
        }
    }

    /// <summary>The caller, and what it calls, belong to this work from now on.</summary>
    public void Enter() => Current.Value = this;

    public void Dispose()
    {
        lock (gate)
        {
            over = true;
            clock.Done(id);
        }
    }

    void Pause()
    {
        lock (gate)
        {
            if (waits++ == 0)
            {
                clock.Done(id);
            }
        }
    }

    void Resume()
    {
        lock (gate)
        {
            if (--waits == 0 && !over)
            {
                id = clock.Begin(what);
            }
        }
    }
}
