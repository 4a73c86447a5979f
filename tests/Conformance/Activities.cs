namespace Conformance;

public class WhenActivitiesAreCalled
{
    [Fact]
    public async Task Ten_in_a_chain_add_up()
    {
        await using var host = await Host.StartAsync(tasks => tasks
            .AddOrchestratorFunc("Chain", async context =>
            {
                var value = 0;
                for (var i = 0; i < 10; i++)
                {
                    value = await context.CallActivityAsync<int>("PlusOne", value);
                }

                return value;
            })
            .AddActivityFunc<int, int>("PlusOne", (_, value) => value + 1));

        Assert.Equal(10, await host.RunAsync<int>("Chain"));
    }

    [Fact]
    public async Task Ten_at_once_all_return()
    {
        await using var host = await Host.StartAsync(tasks => tasks
            .AddOrchestratorFunc("FanOut", async context =>
                await Task.WhenAll(Enumerable.Range(0, 10).Select(i => context.CallActivityAsync<string>("Text", i))))
            .AddActivityFunc<int, string>("Text", (_, value) => value.ToString()));

        Assert.Equal(Enumerable.Range(0, 10).Select(i => i.ToString()), await host.RunAsync<string[]>("FanOut"));
    }

    [Fact]
    public async Task Two_fan_outs_in_a_row_complete()
    {
        await using var host = await Host.StartAsync(tasks => tasks
            .AddOrchestratorFunc("Twice", async context =>
            {
                var first = await Task.WhenAll(Enumerable.Range(0, 5).Select(i => context.CallActivityAsync<int>("Double", i)));
                var second = await Task.WhenAll(first.Select(i => context.CallActivityAsync<int>("Double", i)));
                return second.Sum();
            })
            .AddActivityFunc<int, int>("Double", (_, value) => value * 2));

        Assert.Equal(40, await host.RunAsync<int>("Twice"));
    }

    [Fact]
    public async Task Options_in_the_inputs_place_are_refused()
    {
        await using var host = await Host.StartAsync(tasks => tasks
            .AddOrchestratorFunc("Mistaken", async context =>
            {
                object options = TaskOptions.FromRetryPolicy(new(1, TimeSpan.FromSeconds(1)));
                await Assert.ThrowsAsync<ArgumentException>(() => context.CallActivityAsync("Any", options));
                return true;
            }));

        Assert.True(await host.RunAsync<bool>("Mistaken"));
    }

    [Fact]
    public async Task Five_megabytes_come_back_whole()
    {
        await using var host = await Host.StartAsync(tasks => tasks
            .AddOrchestratorFunc("Large", async context => await context.CallActivityAsync<string>("Make", 5_000_000))
            .AddActivityFunc<int, string>("Make", (_, length) => new string('x', length)));

        Assert.Equal(5_000_000, (await host.RunAsync<string>("Large"))!.Length);
    }
}
