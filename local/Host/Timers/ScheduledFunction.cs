using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace Local.Host;

/// <summary>One function and its timer. The next run is set when one is over, so it never runs twice at once.</summary>
sealed class ScheduledFunction(FunctionInvoker invoker, Schedule schedule, LocalClock clock, CancellationToken stopping)
{
    ITimer? timer;
    Task running = Task.CompletedTask;
    DateTime last;
    DateTime next;

    public bool RunOnStartup { get; init; }

    /// <summary>Null when runs aren't remembered.</summary>
    public TimerLog? Log { get; init; }

    string Name => invoker.Definition.Name;

    DateTime Now => clock.GetUtcNow().UtcDateTime;

    public async Task StartAsync()
    {
        timer = clock.CreateTimer(_ => Begin(isPastDue: false), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        var known = Log?.Read(Name, schedule);
        last = known?.Last ?? default;
        next = known?.Next ?? schedule.After(Now);
        var missed = next <= Now;
        if (missed || RunOnStartup)
        {
            Begin(missed);
            return;
        }

        await RememberAsync();
        Wait();
    }

    public async Task StopAsync()
    {
        timer?.Dispose();
        await running;
    }

    void Begin(bool isPastDue)
    {
        if (!stopping.IsCancellationRequested)
        {
            var busy = new PendingWork(clock, $"timer {Name}");
            running = Task.Run(() => RunAsync(isPastDue, busy), CancellationToken.None);
        }
    }

    async Task RunAsync(bool isPastDue, PendingWork busy)
    {
        busy.Enter();
        using (busy)
        {
            try
            {
                await invoker.RunAsync(new TimerInfo { IsPastDue = isPastDue, ScheduleStatus = Log is null ? null : Status() }, stopping);
            }
            catch (Exception exception)
            {
                invoker.Logger.LogError(exception, "Function '{Function}' failed. It runs again on its schedule.", Name);
            }

            last = Now;
            next = schedule.After(last);
            await RememberAsync();
            Wait();
        }
    }

    void Wait()
    {
        if (!stopping.IsCancellationRequested)
        {
            timer!.Change(next - Now, Timeout.InfiniteTimeSpan);
        }
    }

    Task RememberAsync() => Log?.WriteAsync(Name, schedule, Status()) ?? Task.CompletedTask;

    ScheduleStatus Status() => new() { Last = last, Next = next, LastUpdated = last == default ? Now : last };
}
