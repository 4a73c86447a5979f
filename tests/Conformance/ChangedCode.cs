namespace Conformance;

public class WhenCodeHasChanged
{
    [Fact]
    public async Task Another_step_than_in_history_fails_with_both_sides_named()
    {
        var runs = 0;
        await using var host = await Host.StartAsync(tasks => tasks
            .AddOrchestratorFunc("Changed", async context =>
            {
                await context.CallActivityAsync(runs++ == 0 ? "Old" : "New");
                return 1;
            })
            .AddActivityFunc("Old", _ => { })
            .AddActivityFunc("New", _ => { }));

        var ended = await host.RunAsync("Changed");

        Assert.Equal(OrchestrationRuntimeStatus.Failed, ended.RuntimeStatus);
        Assert.Contains("'Old'", ended.FailureDetails!.ErrorMessage);
        Assert.Contains("'New'", ended.FailureDetails.ErrorMessage);
    }

    [Fact]
    public async Task Another_kind_of_step_fails()
    {
        var runs = 0;
        await using var host = await Host.StartAsync(tasks => tasks
            .AddOrchestratorFunc("Changed", async context =>
            {
                await (runs++ == 0 ? context.CallActivityAsync("Old") : context.CreateTimer(TimeSpan.Zero, CancellationToken.None));
                return 1;
            })
            .AddActivityFunc("Old", _ => { }));

        var ended = await host.RunAsync("Changed");

        Assert.Equal(OrchestrationRuntimeStatus.Failed, ended.RuntimeStatus);
        Assert.Contains("'Old'", ended.FailureDetails!.ErrorMessage);
    }

    [Fact]
    public async Task A_step_that_is_gone_fails()
    {
        var runs = 0;
        await using var host = await Host.StartAsync(tasks => tasks
            .AddOrchestratorFunc("Changed", async context =>
            {
                if (runs++ == 0)
                {
                    await context.CallActivityAsync("Old");
                }

                return 1;
            })
            .AddActivityFunc("Old", _ => { }));

        Assert.Equal(OrchestrationRuntimeStatus.Failed, (await host.RunAsync("Changed")).RuntimeStatus);
    }

    [Fact]
    public async Task An_instance_of_another_version_fails_under_strict_matching()
    {
        await using var host = await Host.StartAsync(
            tasks => tasks.AddOrchestratorFunc("Any", context => Task.FromResult(context.Version)),
            new() { WorkerVersion = "2", DefaultVersion = "2" });

        var other = await host.Client.ScheduleNewOrchestrationInstanceAsync(
            "Any", new StartOrchestrationOptions { Version = "1" }, TestContext.Current.CancellationToken);
        var same = await host.Client.ScheduleNewOrchestrationInstanceAsync(
            "Any", new StartOrchestrationOptions { Version = "2" }, TestContext.Current.CancellationToken);

        var failed = await host.EndAsync(other);
        Assert.Equal(OrchestrationRuntimeStatus.Failed, failed.RuntimeStatus);
        Assert.Equal("VersionMismatch", failed.FailureDetails!.ErrorType);
        Assert.Equal("2", (await host.EndAsync(same)).ReadOutputAs<string>());
    }
}
