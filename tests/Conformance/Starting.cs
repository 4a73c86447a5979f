namespace Conformance;

public class WhenAStartLiesInTheFuture
{
    static async Task<Host> StartAsync() => await Host.StartAsync(tasks => tasks
        .AddOrchestratorFunc("Clock", _ => Task.FromResult(0))
        .AddOrchestratorFunc("Later", context => Task.FromResult(context.CurrentUtcDateTime)));

    static async Task<(string Id, DateTimeOffset At)> ScheduleAsync(Host host)
    {
        var at = (await host.NowAsync()).AddSeconds(2);
        var id = await host.Client.ScheduleNewOrchestrationInstanceAsync(
            "Later", new StartOrchestrationOptions(StartAt: at), TestContext.Current.CancellationToken);
        return (id, at);
    }

    [Fact]
    public async Task The_instance_is_pending_until_then()
    {
        await using var host = await StartAsync();
        var (id, at) = await ScheduleAsync(host);
        await host.SettleAsync();
        Assert.Equal(OrchestrationRuntimeStatus.Pending, await host.StatusAsync(id));
        await host.PassAsync(2.5);

        Assert.True((await host.EndAsync(id)).ReadOutputAs<DateTime>() >= at.UtcDateTime);
    }

    [Fact]
    public async Task Terminating_it_before_means_that_it_never_starts()
    {
        await using var host = await StartAsync();
        var (id, _) = await ScheduleAsync(host);
        await host.Client.TerminateInstanceAsync(id, "no longer", TestContext.Current.CancellationToken);
        await host.SettleAsync();
        Assert.Equal(OrchestrationRuntimeStatus.Terminated, await host.StatusAsync(id));
        await host.PassAsync(3);

        var ended = await host.EndAsync(id);
        Assert.Equal(OrchestrationRuntimeStatus.Terminated, ended.RuntimeStatus);
        Assert.Equal("no longer", ended.ReadOutputAs<string>());
    }
}
