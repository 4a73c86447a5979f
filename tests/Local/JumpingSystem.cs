namespace MemberServices.Tests.LocalParts;

/// <summary>A system whose date can be set while its time passes steadily, as the real one's.</summary>
sealed class JumpingSystem(DateTimeOffset start) : TimeProvider
{
    readonly Lock gate = new();
    readonly List<Alarm> alarms = [];
    TimeSpan passed;
    TimeSpan jumped;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => start + passed + jumped;

    public override long GetTimestamp() => passed.Ticks;

    /// <summary>Somebody, or a time server, sets the date.</summary>
    public void Jump(TimeSpan by) => jumped += by;

    public void Pass(TimeSpan by)
    {
        var end = passed + by;
        while (Next(end) is { } alarm)
        {
            passed = alarm.Due!.Value > passed ? alarm.Due.Value : passed;
            alarm.Ring();
        }

        passed = end;
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var alarm = new Alarm(this, callback, state);
        alarm.Change(dueTime, period);
        lock (gate)
        {
            alarms.Add(alarm);
        }

        return alarm;
    }

    Alarm? Next(TimeSpan end)
    {
        lock (gate)
        {
            return alarms.Where(alarm => alarm.Due <= end).MinBy(alarm => alarm.Due);
        }
    }

    sealed class Alarm(JumpingSystem system, TimerCallback callback, object? state) : ITimer
    {
        public TimeSpan? Due { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            Due = dueTime == Timeout.InfiniteTimeSpan ? null : system.passed + dueTime;
            return true;
        }

        public void Ring()
        {
            Due = null;
            callback(state);
        }

        public void Dispose() => Due = null;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
