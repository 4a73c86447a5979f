namespace Conformance;

public class WhenEventsAreRaised
{
    [Fact]
    public async Task A_hundred_names_sent_in_order_arrive_in_order()
    {
        await using var host = await Host.StartAsync(tasks => tasks.AddOrchestratorFunc("Hundred", async context =>
        {
            var values = new List<int>();
            for (var i = 0; i < 100; i++)
            {
                values.Add(await context.WaitForExternalEvent<int>($"Event{i}"));
            }

            return values;
        }));

        var id = await host.StartAsync("Hundred");
        for (var i = 0; i < 100; i++)
        {
            await host.RaiseAsync(id, $"Event{i}", i);
        }

        Assert.Equal(Enumerable.Range(0, 100), (await host.EndAsync(id)).ReadOutputAs<List<int>>());
    }

    [Fact]
    public async Task The_newest_of_several_waiters_is_served_first()
    {
        await using var host = await Host.StartAsync(tasks => tasks.AddOrchestratorFunc("Stack", async context =>
            await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => context.WaitForExternalEvent<int>("Event")))));

        var id = await host.StartAsync("Stack");
        await host.SettleAsync();
        for (var i = 0; i < 5; i++)
        {
            await host.RaiseAsync(id, "Event", i);
        }

        Assert.Equal([4, 3, 2, 1, 0], (await host.EndAsync(id)).ReadOutputAs<List<int>>());
    }

    [Fact]
    public async Task One_before_its_waiter_is_kept()
    {
        await using var host = await Host.StartAsync(tasks => tasks.AddOrchestratorFunc("Late", async context =>
        {
            await context.CreateTimer(TimeSpan.FromSeconds(1), CancellationToken.None);
            return await context.WaitForExternalEvent<string>("Event");
        }));

        var id = await host.StartAsync("Late");
        await host.RaiseAsync(id, "Event", "early");
        await host.PassAsync(1.1);

        Assert.Equal("early", (await host.EndAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task None_of_five_is_lost_while_activities_run()
    {
        await using var host = await Host.StartAsync(tasks => tasks
            .AddOrchestratorFunc("Busy", async context =>
            {
                var values = new List<int>();
                for (var i = 0; i < 5; i++)
                {
                    values.Add(await context.WaitForExternalEvent<int>("Event"));
                    await context.CallActivityAsync("Work");
                }

                return values;
            })
            .AddActivityFunc("Work", async _ => await Task.Yield()));

        var id = await host.StartAsync("Busy");
        for (var i = 0; i < 5; i++)
        {
            await host.RaiseAsync(id, "Event", i);
        }

        Assert.Equal([0, 1, 2, 3, 4], (await host.EndAsync(id)).ReadOutputAs<List<int>>());
    }

    [Fact]
    public async Task None_of_five_is_lost_that_come_while_one_activity_runs()
    {
        var (begun, gate) = (new TaskCompletionSource(), new TaskCompletionSource());
        await using var host = await Host.StartAsync(tasks => tasks
            .AddOrchestratorFunc("Busy", async context =>
            {
                await context.CallActivityAsync("Work");
                var values = new List<int>();
                for (var i = 0; i < 5; i++)
                {
                    values.Add(await context.WaitForExternalEvent<int>("Event"));
                }

                return values;
            })
            .AddActivityFunc("Work", async _ =>
            {
                begun.TrySetResult();
                await gate.Task;
            }));

        var id = await host.StartAsync("Busy");
        await begun.Task.WaitAsync(TestContext.Current.CancellationToken);
        for (var i = 0; i < 5; i++)
        {
            await host.RaiseAsync(id, "Event", i);
        }

        gate.SetResult();

        Assert.Equal([0, 1, 2, 3, 4], (await host.EndAsync(id)).ReadOutputAs<List<int>>());
    }

    [Fact]
    public async Task Names_match_whatever_their_case()
    {
        await using var host = await Host.StartAsync(tasks => tasks.AddOrchestratorFunc("Case", async context =>
            await context.WaitForExternalEvent<string>("Approval") + await context.WaitForExternalEvent<string>("APPROVAL")));

        var id = await host.StartAsync("Case");
        await host.RaiseAsync(id, "approval", "a");
        await host.RaiseAsync(id, "ApprovaL", "b");

        Assert.Equal("ab", (await host.EndAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task The_same_name_can_not_be_waited_for_as_another_type()
    {
        await using var host = await Host.StartAsync(tasks => tasks.AddOrchestratorFunc("Types", async context =>
        {
            var waiting = context.WaitForExternalEvent<string>("Event");
            await Assert.ThrowsAsync<ArgumentException>(() => context.WaitForExternalEvent<int>("event"));
            return await waiting;
        }));

        var id = await host.StartAsync("Types");
        await host.RaiseAsync(id, "Event", "text");

        Assert.Equal("text", (await host.EndAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task One_after_the_end_changes_nothing()
    {
        await using var host = await Host.StartAsync(tasks => tasks.AddOrchestratorFunc("Once", async context =>
            await context.WaitForExternalEvent<string>("Event")));
        var id = await host.StartAsync("Once");
        await host.RaiseAsync(id, "Event", "first");
        var ended = await host.EndAsync(id);
        await host.RaiseAsync(id, "Event", "second");
        await host.SettleAsync();

        var found = await host.FindAsync(id);
        Assert.Equal("first", found.ReadOutputAs<string>());
        Assert.Equal(ended.LastUpdatedAt, found.LastUpdatedAt);
    }

    [Fact]
    public async Task None_for_an_instance_that_does_not_exist_is_an_error()
    {
        await using var host = await Host.StartAsync(tasks => tasks.AddOrchestratorFunc("None", _ => Task.FromResult(1)));

        await host.RaiseAsync("nobody", "Event", 1);

        Assert.Null(await host.Client.GetInstanceAsync("nobody", TestContext.Current.CancellationToken));
    }
}
