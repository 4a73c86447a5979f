namespace Local;

/// <summary>A timer on the clock.</summary>
sealed class ClockTimer(LocalClock clock, TimerCallback callback, object? state) : ITimer
{
    TimeSpan period = Timeout.InfiniteTimeSpan;

    /// <summary>The number of its entry in the queue; an entry with another is stale. 0 when it isn't scheduled.</summary>
    public long Order { get; set; }

    public DateTimeOffset Due { get; set; }

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        this.period = period == TimeSpan.Zero ? Timeout.InfiniteTimeSpan : period;
        clock.Schedule(this, dueTime);
        return true;
    }

    public void Fire()
    {
        if (period != Timeout.InfiniteTimeSpan)
        {
            clock.Schedule(this, period);
        }

        callback(state);
    }

    public void Dispose() => clock.Schedule(this, Timeout.InfiniteTimeSpan);

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }
}
