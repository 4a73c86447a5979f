namespace Conformance;

public class WhenAnInstanceIsTerminated
{
    sealed record Reason(string Text, int Code);

    static async Task<Host> StartAsync() => await Host.StartAsync(tasks => tasks
        .AddOrchestratorFunc("Waits", async context => await context.WaitForExternalEvent<string>("Event"))
        .AddOrchestratorFunc("Ends", _ => Task.FromResult("own output")));

    static Task TerminateAsync(Host host, string id, object? output) =>
        host.Client.TerminateInstanceAsync(id, output, TestContext.Current.CancellationToken);

    [Fact]
    public async Task An_object_given_as_output_is_kept()
    {
        await using var host = await StartAsync();
        var id = await host.StartAsync("Waits");
        await host.SettleAsync();
        await TerminateAsync(host, id, new Reason("enough", 7));

        var ended = await host.EndAsync(id);
        Assert.Equal(OrchestrationRuntimeStatus.Terminated, ended.RuntimeStatus);
        Assert.Equal(new Reason("enough", 7), ended.ReadOutputAs<Reason>());
    }

    [Fact]
    public async Task A_second_time_changes_nothing()
    {
        await using var host = await StartAsync();
        var id = await host.StartAsync("Waits");
        await host.SettleAsync();
        await TerminateAsync(host, id, "first");
        await host.EndAsync(id);
        await TerminateAsync(host, id, "second");
        await host.SettleAsync();

        Assert.Equal("first", (await host.FindAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task After_its_end_changes_nothing()
    {
        await using var host = await StartAsync();
        var id = await host.StartAsync("Ends");
        await host.EndAsync(id);
        await TerminateAsync(host, id, "too late");
        await host.SettleAsync();

        var ended = await host.FindAsync(id);
        Assert.Equal(OrchestrationRuntimeStatus.Completed, ended.RuntimeStatus);
        Assert.Equal("own output", ended.ReadOutputAs<string>());
    }
}
