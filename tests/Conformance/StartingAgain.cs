using DurableTask.Core.Exceptions;

namespace Conformance;

public class WhenAnIdIsStartedAgain
{
    static CancellationToken Test => TestContext.Current.CancellationToken;

    static readonly OrchestrationRuntimeStatus[] Everything =
    [
        OrchestrationRuntimeStatus.Pending, OrchestrationRuntimeStatus.Running, OrchestrationRuntimeStatus.Suspended,
        OrchestrationRuntimeStatus.Completed, OrchestrationRuntimeStatus.Failed, OrchestrationRuntimeStatus.Terminated,
    ];

    static async Task<Host> StartAsync() => await Host.StartAsync(tasks => tasks
        .AddOrchestratorFunc<string, string>("Waits", async (context, input) => input + await context.WaitForExternalEvent<string>("Event"))
        .AddOrchestratorFunc<string, string>("Ends", (_, input) => Task.FromResult(input)));

    static Task<string> StartAsync(Host host, string name, string input, params OrchestrationRuntimeStatus[] refused) =>
        host.Client.ScheduleNewOrchestrationInstanceAsync(
            name, input, new StartOrchestrationOptions("the-id").WithDedupeStatuses(refused), Test);

    [Fact]
    public async Task A_listed_status_refuses()
    {
        await using var host = await StartAsync();
        await StartAsync(host, "Ends", "first", Everything);
        await host.EndAsync("the-id");

        await Assert.ThrowsAsync<OrchestrationAlreadyExistsException>(() => StartAsync(host, "Ends", "second", Everything));
        Assert.Equal("first", (await host.FindAsync("the-id")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task A_status_that_is_not_listed_lets_it_be_replaced()
    {
        await using var host = await StartAsync();
        await StartAsync(host, "Ends", "first", Everything);
        await host.EndAsync("the-id");
        await StartAsync(host, "Waits", "second", OrchestrationRuntimeStatus.Failed);
        await host.SettleAsync();
        await host.RaiseAsync("the-id", "Event", "!");

        Assert.Equal("second!", (await host.EndAsync("the-id")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Without_a_list_one_that_runs_refuses_and_one_that_is_over_is_replaced()
    {
        await using var host = await StartAsync();
        await host.StartAsync("Waits", "first", "the-id");
        await host.SettleAsync();
        await Assert.ThrowsAsync<OrchestrationAlreadyExistsException>(() => host.StartAsync("Ends", "second", "the-id"));
        await host.RaiseAsync("the-id", "Event", "!");
        Assert.Equal("first!", (await host.EndAsync("the-id")).ReadOutputAs<string>());
        await host.StartAsync("Ends", "third", "the-id");

        Assert.Equal("third", (await host.EndAsync("the-id")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task An_unknown_status_is_an_error()
    {
        await using var host = await StartAsync();

        await Assert.ThrowsAsync<ArgumentException>(() => host.Client.ScheduleNewOrchestrationInstanceAsync(
            "Ends", "x", new StartOrchestrationOptions("the-id") { DedupeStatuses = ["Sleeping"] }, Test));
    }

    [Fact]
    public async Task Forty_at_once_give_one_instance()
    {
        await using var host = await StartAsync();
        var starts = Enumerable.Range(0, 40).Select(async i =>
        {
            try
            {
                await StartAsync(host, "Waits", $"{i}", Everything);
                return i;
            }
            catch (OrchestrationAlreadyExistsException)
            {
                return -1;
            }
        });

        var winner = Assert.Single(await Task.WhenAll(starts), i => i >= 0);
        await host.SettleAsync();
        await host.RaiseAsync("the-id", "Event", "!");

        Assert.Equal($"{winner}!", (await host.EndAsync("the-id")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Each_of_ten_under_a_stream_of_events_is_a_new_execution()
    {
        await using var host = await StartAsync();
        for (var i = 0; i < 10; i++)
        {
            await StartAsync(host, "Waits", $"{i}:", OrchestrationRuntimeStatus.Pending, OrchestrationRuntimeStatus.Running);
            for (var raised = 0; raised < 5; raised++)
            {
                await host.RaiseAsync("the-id", "Event", $"{i}");
            }

            Assert.Equal($"{i}:{i}", (await host.EndAsync("the-id")).ReadOutputAs<string>());
        }
    }

    [Fact]
    public async Task What_the_replaced_ones_activity_returns_reaches_nobody()
    {
        var gate = new TaskCompletionSource();
        await using var host = await Host.StartAsync(tasks => tasks
            .AddOrchestratorFunc<string, string>("Calls", (context, input) => context.CallActivityAsync<string>("Named", input))
            .AddActivityFunc<string, string>("Named", async (_, input) =>
            {
                await (input == "first" ? gate.Task : Task.CompletedTask);
                return input;
            }));
        await StartAsync(host, "Calls", "first", Everything);
        await host.Client.WaitForInstanceStartAsync("the-id", Test);
        await StartAsync(host, "Calls", "second", OrchestrationRuntimeStatus.Completed);
        await host.EndAsync("the-id");
        gate.SetResult();
        await host.SettleAsync();

        Assert.Equal("second", (await host.FindAsync("the-id")).ReadOutputAs<string>());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Restarting_keeps_name_and_input(bool withNewId)
    {
        await using var host = await StartAsync();
        await StartAsync(host, "Ends", "the input", Everything);
        var first = await host.EndAsync("the-id");
        var id = await host.Client.RestartAsync("the-id", withNewId, Test);
        var second = await host.EndAsync(id);

        Assert.Equal(withNewId, id != "the-id");
        Assert.Equal(first.Name, second.Name);
        Assert.Equal("the input", second.ReadOutputAs<string>());
    }

    [Fact]
    public async Task Restarting_an_unknown_id_is_an_error()
    {
        await using var host = await StartAsync();

        await Assert.ThrowsAsync<ArgumentException>(() => host.Client.RestartAsync("nobody", false, Test));
    }
}
