using Local;
using Local.Durable;
using MemberServices.Tests.LocalParts;
using Microsoft.DurableTask;

namespace MemberServices.Tests.Durable;

/// <summary>The clock of a running process counts the time that passes, whatever becomes of the system's date.</summary>
public sealed class WhenTheSystemsDateIsSet
{
    static readonly DateTimeOffset Morning = new(2026, 3, 2, 15, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public async Task No_timer_fires_early_late_or_twice(int hours)
    {
        var system = new JumpingSystem(Morning);
        await using var machine = new LocalMachine(null, null, 1, system);
        var fired = new List<string>();
        var engine = machine.Part<DurableEngine>();
        engine.Add(tasks => tasks
            .AddOrchestratorFunc<int>("Timer", async (context, minutes) =>
            {
                await context.CreateTimer(TimeSpan.FromMinutes(minutes), CancellationToken.None);
                await context.CallActivityAsync("Note", minutes);
            })
            .AddActivityFunc<int>("Note", (_, minutes) => fired.Add($"{minutes} after {machine.Clock.GetUtcNow() - Morning:hh\\:mm}")));
        await engine.StartAsync(EngineFixture.Soon());
        foreach (var minutes in new[] { 90, 30, 60, 150 })
        {
            await engine.Client.ScheduleNewOrchestrationInstanceAsync("Timer", minutes, EngineFixture.Soon());
        }

        await PassAsync(29);
        system.Jump(TimeSpan.FromHours(hours));
        await PassAsync(0);
        Assert.Empty(fired);
        await PassAsync(1);
        Assert.Equal(["30 after 00:30"], fired);
        await PassAsync(30);
        system.Jump(TimeSpan.FromHours(-hours));
        await PassAsync(30);
        await PassAsync(61);
        Assert.Equal(["30 after 00:30", "60 after 01:00", "90 after 01:30", "150 after 02:30"], fired);

        async Task PassAsync(int minutes)
        {
            await machine.Clock.SettleAsync(EngineFixture.Soon());
            for (; minutes > 0; minutes--)
            {
                system.Pass(TimeSpan.FromMinutes(1));
                await machine.Clock.SettleAsync(EngineFixture.Soon());
            }
        }
    }

    [Fact]
    public void A_message_lock_or_anything_else_on_the_clock_keeps_its_length()
    {
        var system = new JumpingSystem(Morning);
        using var clock = new LocalClock(Morning, 60, system);
        var fired = 0;
        using var timer = clock.CreateTimer(_ => fired++, null, TimeSpan.FromHours(1), Timeout.InfiniteTimeSpan);

        system.Jump(TimeSpan.FromHours(5));
        system.Pass(TimeSpan.FromSeconds(59));
        Assert.Equal((0, Morning.AddMinutes(59)), (fired, clock.GetUtcNow()));
        system.Jump(TimeSpan.FromHours(-9));
        system.Pass(TimeSpan.FromSeconds(1));
        system.Pass(TimeSpan.FromDays(1));
        Assert.Equal((1, Morning.AddHours(1).AddDays(60)), (fired, clock.GetUtcNow()));
    }
}
