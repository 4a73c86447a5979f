using Local.Durable;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace MemberServices.Tests.LocalParts;

/// <summary>The durableTask section of host.json.</summary>
public sealed class WhenTheHostHasAVersion
{
    static DurableTaskClient Client(FunctionApp app) => app.Machine.Part<DurableEngine>().Client;

    static async Task<OrchestrationMetadata> RunAsync(FunctionApp app, string? version)
    {
        var options = version is null ? new StartOrchestrationOptions() : new StartOrchestrationOptions { Version = version };
        var id = await Client(app).ScheduleNewOrchestrationInstanceAsync("Versioned", options, TestContext.Current.CancellationToken);
        await app.Clock.SettleAsync(TestContext.Current.CancellationToken);
        return (await Client(app).GetInstanceAsync(id, getInputsAndOutputs: true, TestContext.Current.CancellationToken))!;
    }

    [Fact]
    public async Task What_is_started_without_a_version_has_it_and_so_have_its_children()
    {
        await using var app = await FunctionApp.StartDurableAsync<Functions>("""{ "hubName": "%NOBODY_SETS_THIS%", "defaultVersion": "2.0" }""");

        Assert.Equal("2.0/2.0", (await RunAsync(app, null)).ReadOutputAs<string>());
    }

    [Theory]
    [InlineData("CurrentOrOlder", "1.9", true)]
    [InlineData("currentorolder", "2.0", true)]
    [InlineData("CurrentOrOlder", "10.0", false)]
    [InlineData("Strict", "2.0", true)]
    [InlineData("Strict", "1.9", false)]
    [InlineData("None", "10.0", true)]
    public async Task The_match_strategy_says_what_it_runs_and_the_rest_waits(string strategy, string version, bool runs)
    {
        await using var app = await FunctionApp.StartDurableAsync<Functions>(
            $$"""{ "defaultVersion": "2.0", "versionMatchStrategy": "{{strategy}}" }""");

        var expected = runs ? OrchestrationRuntimeStatus.Completed : OrchestrationRuntimeStatus.Pending;
        Assert.Equal(expected, (await RunAsync(app, version)).RuntimeStatus);
    }

    [Fact]
    public async Task Or_it_fails()
    {
        await using var app = await FunctionApp.StartDurableAsync<Functions>("""{ "defaultVersion": "2.0", "versionFailureStrategy": "Fail" }""");

        Assert.Equal("VersionMismatch", (await RunAsync(app, "3.0")).FailureDetails!.ErrorType);
    }

    [Fact]
    public async Task Without_one_what_asks_for_a_version_is_newer_and_waits()
    {
        await using var app = await FunctionApp.StartDurableAsync<Functions>("{}");

        Assert.Equal("/", (await RunAsync(app, null)).ReadOutputAs<string>());
        Assert.Equal(OrchestrationRuntimeStatus.Pending, (await RunAsync(app, "1.0")).RuntimeStatus);
    }

    [Fact]
    public async Task What_waited_for_it_runs_when_the_host_is_newer()
    {
        using var folder = new TemporaryFolder();
        string[] here = ["--data", folder.Folder.FullName, "--start", "2026-03-02T15:00:00Z"];
        string id;
        await using (var app = await FunctionApp.StartDurableAsync<Functions>("""{ "defaultVersion": "2.0" }""", here))
        {
            id = (await RunAsync(app, "3.0")).InstanceId;
        }

        await using var newer = await FunctionApp.StartDurableAsync<Functions>("""{ "defaultVersion": "3.0" }""", here);
        await newer.Clock.SettleAsync(TestContext.Current.CancellationToken);

        var ended = await Client(newer).GetInstanceAsync(id, getInputsAndOutputs: true, TestContext.Current.CancellationToken);
        Assert.Equal("3.0/3.0", ended!.ReadOutputAs<string>());
    }

    [Fact]
    public async Task It_limits_what_runs_at_once()
    {
        await using var app = await FunctionApp.StartDurableAsync<Functions>(
            """{ "maxConcurrentActivityFunctions": 3, "maxConcurrentOrchestratorFunctions": 2 }""");

        var options = app.Machine.Part<DurableEngine>().Options;
        Assert.Equal((3, 2), (options.MaxConcurrentActivities, options.MaxConcurrentOrchestrations));
    }

    public sealed class Functions
    {
        [Function("Versioned")]
        public static async Task<string> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context) =>
            $"{context.Version}/{await context.CallSubOrchestratorAsync<string>("Child")}";

        [Function("Child")]
        public static Task<string> ChildAsync([OrchestrationTrigger] TaskOrchestrationContext context) => Task.FromResult(context.Version);
    }
}
