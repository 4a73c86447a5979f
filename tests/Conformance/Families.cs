namespace Conformance;

public class WhenOrchestrationsHaveChildren
{
    static CancellationToken Test => TestContext.Current.CancellationToken;

    static async Task<Host> StartAsync() => await Host.StartAsync(tasks => tasks
        .AddOrchestratorFunc<int, int>("Sum", async (context, value) =>
            value == 0 ? 0 : value + await context.CallSubOrchestratorAsync<int>("Sum", value - 1))
        .AddOrchestratorFunc<string, string>("Parent", async (context, child) =>
            await context.CallSubOrchestratorAsync<string>("Child", options: new SubOrchestrationOptions(instanceId: child)))
        .AddOrchestratorFunc("Child", async context =>
            await context.WaitForExternalEvent<string>("Event") + "/" + context.Parent?.InstanceId)
        .AddOrchestratorFunc("Sender", context =>
        {
            context.SendEvent("receiver", "Event", "sent");
            return Task.FromResult(1);
        }));

    [Fact]
    public async Task Recursion_adds_up()
    {
        await using var host = await StartAsync();

        Assert.Equal(15, await host.RunAsync<int>("Sum", 5));
    }

    [Fact]
    public async Task A_child_with_its_parents_id_fails()
    {
        await using var host = await StartAsync();
        var id = await host.StartAsync("Parent", "same", "same");

        Assert.Equal(OrchestrationRuntimeStatus.Failed, (await host.EndAsync(id)).RuntimeStatus);
    }

    [Fact]
    public async Task An_event_reaches_a_child_by_its_id()
    {
        await using var host = await StartAsync();
        var id = await host.StartAsync("Parent", "the-child", "the-parent");
        await host.SettleAsync();
        await host.RaiseAsync("the-child", "Event", "hello");

        Assert.Equal("hello/the-parent", (await host.EndAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task An_orchestration_sends_an_event_to_another()
    {
        await using var host = await StartAsync();
        var id = await host.StartAsync("Child", null, "receiver");
        await host.SettleAsync();
        await host.RunAsync("Sender");

        Assert.Equal("sent/", (await host.EndAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task A_suspended_parents_child_runs_on()
    {
        await using var host = await StartAsync();
        var id = await host.StartAsync("Parent", "child-of-suspended");
        await host.SettleAsync();
        await host.Client.SuspendInstanceAsync(id, "wait", Test);
        await host.SettleAsync();
        await host.RaiseAsync("child-of-suspended", "Event", "x");
        await host.EndAsync("child-of-suspended");
        await host.SettleAsync();
        Assert.Equal(OrchestrationRuntimeStatus.Suspended, await host.StatusAsync(id));
        await host.Client.ResumeInstanceAsync(id, "go on", Test);

        Assert.Equal($"x/{id}", (await host.EndAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task A_terminated_parents_child_runs_on()
    {
        await using var host = await StartAsync();
        var id = await host.StartAsync("Parent", "orphan");
        await host.SettleAsync();
        await host.Client.TerminateInstanceAsync(id, new TerminateInstanceOptions(), Test);
        await host.EndAsync(id);
        await host.SettleAsync();

        Assert.Equal(OrchestrationRuntimeStatus.Running, await host.StatusAsync("orphan"));
    }

    [Fact]
    public async Task A_recursive_termination_reaches_children()
    {
        await using var host = await StartAsync();
        var id = await host.StartAsync("Parent", "taken-along");
        await host.SettleAsync();
        await host.Client.TerminateInstanceAsync(id, new TerminateInstanceOptions(Recursive: true), Test);

        Assert.Equal(OrchestrationRuntimeStatus.Terminated, (await host.EndAsync(id)).RuntimeStatus);
        Assert.Equal(OrchestrationRuntimeStatus.Terminated, (await host.EndAsync("taken-along")).RuntimeStatus);
    }

    [Fact]
    public async Task A_recursive_purge_takes_children_and_grandchildren_that_are_over()
    {
        await using var host = await StartAsync();
        var kept = await host.StartAsync("Sum", 2);
        await host.EndAsync(kept);
        var id = await host.StartAsync("Sum", 2);
        await host.EndAsync(id);

        Assert.Equal(3, (await host.Client.PurgeInstanceAsync(id, new PurgeInstanceOptions(Recursive: true), Test)).PurgedInstanceCount);
        Assert.Equal(1, (await host.Client.PurgeInstanceAsync(kept, new PurgeInstanceOptions(), Test)).PurgedInstanceCount);
        Assert.Equal(2, await CountAsync(host));
    }

    [Fact]
    public async Task A_recursive_purge_leaves_a_child_that_runs()
    {
        await using var host = await StartAsync();
        var id = await host.StartAsync("Parent", "left-behind");
        await host.SettleAsync();
        await host.Client.TerminateInstanceAsync(id, new TerminateInstanceOptions(), Test);
        await host.EndAsync(id);
        var result = await host.Client.PurgeAllInstancesAsync(
            new(Statuses: [OrchestrationRuntimeStatus.Terminated]), new PurgeInstanceOptions(Recursive: true), Test);

        Assert.Equal(1, result.PurgedInstanceCount);
        Assert.Equal(OrchestrationRuntimeStatus.Running, await host.StatusAsync("left-behind"));
    }

    static async Task<int> CountAsync(Host host)
    {
        var count = 0;
        await foreach (var _ in host.Client.GetAllInstancesAsync().WithCancellation(Test))
        {
            count++;
        }

        return count;
    }
}
