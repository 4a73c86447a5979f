using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace MemberServices.Tests.Durable;

/// <summary>
/// A process that dies leaves what was committed and nothing else: here an engine goes away with work in flight and
/// another opens its file.
/// </summary>
public sealed class WhenAProcessDies : IDisposable
{
    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    string Folder => folder.Folder.FullName;

    [Fact]
    public async Task An_activity_that_ran_but_was_not_acknowledged_runs_again()
    {
        var calls = new List<string>();
        var called = new TaskCompletionSource();
        var never = new TaskCompletionSource();
        Action<DurableTaskRegistry> Tasks(Task until) => tasks => tasks
            .AddOrchestratorFunc("Once", async context => await context.CallActivityAsync<string>("Effect", "key-1"))
            .AddActivityFunc<string, string>("Effect", async (_, key) =>
            {
                calls.Add(key);
                called.TrySetResult();
                await until;
                return key;
            });
        var before = await EngineFixture.StartAsync(Tasks(never.Task), Folder);
        var id = await before.Client.ScheduleNewOrchestrationInstanceAsync("Once", EngineFixture.Soon());
        await called.Task.WaitAsync(EngineFixture.Soon());
        before.Machine.Database.Dispose();

        await using var after = await EngineFixture.StartAsync(Tasks(Task.CompletedTask), Folder);

        Assert.Equal("key-1", (await after.EndAsync(id)).ReadOutputAs<string>());
        Assert.Equal(["key-1", "key-1"], calls.ToList());
    }

    [Fact]
    public async Task Starts_and_events_that_nobody_got_to_are_taken_up()
    {
        static void Tasks(DurableTaskRegistry tasks) => tasks
            .AddOrchestratorFunc("Waits", async context => await context.WaitForExternalEvent<string>("Event"));
        await using (var before = await EngineFixture.StartAsync(Tasks, Folder))
        {
            await before.Engine.StopAsync(EngineFixture.Soon());
            await before.Client.ScheduleNewOrchestrationInstanceAsync("Waits", new StartOrchestrationOptions("case-1"), EngineFixture.Soon());
            await before.Client.RaiseEventAsync("case-1", "Event", "kept", EngineFixture.Soon());
        }

        await using var after = await EngineFixture.StartAsync(Tasks, Folder);

        Assert.Equal("kept", (await after.EndAsync("case-1")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Timers_that_fell_due_meanwhile_fire_once_each_and_in_order()
    {
        const int Count = 2_000;
        var fired = new List<int>();
        void Tasks(DurableTaskRegistry tasks) => tasks
            .AddOrchestratorFunc<int>("Timer", async (context, minutes) =>
            {
                await context.CreateTimer(TimeSpan.FromMinutes(minutes), CancellationToken.None);
                await context.CallActivityAsync("Note", minutes);
            })
            .AddActivityFunc<int>("Note", (_, minutes) => fired.Add(minutes));
        var one = new Local.Durable.DurableEngineOptions { MaxConcurrentActivities = 1, MaxConcurrentOrchestrations = 1 };
        await using (var before = await EngineFixture.StartAsync(Tasks, Folder, options: one))
        {
            foreach (var minutes in Enumerable.Range(1, Count).Reverse())
            {
                _ = before.Client.ScheduleNewOrchestrationInstanceAsync("Timer", minutes, EngineFixture.Soon());
            }

            await before.Machine.Clock.SettleAsync(EngineFixture.Soon());
        }

        await using var after = await EngineFixture.StartAsync(
            Tasks, Folder, new(2026, 4, 1, 15, 0, 0, TimeSpan.Zero), one);
        await after.Machine.Clock.SettleAsync(EngineFixture.Soon());

        Assert.Equal(Enumerable.Range(1, Count).ToList(), fired);
    }

    [Fact]
    public async Task An_event_from_before_counts_before_a_timer_that_fell_due_meanwhile()
    {
        static void Tasks(DurableTaskRegistry tasks) => tasks.AddOrchestratorFunc("Race", async context =>
        {
            var answer = context.WaitForExternalEvent<string>("Answer");
            using var gone = new CancellationTokenSource();
            var reminder = context.CreateTimer(TimeSpan.FromDays(2), gone.Token);
            var first = await Task.WhenAny(answer, reminder);
            gone.Cancel();
            return first == answer ? "answered" : "reminded";
        });
        await using (var before = await EngineFixture.StartAsync(Tasks, Folder))
        {
            await before.Client.ScheduleNewOrchestrationInstanceAsync("Race", new StartOrchestrationOptions("case-1"), EngineFixture.Soon());
            await before.Machine.Clock.SettleAsync(EngineFixture.Soon());
            await before.Engine.StopAsync(EngineFixture.Soon());
            await before.Client.RaiseEventAsync("case-1", "Answer", "yes", EngineFixture.Soon());
        }

        await using var after = await EngineFixture.StartAsync(Tasks, Folder, new(2026, 3, 9, 15, 0, 0, TimeSpan.Zero));

        Assert.Equal("answered", (await after.EndAsync("case-1")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task A_rewind_that_nobody_got_to_is_taken_up()
    {
        var calls = new List<string>();
        Action<DurableTaskRegistry> Tasks(bool isRepaired) => tasks => tasks
            .AddOrchestratorFunc("Parent", context => context.CallSubOrchestratorAsync<string>("Chain"))
            .AddOrchestratorFunc("Chain", async context =>
                await context.CallActivityAsync<string>("Step", "first") + await context.CallActivityAsync<string>("Step", "second"))
            .AddActivityFunc<string, string>("Step", (_, name) =>
            {
                calls.Add(name);
                return name == "first" || isRepaired ? name : throw new InvalidOperationException("out of order");
            });
        await using (var before = await EngineFixture.StartAsync(Tasks(isRepaired: false), Folder))
        {
            await before.Client.ScheduleNewOrchestrationInstanceAsync("Parent", new StartOrchestrationOptions("case-1"), EngineFixture.Soon());
            Assert.Equal(OrchestrationRuntimeStatus.Failed, (await before.EndAsync("case-1")).RuntimeStatus);
            await before.Engine.StopAsync(EngineFixture.Soon());
            await before.Client.RewindInstanceAsync("case-1", "repaired", EngineFixture.Soon());
        }

        await using var after = await EngineFixture.StartAsync(Tasks(isRepaired: true), Folder);

        Assert.Equal("firstsecond", (await after.EndAsync("case-1")).ReadOutputAs<string>());
        Assert.Equal(["first", "second", "second"], calls);
    }
}
