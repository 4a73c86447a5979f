namespace Local;

/// <summary>
/// The time of everything in the process. It runs with the system's clock at <see cref="Speed"/>, or stands still
/// (speed 0, as in tests), and can be moved forward: <see cref="AdvanceAsync"/> runs what falls due in order.
/// </summary>
/// <remarks>
/// Work that must be over before time may move on is announced with <see cref="Busy"/>, synchronously, by the code that
/// hands it to another thread. Nothing may wait for the clock while it is announced.
/// <para>A running clock counts the time that passes and looks at the system's date only when it is made: a date that is set
/// forward or back while the process runs fires nothing early, late or twice. So it is behind, until the next start, after
/// the machine has slept.</para>
/// </remarks>
public sealed class LocalClock : TimeProvider, IDisposable
{
    static readonly TimeSpan StuckAfter = TimeSpan.FromSeconds(60);

    readonly Lock gate = new();
    readonly ClockQueue due = new();
    readonly PendingWorkSet busy = new();
    readonly SemaphoreSlim advancing = new(1, 1);
    readonly TimeProvider system;
    readonly ITimer? wake;
    DateTimeOffset anchor;
    long systemAnchor;
    double rate;
    bool stepping;

    /// <param name="start">The first instant shown.</param>
    /// <param name="speed">Seconds that pass here per second of the system's clock; 0 stands still until moved.</param>
    public LocalClock(DateTimeOffset start, double speed = 0)
        : this(start, speed, System)
    {
    }

    internal LocalClock(DateTimeOffset start, double speed, TimeProvider system)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(speed);
        this.system = system;
        Speed = rate = speed;
        anchor = start.ToUniversalTime();
        systemAnchor = system.GetTimestamp();
        wake = speed > 0 ? system.CreateTimer(_ => FireDue(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan) : null;
    }

    /// <summary>
    /// Seconds that pass here per second of the system's clock while nothing is busy. While something is, time passes no
    /// faster than the system's, so that work isn't late for locks and timeouts only because waiting is shortened.
    /// </summary>
    public double Speed { get; }

    /// <summary>Raised after the clock was moved by <see cref="AdvanceAsync"/>.</summary>
    public event Action? Moved;

    /// <summary>Raised before a timer fires, with the time that is shown then. Handlers must not block.</summary>
    public event Action<DateTimeOffset>? Firing;

    public override DateTimeOffset GetUtcNow()
    {
        lock (gate)
        {
            return Now();
        }
    }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => GetUtcNow().Ticks;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <summary>A timer on this clock. Its callback must not block and announces with <see cref="Busy"/> what it starts.</summary>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ClockTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Announces work that must be over before time may move on. Dispose when it is.</summary>
    /// <param name="what">Named in the error when the work never ends.</param>
    public IDisposable Busy(string what) => new PendingWork(this, what);

    /// <summary>Waits until nothing is announced as busy.</summary>
    /// <exception cref="TimeoutException">For a minute of the system's clock no busy work ended; the message names it.</exception>
    public async Task SettleAsync(CancellationToken cancellationToken = default)
    {
        while (true)
        {
            Task idle;
            long ended;
            lock (gate)
            {
                if (busy.IsEmpty)
                {
                    return;
                }

                (idle, ended) = (busy.Idle, busy.Ended);
            }

            try
            {
                await idle.WaitAsync(StuckAfter, System, cancellationToken);
            }
            catch (TimeoutException)
            {
                lock (gate)
                {
                    if (busy.Ended == ended)
                    {
                        throw new TimeoutException($"The clock waits for work that does not end: {busy}.");
                    }
                }
            }
        }
    }

    /// <summary>Moves the clock forward and runs everything that falls due on the way, in order, until nothing is left.</summary>
    /// <param name="by">How far.</param>
    /// <param name="cancellationToken">Has it stand where it is: whoever ends the machine, where nobody does any more what falls due.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="by"/> is negative: time doesn't go back.</exception>
    public async Task AdvanceAsync(TimeSpan by, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        await advancing.WaitAsync(cancellationToken);
        DateTimeOffset target;
        lock (gate)
        {
            anchor = Now();
            target = anchor + by;
            stepping = true;
        }

        try
        {
            while (true)
            {
                await SettleAsync(cancellationToken);
                cancellationToken.ThrowIfCancellationRequested();
                if (!FireNext(target))
                {
                    break;
                }
            }
        }
        finally
        {
            lock (gate)
            {
                stepping = false;
                systemAnchor = system.GetTimestamp();
                ScheduleWake();
            }

            advancing.Release();
        }

        Moved?.Invoke();
    }

    public void Dispose() => wake?.Dispose();

    DateTimeOffset Now() => stepping || rate == 0 ? anchor : anchor + system.GetElapsedTime(systemAnchor) * rate;

    void SetRate(double next)
    {
        if (next != rate)
        {
            anchor = Now();
            systemAnchor = system.GetTimestamp();
            rate = next;
            ScheduleWake();
        }
    }

    bool FireNext(DateTimeOffset target)
    {
        ClockTimer timer;
        DateTimeOffset now;
        lock (gate)
        {
            if (!due.TryTake(target, out timer!))
            {
                anchor = target;
                return false;
            }

            if (timer.Due > anchor)
            {
                anchor = timer.Due;
            }

            now = anchor;
        }

        Firing?.Invoke(now);
        timer.Fire();
        return true;
    }

    void FireDue()
    {
        while (true)
        {
            ClockTimer timer;
            DateTimeOffset now;
            lock (gate)
            {
                now = Now();
                if (stepping || !due.TryTake(now, out timer!))
                {
                    ScheduleWake();
                    return;
                }
            }

            Firing?.Invoke(now);
            timer.Fire();
        }
    }

    internal void Schedule(ClockTimer timer, TimeSpan dueTime)
    {
        lock (gate)
        {
            if (dueTime == Timeout.InfiniteTimeSpan)
            {
                ClockQueue.Remove(timer);
                return;
            }

            due.Add(timer, Now() + (dueTime > TimeSpan.Zero ? dueTime : TimeSpan.Zero));
            ScheduleWake();
        }
    }

    void ScheduleWake()
    {
        if (wake is null || stepping || due.Next is not { } next)
        {
            return;
        }

        var wait = (next - Now()) / rate;
        var longest = TimeSpan.FromDays(1);
        wake.Change(wait < TimeSpan.Zero ? TimeSpan.Zero : wait > longest ? longest : wait, Timeout.InfiniteTimeSpan);
    }

    internal long Begin(string what)
    {
        lock (gate)
        {
            SetRate(Math.Min(Speed, 1));
            return busy.Begin(what);
        }
    }

    internal void Done(long id)
    {
        TaskCompletionSource? idle;
        lock (gate)
        {
            idle = busy.End(id);
            if (busy.IsEmpty)
            {
                SetRate(Speed);
            }
        }

        idle?.TrySetResult();
    }
}
