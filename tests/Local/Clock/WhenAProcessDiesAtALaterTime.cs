using Local;

namespace MemberServices.Tests.LocalParts;

/// <summary>Time doesn't go back for what a killed process has done already.</summary>
public sealed class WhenAProcessDiesAtALaterTime : IDisposable
{
    static readonly DateTimeOffset Start = TimeProvider.System.GetUtcNow().AddDays(30);

    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_next_one_starts_no_earlier()
    {
        Die(new LocalMachine(folder.Folder.FullName, Start));

        Assert.True(Next() >= Start);
    }

    [Fact]
    public async Task The_next_one_starts_no_earlier_than_the_last_timer_fired()
    {
        var machine = new LocalMachine(folder.Folder.FullName, Start);
        await using var first = Timer(machine, days: 3, () => { });
        await using var second = Timer(machine, days: 5, () => Die(machine));
        await using var third = Timer(machine, days: 7, () => Assert.Fail("It is dead."));

        await machine.Clock.AdvanceAsync(TimeSpan.FromDays(6), TestContext.Current.CancellationToken);

        Assert.InRange(Next(), Start.AddDays(5), Start.AddDays(5.9));
    }

    [Fact]
    public async Task A_clock_that_runs_fast_is_no_exception()
    {
        var machine = new LocalMachine(folder.Folder.FullName, Start, speed: 1e7);
        var fired = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var timer = Timer(machine, days: 5, fired.SetResult);

        await fired.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Die(machine);

        Assert.True(Next() >= Start.AddDays(5));
    }

    static ITimer Timer(LocalMachine machine, double days, Action fire) =>
        machine.Clock.CreateTimer(_ => fire(), null, TimeSpan.FromDays(days), Timeout.InfiniteTimeSpan);

    /// <summary>Nothing more is written, as after a kill.</summary>
    static void Die(LocalMachine machine) => machine.Database.Dispose();

    DateTimeOffset Next()
    {
        var next = new LocalMachine(folder.Folder.FullName);
        Die(next);
        return next.Clock.GetUtcNow();
    }
}
