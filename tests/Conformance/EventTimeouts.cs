namespace Conformance;

public class WhenAnEventIsWaitedForWithATimeout
{
    static async Task<Host> StartAsync() => await Host.StartAsync(tasks => tasks
        .AddOrchestratorFunc<double, string>("Timed", async (context, seconds) =>
        {
            using var gone = new CancellationTokenSource();
            var waiting = context.WaitForExternalEvent<string>("Event", TimeSpan.FromSeconds(seconds), gone.Token);
            try
            {
                return await waiting;
            }
            catch (OperationCanceledException)
            {
                return "cancelled";
            }
        })
        .AddOrchestratorFunc("Token", async context =>
        {
            using var gone = new CancellationTokenSource();
            var trigger = context.CreateTimer(TimeSpan.FromSeconds(1), CancellationToken.None);
            var waiting = context.WaitForExternalEvent<string>("Event", TimeSpan.FromSeconds(3), gone.Token);
            await Task.WhenAny(trigger, waiting);
            gone.Cancel();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
            return "cancelled";
        })
        .AddOrchestratorFunc("Uncaught", async context =>
            await context.WaitForExternalEvent<string>("Event", TimeSpan.FromSeconds(1))));

    [Fact]
    public async Task The_event_in_time_is_the_value()
    {
        await using var host = await StartAsync();
        var id = await host.StartAsync("Timed", 600.0);
        await host.SettleAsync();
        await host.RaiseAsync(id, "Event", "in time");

        Assert.Equal("in time", (await host.EndAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task The_timeout_is_a_cancellation()
    {
        await using var host = await StartAsync();
        var id = await host.StartAsync("Timed", 1.0);
        await host.PassAsync(1.1);

        Assert.Equal("cancelled", (await host.EndAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task The_token_is_a_cancellation()
    {
        await using var host = await StartAsync();
        var id = await host.StartAsync("Token");
        await host.PassAsync(1.1);
        await host.PassAsync(2.1);

        Assert.Equal("cancelled", (await host.EndAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task A_timeout_that_nobody_catches_fails_the_instance()
    {
        await using var host = await StartAsync();
        var id = await host.StartAsync("Uncaught");
        await host.PassAsync(1.1);

        Assert.Equal(OrchestrationRuntimeStatus.Failed, (await host.EndAsync(id)).RuntimeStatus);
    }
}
