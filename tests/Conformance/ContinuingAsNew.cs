namespace Conformance;

public class WhenAnOrchestrationContinuesAsNew
{
    [Fact]
    public async Task Ten_times_with_timers_it_is_still_one_instance()
    {
        await using var host = await Host.StartAsync(tasks => tasks.AddOrchestratorFunc<int, int>("Count", async (context, value) =>
        {
            if (value < 10)
            {
                await context.CreateTimer(TimeSpan.Zero, CancellationToken.None);
                context.ContinueAsNew(value + 1);
            }

            return value;
        }));

        var id = await host.StartAsync("Count", 0);

        var ended = await host.EndAsync(id);
        Assert.Equal(10, ended.ReadOutputAs<int>());
        Assert.Equal(id, ended.InstanceId);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task None_of_ten_rapid_events_is_lost(bool withTimer)
    {
        await using var host = await Host.StartAsync(tasks => tasks.AddOrchestratorFunc<int, int>("Events", async (context, count) =>
        {
            if (withTimer)
            {
                await context.CreateTimer(TimeSpan.Zero, CancellationToken.None);
            }

            await context.WaitForExternalEvent<int>("Event");
            if (count + 1 < 10)
            {
                context.ContinueAsNew(count + 1);
            }

            return count + 1;
        }));

        var id = await host.StartAsync("Events", 0);
        for (var i = 0; i < 10; i++)
        {
            await host.RaiseAsync(id, "Event", i);
        }

        Assert.Equal(10, (await host.EndAsync(id)).ReadOutputAs<int>());
    }

    [Fact]
    public async Task Kept_events_come_in_their_order()
    {
        await using var host = await Host.StartAsync(tasks => tasks.AddOrchestratorFunc<List<int>, List<int>>("Order", async (context, seen) =>
        {
            await context.CreateTimer(TimeSpan.FromSeconds(seen.Count == 0 ? 1 : 0), CancellationToken.None);
            seen.Add(await context.WaitForExternalEvent<int>("Event"));
            if (seen.Count < 5)
            {
                context.ContinueAsNew(seen);
            }

            return seen;
        }));

        var id = await host.StartAsync("Order", new List<int>());
        for (var i = 0; i < 5; i++)
        {
            await host.RaiseAsync(id, "Event", i);
        }

        await host.PassAsync(1.1);

        Assert.Equal([0, 1, 2, 3, 4], (await host.EndAsync(id)).ReadOutputAs<List<int>>());
    }

    [Fact]
    public async Task Events_that_are_not_to_be_kept_are_gone()
    {
        await using var host = await Host.StartAsync(tasks => tasks.AddOrchestratorFunc<bool, string>("Drops", async (context, second) =>
        {
            if (!second)
            {
                await context.WaitForExternalEvent<string>("Go");
                context.ContinueAsNew(true, preserveUnprocessedEvents: false);
                return "first";
            }

            return await context.WaitForExternalEvent<string>("Event");
        }));

        var id = await host.StartAsync("Drops", false);
        await host.RaiseAsync(id, "Event", "old");
        await host.SettleAsync();
        await host.RaiseAsync(id, "Go", "now");
        await host.SettleAsync();
        await host.RaiseAsync(id, "Event", "new");

        Assert.Equal("new", (await host.EndAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task A_timer_of_the_old_generation_does_not_fire_in_the_new_one()
    {
        await using var host = await Host.StartAsync(tasks => tasks.AddOrchestratorFunc<bool, bool>("Timers", async (context, second) =>
        {
            using var gone = new CancellationTokenSource();
            var timer = context.CreateTimer(TimeSpan.FromSeconds(second ? 4 : 1), gone.Token);
            if (!second)
            {
                gone.Cancel();
                context.ContinueAsNew(true);
                return false;
            }

            await timer;
            return true;
        }));

        var id = await host.StartAsync("Timers", false);
        await host.PassAsync(2);
        Assert.Equal(OrchestrationRuntimeStatus.Running, await host.StatusAsync(id));
        await host.PassAsync(3);

        Assert.True((await host.EndAsync(id)).ReadOutputAs<bool>());
    }

    [Fact]
    public async Task An_open_timer_is_waited_for_first()
    {
        await using var host = await Host.StartAsync(tasks => tasks.AddOrchestratorFunc<int, int>("Leaves", (context, round) =>
        {
            if (round == 1)
            {
                _ = context.CreateTimer(TimeSpan.FromSeconds(1), CancellationToken.None);
                context.ContinueAsNew(2);
            }

            return Task.FromResult(round);
        }));

        var id = await host.StartAsync("Leaves", 1);
        await host.SettleAsync();
        Assert.Equal(OrchestrationRuntimeStatus.Running, await host.StatusAsync(id));
        await host.PassAsync(1.1);

        Assert.Equal(2, (await host.EndAsync(id)).ReadOutputAs<int>());
    }

    [Fact]
    public async Task What_an_old_generation_called_answers_no_step_of_the_new_one()
    {
        await using var host = await Host.StartAsync(tasks => tasks
            .AddOrchestratorFunc<bool, int>("Calls", async (context, second) =>
            {
                var call = context.CallActivityAsync<int>("Echo", second ? 2 : 1);
                if (!second)
                {
                    context.ContinueAsNew(true);
                    return 0;
                }

                return await call;
            })
            .AddActivityFunc<int, int>("Echo", async (_, value) =>
            {
                await Task.Yield();
                return value;
            }));

        Assert.Equal(2, await host.RunAsync<int>("Calls", false));
    }

    [Fact]
    public async Task Many_at_once_with_activities_and_timers_all_get_to_their_end()
    {
        await using var host = await Host.StartAsync(tasks => tasks
            .AddOrchestratorFunc<int, int>("Polls", async (context, round) =>
            {
                await Task.WhenAll(Enumerable.Range(0, 3).Select(i => context.CallActivityAsync<int>("Echo", i)));
                await context.CreateTimer(TimeSpan.Zero, CancellationToken.None);
                if (round < 5)
                {
                    context.ContinueAsNew(round + 1);
                }

                return round;
            })
            .AddActivityFunc<int, int>("Echo", (_, value) => value));

        var ids = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => host.StartAsync("Polls", 1)));

        foreach (var id in ids)
        {
            Assert.Equal(5, (await host.EndAsync(id)).ReadOutputAs<int>());
        }
    }

    [Fact]
    public async Task A_new_version_is_the_next_generations()
    {
        await using var host = await Host.StartAsync(tasks => tasks
            .AddOrchestratorFunc<int, string>("Versions", new TaskVersion("1"), (context, _) =>
            {
                context.ContinueAsNew(new ContinueAsNewOptions { NewInput = 1, NewVersion = "2" });
                return Task.FromResult("from 1");
            })
            .AddOrchestratorFunc<int, string>("Versions", new TaskVersion("2"), (context, value) =>
                Task.FromResult($"{context.Version} with {value}")));

        var id = await host.Client.ScheduleNewOrchestrationInstanceAsync(
            "Versions", 0, new StartOrchestrationOptions { Version = "1" }, TestContext.Current.CancellationToken);

        Assert.Equal("2 with 1", (await host.EndAsync(id)).ReadOutputAs<string>());
    }
}
