namespace Conformance;

public class WhenAFailedInstanceIsRewound
{
    readonly Dictionary<string, int> calls = [];
    bool isRepaired;

    static CancellationToken Test => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Only_what_failed_runs_again()
    {
        await using var host = await StartAsync();
        var id = await FailAsync(host, "Chain");
        isRepaired = true;
        await host.Client.RewindInstanceAsync(id, "repaired", Test);
        var ended = await host.EndAsync(id);

        Assert.Equal(OrchestrationRuntimeStatus.Completed, ended.RuntimeStatus);
        Assert.Equal("first, second, third", ended.ReadOutputAs<string>());
        Assert.Null(ended.FailureDetails);
        Assert.Equal((1, 2, 1), (calls["first"], calls["second"], calls["third"]));
    }

    [Fact]
    public async Task Of_several_at_once_those_that_failed_run_again()
    {
        await using var host = await StartAsync();
        var id = await FailAsync(host, "Fan");
        isRepaired = true;
        await host.Client.RewindInstanceAsync(id, "repaired", Test);

        Assert.Equal("first, second, other second, third", (await host.EndAsync(id)).ReadOutputAs<string>());
        Assert.Equal((1, 2, 2, 1), (calls["first"], calls["second"], calls["other second"], calls["third"]));
    }

    [Fact]
    public async Task It_fails_again_while_nothing_is_repaired_and_can_be_rewound_again()
    {
        await using var host = await StartAsync();
        var id = await FailAsync(host, "Chain");
        await host.Client.RewindInstanceAsync(id, "too early", Test);
        await host.SettleAsync();
        Assert.Equal(OrchestrationRuntimeStatus.Failed, (await host.EndAsync(id)).RuntimeStatus);
        isRepaired = true;
        await host.Client.RewindInstanceAsync(id, "repaired", Test);

        Assert.Equal(OrchestrationRuntimeStatus.Completed, (await host.EndAsync(id)).RuntimeStatus);
        Assert.Equal((1, 3), (calls["first"], calls["second"]));
    }

    [Fact]
    public async Task Failed_children_go_on_where_they_failed_and_answer_their_parent()
    {
        await using var host = await StartAsync();
        var id = await FailAsync(host, "Parent");
        isRepaired = true;
        await host.Client.RewindInstanceAsync(id, "repaired", Test);

        Assert.Equal("first, second, third | first", (await host.EndAsync(id)).ReadOutputAs<string>());
        Assert.Equal((2, 2, 1), (calls["first"], calls["second"], calls["third"]));
        Assert.Equal(OrchestrationRuntimeStatus.Completed, await host.StatusAsync($"{id}-failing"));
    }

    [Fact]
    public async Task A_child_that_was_purged_is_begun_anew()
    {
        await using var host = await StartAsync();
        var id = await FailAsync(host, "Parent");
        await host.Client.PurgeInstanceAsync($"{id}-failing", Test);
        isRepaired = true;
        await host.Client.RewindInstanceAsync(id, "repaired", Test);

        Assert.Equal("first, second, third | first", (await host.EndAsync(id)).ReadOutputAs<string>());
        Assert.Equal(3, calls["first"]);
    }

    [Fact]
    public async Task Events_and_timers_of_before_still_count()
    {
        await using var host = await StartAsync();
        var id = await host.StartAsync("Waits");
        await host.SettleAsync();
        await host.RaiseAsync(id, "Event", "told");
        await host.PassAsync(2);
        Assert.Equal(OrchestrationRuntimeStatus.Failed, (await host.EndAsync(id)).RuntimeStatus);
        isRepaired = true;
        await host.Client.RewindInstanceAsync(id, "repaired", Test);

        Assert.Equal("told, second", (await host.EndAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Its_own_exception_comes_again_until_the_code_is_repaired()
    {
        await using var host = await StartAsync();
        var id = await FailAsync(host, "Throws");
        isRepaired = true;
        await host.Client.RewindInstanceAsync(id, "repaired", Test);

        Assert.Equal("first", (await host.EndAsync(id)).ReadOutputAs<string>());
        Assert.Equal(1, calls["first"]);
    }

    [Fact]
    public async Task Over_a_failure_that_it_went_on_from_it_fails_as_non_deterministic()
    {
        await using var host = await StartAsync();
        var id = await FailAsync(host, "Catches");
        await host.Client.RewindInstanceAsync(id, "in vain", Test);
        await host.SettleAsync();
        var ended = await host.EndAsync(id);

        Assert.Equal(OrchestrationRuntimeStatus.Failed, ended.RuntimeStatus);
        Assert.Contains("NonDeterministic", ended.FailureDetails!.ErrorType);
    }

    [Fact]
    public async Task One_that_has_not_failed_or_does_not_exist_is_refused()
    {
        await using var host = await StartAsync();
        var waiting = await host.StartAsync("Waits");
        await host.SettleAsync();
        isRepaired = true;
        var completed = await host.StartAsync("Chain");
        await host.EndAsync(completed);

        await Assert.ThrowsAsync<InvalidOperationException>(() => host.Client.RewindInstanceAsync(waiting, "", Test));
        await Assert.ThrowsAsync<InvalidOperationException>(() => host.Client.RewindInstanceAsync(completed, "", Test));
        await Assert.ThrowsAsync<ArgumentException>(() => host.Client.RewindInstanceAsync("nobody", "", Test));
    }

    static async Task<string> FailAsync(Host host, string name)
    {
        var id = await host.StartAsync(name);
        Assert.Equal(OrchestrationRuntimeStatus.Failed, (await host.EndAsync(id)).RuntimeStatus);
        return id;
    }

    async Task<Host> StartAsync() => await Host.StartAsync(tasks => tasks
        .AddOrchestratorFunc("Chain", async context =>
            $"{await Call(context, "first")}, {await Call(context, "second")}, {await Call(context, "third")}")
        .AddOrchestratorFunc("Fan", async context => string.Join(", ", await Task.WhenAll(
            Call(context, "first"), Call(context, "second"), Call(context, "other second"), Call(context, "third"))))
        .AddOrchestratorFunc("Parent", async context => string.Join(" | ", await Task.WhenAll(
            context.CallSubOrchestratorAsync<string>("Chain", options: new SubOrchestrationOptions(instanceId: $"{context.InstanceId}-failing")),
            context.CallSubOrchestratorAsync<string>("Short"))))
        .AddOrchestratorFunc("Short", context => Call(context, "first"))
        .AddOrchestratorFunc("Waits", async context =>
        {
            var told = await context.WaitForExternalEvent<string>("Event");
            await context.CreateTimer(TimeSpan.FromSeconds(1), CancellationToken.None);
            return $"{told}, {await Call(context, "second")}";
        })
        .AddOrchestratorFunc("Throws", async context =>
        {
            var first = await Call(context, "first");
            return isRepaired ? first : throw new InvalidOperationException("wrong");
        })
        .AddOrchestratorFunc("Catches", async context =>
        {
            try
            {
                await Call(context, "second");
            }
            catch (TaskFailedException)
            {
                await Call(context, "first");
            }

            return await Call(context, "other second");
        })
        .AddActivityFunc<string, string>("Activity", (_, name) =>
        {
            lock (calls)
            {
                calls[name] = calls.GetValueOrDefault(name) + 1;
            }

            return name.Contains("second") && !isRepaired ? throw new InvalidOperationException("out of order") : name;
        }));

    static Task<string> Call(TaskOrchestrationContext context, string name) => context.CallActivityAsync<string>("Activity", name);
}
