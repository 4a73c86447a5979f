namespace Conformance;

public class WhenAnInstanceIsSuspended
{
    static CancellationToken Test => TestContext.Current.CancellationToken;

    static async Task SuspendAsync(Host host, string id)
    {
        await host.SettleAsync();
        await host.Client.SuspendInstanceAsync(id, "wait", Test);
        await host.SettleAsync();
    }

    static async Task ResumeAsync(Host host, string id)
    {
        await host.Client.ResumeInstanceAsync(id, "go on", Test);
        await host.SettleAsync();
    }

    [Fact]
    public async Task Events_wait_and_are_processed_in_order_when_it_resumes()
    {
        await using var host = await Host.StartAsync(tasks => tasks.AddOrchestratorFunc("Two", async context =>
        {
            context.SetCustomStatus("none");
            var first = await context.WaitForExternalEvent<string>("Event");
            context.SetCustomStatus(first);
            return first + await context.WaitForExternalEvent<string>("Event");
        }));

        var id = await host.StartAsync("Two");
        await SuspendAsync(host, id);
        await host.RaiseAsync(id, "Event", "a");
        await host.RaiseAsync(id, "Event", "b");
        await host.SettleAsync();
        var suspended = await host.FindAsync(id);
        Assert.Equal(OrchestrationRuntimeStatus.Suspended, suspended.RuntimeStatus);
        Assert.Equal("none", suspended.ReadCustomStatusAs<string>());
        await ResumeAsync(host, id);

        Assert.Equal("ab", (await host.EndAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task No_activity_begins_before_it_resumes()
    {
        var ran = 0;
        await using var host = await Host.StartAsync(tasks => tasks
            .AddOrchestratorFunc("Activities", async context =>
            {
                await context.WaitForExternalEvent<string>("Event");
                await context.CallActivityAsync("Count");
                await context.CallActivityAsync("Count");
                return true;
            })
            .AddActivityFunc("Count", _ => { Interlocked.Increment(ref ran); }));

        var id = await host.StartAsync("Activities");
        await SuspendAsync(host, id);
        await host.RaiseAsync(id, "Event", "go");
        await host.SettleAsync();
        Assert.Equal(0, ran);
        await ResumeAsync(host, id);

        Assert.True((await host.EndAsync(id)).ReadOutputAs<bool>());
        Assert.Equal(2, ran);
    }

    [Fact]
    public async Task An_activity_that_returns_has_no_effect_before_it_resumes()
    {
        var second = 0;
        var (begun, gate) = (new TaskCompletionSource(), new TaskCompletionSource());
        await using var host = await Host.StartAsync(tasks => tasks
            .AddOrchestratorFunc("Returns", async context =>
            {
                var value = await context.CallActivityAsync<int>("First");
                await context.CallActivityAsync("Second");
                return value;
            })
            .AddActivityFunc("First", async _ =>
            {
                begun.TrySetResult();
                await gate.Task;
                return 7;
            })
            .AddActivityFunc("Second", _ => { Interlocked.Increment(ref second); }));

        var id = await host.StartAsync("Returns");
        await begun.Task.WaitAsync(Test);
        await host.Client.SuspendInstanceAsync(id, "wait", Test);
        gate.SetResult();
        await host.SettleAsync();
        Assert.Equal(OrchestrationRuntimeStatus.Suspended, await host.StatusAsync(id));
        Assert.Equal(0, second);
        await ResumeAsync(host, id);

        Assert.Equal(7, (await host.EndAsync(id)).ReadOutputAs<int>());
        Assert.Equal(1, second);
    }

    [Fact]
    public async Task What_it_asks_for_in_the_moment_of_its_suspension_waits_and_is_done_once()
    {
        var ran = 0;
        await using var host = await Host.StartAsync(tasks => tasks
            .AddOrchestratorFunc("Clock", _ => Task.FromResult(0))
            .AddOrchestratorFunc("Later", async context =>
            {
                await context.CallActivityAsync("Count");
                return true;
            })
            .AddActivityFunc("Count", _ => { Interlocked.Increment(ref ran); }));

        // Both the start and the suspension are there when it first runs.
        var at = (await host.NowAsync()).AddSeconds(2);
        var id = await host.Client.ScheduleNewOrchestrationInstanceAsync("Later", new StartOrchestrationOptions(StartAt: at), Test);
        await host.Client.SuspendInstanceAsync(id, "wait", Test);
        await host.PassAsync(3);
        Assert.Equal(OrchestrationRuntimeStatus.Suspended, await host.StatusAsync(id));
        Assert.Equal(0, ran);
        await ResumeAsync(host, id);

        Assert.True((await host.EndAsync(id)).ReadOutputAs<bool>());
        Assert.Equal(1, ran);
    }

    [Fact]
    public async Task A_timer_that_fires_meanwhile_counts_when_it_resumes()
    {
        await using var host = await Host.StartAsync(tasks => tasks.AddOrchestratorFunc("Timer", async context =>
        {
            await context.CreateTimer(TimeSpan.FromSeconds(1), CancellationToken.None);
            return "fired";
        }));

        var id = await host.StartAsync("Timer");
        await SuspendAsync(host, id);
        await host.PassAsync(1.5);
        Assert.Equal(OrchestrationRuntimeStatus.Suspended, await host.StatusAsync(id));
        await ResumeAsync(host, id);

        Assert.Equal("fired", (await host.EndAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Steps_are_taken_once_across_two_suspensions()
    {
        var ran = 0;
        await using var host = await Host.StartAsync(tasks => tasks
            .AddOrchestratorFunc("Steps", async context =>
            {
                for (var i = 0; i < 3; i++)
                {
                    await context.WaitForExternalEvent<int>("Event");
                    await context.CallActivityAsync("Count");
                }

                return true;
            })
            .AddActivityFunc("Count", _ => { Interlocked.Increment(ref ran); }));

        var id = await host.StartAsync("Steps");
        for (var i = 0; i < 2; i++)
        {
            await SuspendAsync(host, id);
            await host.RaiseAsync(id, "Event", i);
            await ResumeAsync(host, id);
        }

        await host.RaiseAsync(id, "Event", 2);

        Assert.True((await host.EndAsync(id)).ReadOutputAs<bool>());
        Assert.Equal(3, ran);
    }

    [Fact]
    public async Task It_can_be_terminated()
    {
        await using var host = await Host.StartAsync(tasks => tasks
            .AddOrchestratorFunc("Waits", async context => await context.WaitForExternalEvent<string>("Event")));

        var id = await host.StartAsync("Waits");
        await SuspendAsync(host, id);
        await host.Client.TerminateInstanceAsync(id, "enough", Test);

        var ended = await host.EndAsync(id);
        Assert.Equal(OrchestrationRuntimeStatus.Terminated, ended.RuntimeStatus);
        Assert.Equal("enough", ended.ReadOutputAs<string>());
    }

    [Fact]
    public async Task After_its_end_nothing_changes()
    {
        await using var host = await Host.StartAsync(tasks => tasks.AddOrchestratorFunc("Ends", _ => Task.FromResult(1)));
        var id = await host.StartAsync("Ends");
        await host.EndAsync(id);
        await SuspendAsync(host, id);

        Assert.Equal(OrchestrationRuntimeStatus.Completed, await host.StatusAsync(id));
    }

    [Fact]
    public async Task Resuming_one_that_runs_changes_nothing()
    {
        await using var host = await Host.StartAsync(tasks => tasks
            .AddOrchestratorFunc("Waits", async context => await context.WaitForExternalEvent<string>("Event")));

        var id = await host.StartAsync("Waits");
        await host.SettleAsync();
        await ResumeAsync(host, id);
        Assert.Equal(OrchestrationRuntimeStatus.Running, await host.StatusAsync(id));
        await host.RaiseAsync(id, "Event", "on");

        Assert.Equal("on", (await host.EndAsync(id)).ReadOutputAs<string>());
    }
}
