namespace Conformance;

public class WhenInstancesAreAskedFor
{
    static CancellationToken Test => TestContext.Current.CancellationToken;

    sealed record Progress(string Waits, int Step);

    static async Task<Host> StartAsync() => await Host.StartAsync(tasks => tasks
        .AddOrchestratorFunc<string, string>("Ends", (_, input) => Task.FromResult(input))
        .AddOrchestratorFunc("Fails", (TaskOrchestrationContext _) => Task.FromException(new InvalidOperationException("no")))
        .AddOrchestratorFunc("Clock", (TaskOrchestrationContext _) => Task.CompletedTask)
        .AddOrchestratorFunc("Tells", async context =>
        {
            context.SetCustomStatus(new Progress("an event", 1));
            await context.WaitForExternalEvent<string>("Event");
            context.SetCustomStatus(null);
            await context.WaitForExternalEvent<string>("Event");
        }));

    [Fact]
    public async Task Pages_of_ten_follow_their_tokens()
    {
        await using var host = await StartAsync();
        for (var i = 0; i < 21; i++)
        {
            await host.EndAsync(await host.StartAsync("Ends", "x", $"paged-{i}"));
        }

        await host.EndAsync(await host.StartAsync("Ends", "x", "other"));
        var listing = host.Client.GetAllInstancesAsync(new() { InstanceIdPrefix = "paged-", PageSize = 10 });
        var pages = new List<Page<OrchestrationMetadata>>();
        await foreach (var page in listing.AsPages().WithCancellation(Test))
        {
            pages.Add(page);
        }

        Assert.Equal([10, 10, 1], pages.Select(page => page.Values.Count).ToList());
        Assert.Null(pages[^1].ContinuationToken);
        Assert.Equal(21, pages.SelectMany(page => page.Values).Select(found => found.InstanceId).Distinct().Count());
        await foreach (var page in listing.AsPages(pages[1].ContinuationToken).WithCancellation(Test))
        {
            Assert.Equal(pages[2].Values[0].InstanceId, Assert.Single(page.Values).InstanceId);
        }
    }

    [Fact]
    public async Task Statuses_filter()
    {
        await using var host = await StartAsync();
        await host.RunAsync("Fails");
        await host.RunAsync("Ends", "x");
        var failed = new List<OrchestrationMetadata>();
        await foreach (var found in host.Client.GetAllInstancesAsync(new() { Statuses = [OrchestrationRuntimeStatus.Failed] }))
        {
            failed.Add(found);
        }

        Assert.Equal("Fails", Assert.Single(failed).Name);
    }

    [Fact]
    public async Task The_custom_status_is_the_last_one_set_and_may_be_null()
    {
        await using var host = await StartAsync();
        var id = await host.StartAsync("Tells");
        await host.SettleAsync();
        Assert.Equal(new Progress("an event", 1), (await host.FindAsync(id)).ReadCustomStatusAs<Progress>());
        await host.RaiseAsync(id, "Event", "x");
        await host.SettleAsync();

        Assert.Null((await host.FindAsync(id)).ReadCustomStatusAs<Progress>());
    }

    [Fact]
    public async Task Inputs_and_outputs_come_only_when_asked_for()
    {
        await using var host = await StartAsync();
        var id = await host.StartAsync("Ends", "the input");
        await host.EndAsync(id);
        var bare = await host.Client.GetInstanceAsync(id, false, Test);
        var whole = await host.FindAsync(id);

        Assert.Null(bare!.SerializedInput);
        Assert.Null(bare.SerializedOutput);
        Assert.Throws<InvalidOperationException>(bare.ReadOutputAs<string>);
        Assert.Equal("the input", whole.ReadInputAs<string>());
        Assert.Equal("the input", whole.ReadOutputAs<string>());
        Assert.True(whole is { IsCompleted: true, IsRunning: false });
    }

    [Fact]
    public async Task Tags_are_the_starts()
    {
        await using var host = await StartAsync();
        var id = await host.Client.ScheduleNewOrchestrationInstanceAsync(
            "Ends", "x", new StartOrchestrationOptions { Tags = new Dictionary<string, string> { ["office"] = "7" } }, Test);

        Assert.Equal("7", (await host.EndAsync(id)).Tags["office"]);
    }

    [Fact]
    public async Task Ids_are_listed_by_status_and_end_in_pages()
    {
        await using var host = await StartAsync();
        for (var i = 0; i < 5; i++)
        {
            await host.EndAsync(await host.StartAsync("Ends", "x", $"early-{i}"));
        }

        await host.RunAsync("Fails");
        await host.StartAsync("Tells");
        await host.PassAsync(2);
        var between = await host.NowAsync();
        await host.PassAsync(2);
        await host.EndAsync(await host.StartAsync("Ends", "x", "late"));
        OrchestrationRuntimeStatus[] completed = [OrchestrationRuntimeStatus.Completed];

        var first = await host.Client.ListInstanceIdsAsync(completed, null, between.AddSeconds(-1), 3, null, Test);
        var second = await host.Client.ListInstanceIdsAsync(completed, null, between.AddSeconds(-1), 3, first.ContinuationToken, Test);
        Assert.Equal([3, 2], new[] { first.Values.Count, second.Values.Count });
        Assert.Equal(Enumerable.Range(0, 5).Select(i => $"early-{i}"), first.Values.Concat(second.Values).Order());
        Assert.Null(second.ContinuationToken);
        Assert.Equal(["late"], (await host.Client.ListInstanceIdsAsync(completed, between.AddSeconds(1), cancellation: Test)).Values);
        Assert.Equal(9, (await host.Client.ListInstanceIdsAsync(cancellation: Test)).Values.Count);
    }

    [Fact]
    public async Task Purging_twice_is_harmless()
    {
        await using var host = await StartAsync();
        var id = await host.StartAsync("Ends", "x");
        await host.EndAsync(id);

        Assert.Equal(1, (await host.Client.PurgeInstanceAsync(id, Test)).PurgedInstanceCount);
        Assert.Equal(0, (await host.Client.PurgeInstanceAsync(id, Test)).PurgedInstanceCount);
        Assert.Null(await host.Client.GetInstanceAsync(id, Test));
    }

    [Fact]
    public async Task Purging_by_status_leaves_the_others()
    {
        await using var host = await StartAsync();
        await host.RunAsync("Fails");
        var kept = await host.StartAsync("Ends", "x");
        await host.EndAsync(kept);
        var result = await host.Client.PurgeAllInstancesAsync(new(Statuses: [OrchestrationRuntimeStatus.Failed]), Test);

        Assert.Equal(1, result.PurgedInstanceCount);
        Assert.Equal(OrchestrationRuntimeStatus.Completed, await host.StatusAsync(kept));
    }
}
