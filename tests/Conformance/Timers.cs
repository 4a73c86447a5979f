namespace Conformance;

public class WhenTimersRun
{
    [Fact]
    public async Task An_uncancelled_one_keeps_a_returned_function_running()
    {
        await using var host = await Host.StartAsync(tasks => tasks.AddOrchestratorFunc("Leaves", async context =>
        {
            _ = context.CreateTimer(TimeSpan.FromSeconds(2), CancellationToken.None);
            return await context.WaitForExternalEvent<string>("Event");
        }));

        var id = await host.StartAsync("Leaves");
        await host.SettleAsync();
        await host.RaiseAsync(id, "Event", "done");
        await host.SettleAsync();
        Assert.Equal(OrchestrationRuntimeStatus.Running, await host.StatusAsync(id));
        await host.PassAsync(2.1);

        Assert.Equal("done", (await host.EndAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task A_cancelled_one_does_not()
    {
        await using var host = await Host.StartAsync(tasks => tasks.AddOrchestratorFunc("Cancels", async context =>
        {
            using var gone = new CancellationTokenSource();
            var timer = context.CreateTimer(TimeSpan.FromDays(30), gone.Token);
            var waiting = context.WaitForExternalEvent<string>("Event");
            Assert.Same(waiting, await Task.WhenAny(waiting, timer));
            gone.Cancel();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => timer);
            return await waiting;
        }));

        var id = await host.StartAsync("Cancels");
        await host.SettleAsync();
        await host.RaiseAsync(id, "Event", "done");

        Assert.Equal("done", (await host.EndAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task One_longer_than_the_longest_is_split_and_fires_once()
    {
        await using var host = await Host.StartAsync(
            tasks => tasks.AddOrchestratorFunc("Long", async context =>
            {
                var from = context.CurrentUtcDateTime;
                await context.CreateTimer(TimeSpan.FromSeconds(2.5), CancellationToken.None);
                return context.CurrentUtcDateTime - from;
            }),
            new() { MaximumTimerInterval = TimeSpan.FromSeconds(1) });

        var id = await host.StartAsync("Long");
        await host.PassAsync(2);
        Assert.Equal(OrchestrationRuntimeStatus.Running, await host.StatusAsync(id));
        await host.PassAsync(1);

        Assert.InRange((await host.EndAsync(id)).ReadOutputAs<TimeSpan>(), TimeSpan.FromSeconds(2.5), TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task A_local_time_means_its_instant()
    {
        await using var host = await Host.StartAsync(tasks => tasks.AddOrchestratorFunc("Local", async context =>
        {
            var at = context.CurrentUtcDateTime.AddSeconds(1);
            await context.CreateTimer(at.ToLocalTime(), CancellationToken.None);
            return context.CurrentUtcDateTime - at;
        }));
        try
        {
            SetTimeZone("America/New_York");
            Assert.NotEqual(TimeSpan.Zero, TimeZoneInfo.Local.BaseUtcOffset);
            var id = await host.StartAsync("Local");
            await host.PassAsync(1.1);

            Assert.InRange((await host.EndAsync(id)).ReadOutputAs<TimeSpan>(), TimeSpan.Zero, TimeSpan.FromSeconds(5));
        }
        finally
        {
            SetTimeZone(null);
        }
    }

    [Fact]
    public async Task Ten_instances_with_one_instant_all_complete()
    {
        await using var host = await Host.StartAsync(tasks => tasks
            .AddOrchestratorFunc("Clock", _ => Task.FromResult(0))
            .AddOrchestratorFunc<DateTime>("At", (context, at) => context.CreateTimer(at, CancellationToken.None)));

        var at = (await host.NowAsync()).UtcDateTime.AddSeconds(1);
        var ids = new List<string>();
        for (var i = 0; i < 10; i++)
        {
            ids.Add(await host.StartAsync("At", at));
        }

        await host.PassAsync(2);

        foreach (var id in ids)
        {
            Assert.Equal(OrchestrationRuntimeStatus.Completed, (await host.EndAsync(id)).RuntimeStatus);
        }
    }

    [Fact]
    public async Task Ten_children_with_one_instant_all_complete()
    {
        await using var host = await Host.StartAsync(tasks => tasks
            .AddOrchestratorFunc("Parent", async context =>
            {
                var at = context.CurrentUtcDateTime.AddSeconds(1);
                var children = Enumerable.Range(0, 10).Select(_ => context.CallSubOrchestratorAsync<int>("At", at));
                return (await Task.WhenAll(children)).Sum();
            })
            .AddOrchestratorFunc<DateTime, int>("At", async (context, at) =>
            {
                await context.CreateTimer(at, CancellationToken.None);
                return 1;
            }));

        var id = await host.StartAsync("Parent");
        await host.PassAsync(2);

        Assert.Equal(10, (await host.EndAsync(id)).ReadOutputAs<int>());
    }

    /// <summary>The process's: no other test here looks at local times.</summary>
    static void SetTimeZone(string? name)
    {
        Environment.SetEnvironmentVariable("TZ", name);
        TimeZoneInfo.ClearCachedData();
    }
}
