using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace MemberServices.Tests.Durable;

public sealed class WhenWorkIsPoisoned
{
    static void Tasks(DurableTaskRegistry tasks) => tasks
        .AddOrchestratorFunc("Waits", async context => await context.WaitForExternalEvent<string>("Event"))
        .AddOrchestratorFunc("Parent", async context =>
            await context.CallSubOrchestratorAsync<string>("Waits", options: new SubOrchestrationOptions(instanceId: "case-1")));

    static async Task<EngineFixture> StartAsync(string orchestrator)
    {
        var fixture = await EngineFixture.StartAsync(Tasks);
        await fixture.Client.ScheduleNewOrchestrationInstanceAsync(
            orchestrator, new StartOrchestrationOptions(orchestrator == "Waits" ? "case-1" : "parent"), EngineFixture.Soon());
        await fixture.Machine.Clock.SettleAsync(EngineFixture.Soon());
        return fixture;
    }

    static Task<int> SpoilAsync(EngineFixture fixture, string sql) => fixture.Machine.Database.WriteAsync(db => db.Execute(sql));

    [Fact]
    public async Task A_message_that_can_not_be_read_is_set_aside_and_its_instance_failed()
    {
        await using var fixture = await StartAsync("Waits");
        await fixture.Engine.StopAsync(EngineFixture.Soon());
        await SpoilAsync(fixture, "INSERT INTO durable_inbox SELECT key, 1, 0, x'ff00' FROM durable_instances");
        await fixture.Engine.StartAsync(EngineFixture.Soon());

        var ended = await fixture.EndAsync("case-1");
        Assert.Equal(OrchestrationRuntimeStatus.Failed, ended.RuntimeStatus);
        Assert.Equal("PoisonedInstance", ended.FailureDetails!.ErrorType);
        Assert.Equal(1, fixture.Machine.Database.Read(db => db.Scalar<long>("SELECT count(*) FROM durable_poison")));
        Assert.Equal(0, fixture.Machine.Database.Read(db => db.Scalar<long>("SELECT count(*) FROM durable_inbox")));
    }

    [Fact]
    public async Task A_history_that_can_not_be_read_fails_the_instance_and_tells_its_parent()
    {
        await using var fixture = await StartAsync("Parent");
        await SpoilAsync(fixture, "UPDATE durable_history SET data = x'ff' WHERE at & 16777215 = 1 AND at >> 24 = (SELECT key FROM durable_instances WHERE id = 'case-1')");
        await fixture.Client.RaiseEventAsync("case-1", "Event", "x", EngineFixture.Soon());

        Assert.Equal(OrchestrationRuntimeStatus.Failed, (await fixture.EndAsync("case-1")).RuntimeStatus);
        Assert.Equal("PoisonedInstance", (await fixture.EndAsync("parent")).FailureDetails!.InnerFailure!.ErrorType);
    }

    [Fact]
    public async Task An_instance_whose_message_was_set_aside_goes_on_when_rewound()
    {
        await using var fixture = await StartAsync("Waits");
        await fixture.Engine.StopAsync(EngineFixture.Soon());
        await SpoilAsync(fixture, "INSERT INTO durable_inbox SELECT key, 1, 0, x'ff00' FROM durable_instances");
        await fixture.Engine.StartAsync(EngineFixture.Soon());
        await fixture.EndAsync("case-1");
        await fixture.Client.RewindInstanceAsync("case-1", "the message is set aside", EngineFixture.Soon());
        await fixture.Client.RaiseEventAsync("case-1", "Event", "a readable one", EngineFixture.Soon());

        Assert.Equal("a readable one", (await fixture.EndAsync("case-1")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task A_rewind_changes_nobody_when_one_of_the_family_can_not_be_read()
    {
        await using var fixture = await EngineFixture.StartAsync(tasks => tasks
            .AddOrchestratorFunc("Parent", context => Task.WhenAll(Child(context, "case-1"), Child(context, "case-2")))
            .AddOrchestratorFunc("Fails", (TaskOrchestrationContext _) => Task.FromException(new InvalidOperationException("no"))));
        var id = await fixture.Client.ScheduleNewOrchestrationInstanceAsync("Parent", EngineFixture.Soon());
        await fixture.EndAsync(id);
        await SpoilAsync(fixture, "UPDATE durable_history SET data = x'ff' WHERE at & 16777215 = 1 AND at >> 24 = (SELECT key FROM durable_instances WHERE id = 'case-2')");

        await Assert.ThrowsAsync<InvalidOperationException>(() => fixture.Client.RewindInstanceAsync(id, "in vain", EngineFixture.Soon()));
        await fixture.Machine.Clock.SettleAsync(EngineFixture.Soon());
        Assert.Equal(3, fixture.Machine.Database.Read(db => db.Scalar<long>("SELECT count(*) FROM durable_instances WHERE status = 3 AND failure IS NOT NULL")));
        Assert.Equal(0, fixture.Machine.Database.Read(db => db.Scalar<long>("SELECT count(*) FROM durable_inbox")));

        static Task<string> Child(TaskOrchestrationContext context, string id) =>
            context.CallSubOrchestratorAsync<string>("Fails", options: new SubOrchestrationOptions(instanceId: id));
    }

    [Fact]
    public async Task A_payload_over_the_limit_fails_and_is_not_tried_for_ever()
    {
        await using var fixture = await EngineFixture.StartAsync(
            tasks => tasks
                .AddOrchestratorFunc("Large", async context => await context.CallActivityAsync<string>("Make"))
                .AddActivityFunc("Make", _ => new string('x', 2_000)),
            options: new() { LargestPayloadBytes = 1_000 });
        var id = await fixture.Client.ScheduleNewOrchestrationInstanceAsync("Large", EngineFixture.Soon());

        Assert.Equal(typeof(ArgumentException).FullName, (await fixture.EndAsync(id)).FailureDetails!.InnerFailure!.ErrorType);
        await Assert.ThrowsAsync<ArgumentException>(
            () => fixture.Client.ScheduleNewOrchestrationInstanceAsync("Large", new string('x', 1_000), EngineFixture.Soon()));
    }

    [Theory]
    [InlineData("input")]
    [InlineData("child")]
    [InlineData("output")]
    [InlineData("status")]
    [InlineData("event")]
    [InlineData("generation")]
    public async Task Whatever_is_over_the_limit_fails_its_instance_at_once(string what)
    {
        var large = new string('x', 2_000);
        await using var fixture = await EngineFixture.StartAsync(
            tasks => tasks.AddOrchestratorFunc("Large", async context =>
            {
                switch (what)
                {
                    case "input": await context.CallActivityAsync("Any", large); break;
                    case "child": await context.CallSubOrchestratorAsync("Any", large); break;
                    case "status": context.SetCustomStatus(large); break;
                    case "event": context.SendEvent("anybody", "Event", large); break;
                    case "generation": context.ContinueAsNew(large); break;
                }

                return what == "output" ? large : "small";
            }),
            options: new() { LargestPayloadBytes = 1_000 });
        var id = await fixture.Client.ScheduleNewOrchestrationInstanceAsync("Large", EngineFixture.Soon());

        var ended = await fixture.EndAsync(id);
        Assert.Equal(OrchestrationRuntimeStatus.Failed, ended.RuntimeStatus);
        Assert.Equal(typeof(ArgumentException).FullName, ended.FailureDetails!.ErrorType);
        await Assert.ThrowsAsync<ArgumentException>(() => fixture.Client.RaiseEventAsync(id, "Event", large, EngineFixture.Soon()));
    }

    [Fact]
    public async Task An_episode_that_breaks_off_is_tried_five_times_and_then_no_more()
    {
        var tries = 0;
        await using var fixture = await EngineFixture.StartAsync(tasks => tasks.AddOrchestrator("Broken", () =>
        {
            tries++;
            throw new InvalidOperationException("can't be made");
        }));
        await fixture.Engine.StopAsync(EngineFixture.Soon());
        var id = await fixture.Client.ScheduleNewOrchestrationInstanceAsync("Broken", EngineFixture.Soon());
        await fixture.Client.RaiseEventAsync(id, "Event", "set aside", EngineFixture.Soon());
        await fixture.Engine.StartAsync(EngineFixture.Soon());

        var ended = await fixture.EndAsync(id);
        await fixture.Machine.Clock.SettleAsync(EngineFixture.Soon());
        Assert.Equal((OrchestrationRuntimeStatus.Failed, "PoisonedInstance"), (ended.RuntimeStatus, ended.FailureDetails!.ErrorType));
        Assert.Equal(5, tries);
        Assert.Equal(1, fixture.Machine.Database.Read(db => db.Scalar<long>("SELECT count(*) FROM durable_poison")));
        Assert.Equal(0, fixture.Machine.Database.Read(db => db.Scalar<long>("SELECT count(*) FROM durable_inbox")));
    }

    [Fact]
    public async Task An_orchestrator_that_awaits_what_is_not_durable_fails_with_a_text_that_says_so()
    {
        var never = new TaskCompletionSource();
        await using var fixture = await EngineFixture.StartAsync(tasks => tasks
            .AddOrchestratorFunc("Foreign", async _ =>
            {
                await never.Task;
                return 1;
            }));
        var id = await fixture.Client.ScheduleNewOrchestrationInstanceAsync("Foreign", EngineFixture.Soon());

        var failure = (await fixture.EndAsync(id)).FailureDetails!;
        Assert.Equal(typeof(InvalidOperationException).FullName, failure.ErrorType);
        Assert.Contains("isn't durable", failure.ErrorMessage);
    }

    [Fact]
    public async Task The_context_refuses_another_thread()
    {
        Exception? refused = null;
        await using var fixture = await EngineFixture.StartAsync(tasks => tasks
            .AddOrchestratorFunc("Foreign", async context =>
            {
                var thread = new Thread(() => refused = Record.Exception(() => context.SetCustomStatus("x")));
                thread.Start();
                thread.Join();
                await context.CreateTimer(TimeSpan.Zero, CancellationToken.None);
            }));
        var id = await fixture.Client.ScheduleNewOrchestrationInstanceAsync("Foreign", EngineFixture.Soon());
        await fixture.EndAsync(id);

        Assert.IsType<InvalidOperationException>(refused);
    }
}
