namespace Conformance;

public class WhenAWaitIsCancelled
{
    [Fact]
    public async Task A_cancelled_waiter_takes_nothing_from_the_next()
    {
        await using var host = await Host.StartAsync(tasks => tasks.AddOrchestratorFunc("Second", async context =>
        {
            using var gone = new CancellationTokenSource();
            var first = context.WaitForExternalEvent<string>("Event", gone.Token);
            gone.Cancel();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
            return await context.WaitForExternalEvent<string>("Event");
        }));

        var id = await host.StartAsync("Second");
        await host.SettleAsync();
        await host.RaiseAsync(id, "Event", "kept");

        Assert.Equal("kept", (await host.EndAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task A_cancelled_waiter_on_top_takes_nothing_from_the_one_below()
    {
        await using var host = await Host.StartAsync(tasks => tasks.AddOrchestratorFunc("Below", async context =>
        {
            var first = context.WaitForExternalEvent<string>("Event");
            using var gone = new CancellationTokenSource();
            var second = context.WaitForExternalEvent<string>("Event", gone.Token);
            gone.Cancel();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
            return await first;
        }));

        var id = await host.StartAsync("Below");
        await host.SettleAsync();
        await host.RaiseAsync(id, "Event", "kept");

        Assert.Equal("kept", (await host.EndAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task One_between_two_timed_waits_is_kept_for_the_second()
    {
        await using var host = await Host.StartAsync(tasks => tasks.AddOrchestratorFunc("Reminded", async context =>
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(
                () => context.WaitForExternalEvent<string>("Event", TimeSpan.FromSeconds(1)));
            await context.CreateTimer(TimeSpan.FromSeconds(1), CancellationToken.None);
            return await context.WaitForExternalEvent<string>("Event", TimeSpan.FromSeconds(30));
        }));

        var id = await host.StartAsync("Reminded");
        await host.PassAsync(1.5);
        await host.RaiseAsync(id, "Event", "kept");
        await host.PassAsync(1);

        Assert.Equal("kept", (await host.EndAsync(id)).ReadOutputAs<string>());
    }
}
