namespace Conformance;

public class WhenAnOrchestratorReplays
{
    [Fact]
    public async Task Its_last_run_replays_up_to_the_last_await()
    {
        await using var host = await Host.StartAsync(tasks => tasks.AddOrchestratorFunc("Timers", async context =>
        {
            var replaying = new List<bool> { context.IsReplaying };
            await context.CreateTimer(TimeSpan.Zero, CancellationToken.None);
            replaying.Add(context.IsReplaying);
            await context.CreateTimer(TimeSpan.Zero, CancellationToken.None);
            replaying.Add(context.IsReplaying);
            return replaying;
        }));

        Assert.Equal([true, true, false], await host.RunAsync<List<bool>>("Timers"));
    }

    [Fact]
    public async Task The_current_time_is_what_it_was_and_moves_on_across_awaits()
    {
        await using var host = await Host.StartAsync(tasks => tasks
            .AddOrchestratorFunc("Times", async context =>
            {
                var first = context.CurrentUtcDateTime;
                var echoed = await context.CallActivityAsync<DateTime>("Echo", first);
                await context.CreateTimer(TimeSpan.FromSeconds(1), CancellationToken.None);
                return echoed == first && context.CurrentUtcDateTime >= first.AddSeconds(1);
            })
            .AddActivityFunc<DateTime, DateTime>("Echo", (_, time) => time));

        var id = await host.StartAsync("Times");
        await host.PassAsync(1.1);

        Assert.True((await host.EndAsync(id)).ReadOutputAs<bool>());
    }

    [Fact]
    public async Task New_ids_differ_from_each_other_and_not_from_run_to_run()
    {
        await using var host = await Host.StartAsync(tasks => tasks
            .AddOrchestratorFunc("Ids", async context =>
            {
                var first = context.NewGuid();
                var echoedFirst = await context.CallActivityAsync<Guid>("Echo", first);
                var second = context.NewGuid();
                var echoedSecond = await context.CallActivityAsync<Guid>("Echo", second);
                return new List<Guid> { first, echoedFirst, second, echoedSecond };
            })
            .AddActivityFunc<Guid, Guid>("Echo", (_, id) => id));

        var ids = await host.RunAsync<List<Guid>>("Ids");
        var others = await host.RunAsync<List<Guid>>("Ids");

        Assert.Equal(ids![0], ids[1]);
        Assert.Equal(ids[2], ids[3]);
        Assert.NotEqual(ids[0], ids[2]);
        Assert.Empty(ids.Intersect(others!));
        Assert.Equal('5', ids[0].ToString()[14]);
    }

    [Fact]
    public async Task Loggers_of_the_context_are_there_and_its_other_thread_is_refused()
    {
        await using var host = await Host.StartAsync(tasks => tasks.AddOrchestratorFunc("Foreign", async context =>
        {
            Assert.NotNull(context.CreateReplaySafeLogger("Any"));
            return await context.CallActivityAsync<string>("Name", context.Name.Name);
        }).AddActivityFunc<string, string>("Name", (activity, name) => $"{activity.Name}/{name}/{activity.InstanceId.Length > 0}"));

        Assert.Equal("Name/Foreign/True", await host.RunAsync<string>("Foreign"));
    }
}
