using System.Diagnostics;
using Local;

namespace MemberServices.Tests.LocalParts;

public sealed class WhenTheClockRunsFast
{
    static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(20);

    [Fact]
    public void Waiting_is_shortened_and_work_is_not()
    {
        using var clock = new LocalClock(Mls.MondayMorning, speed: 3600);

        Assert.True(Passes(clock) >= Moment * 1800);
        using (clock.Busy("work"))
        {
            using var other = clock.Busy("other work");
            var watch = Stopwatch.StartNew();
            Assert.InRange(Passes(clock), Moment / 2, watch.Elapsed + TimeSpan.FromMilliseconds(1));
        }

        Assert.True(Passes(clock) >= Moment * 1800);
    }

    [Fact]
    public async Task A_timer_that_is_set_during_work_comes_soon_after_it()
    {
        using var clock = new LocalClock(Mls.MondayMorning, speed: 3_600_000);
        var rang = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        ITimer timer;
        using (clock.Busy("work"))
        {
            timer = clock.CreateTimer(_ => rang.SetResult(), null, TimeSpan.FromDays(30), Timeout.InfiniteTimeSpan);
        }

        await using (timer)
        {
            await rang.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
            Assert.True(clock.GetUtcNow() >= Mls.MondayMorning.AddDays(30));
        }
    }

    /// <summary>How much passes on the clock during a moment of the system's.</summary>
    static TimeSpan Passes(LocalClock clock)
    {
        var before = clock.GetUtcNow();
        var watch = Stopwatch.StartNew();
        SpinWait.SpinUntil(() => watch.Elapsed > Moment);
        return clock.GetUtcNow() - before;
    }
}
