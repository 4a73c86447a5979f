using DurableTask.Core;
using DurableTask.Core.History;

namespace Conformance;

public class WhenAHistoryIsAskedFor
{
    static CancellationToken Test => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_tells_the_steps_in_order_and_what_answered_them()
    {
        await using var host = await StartAsync();
        var id = await host.StartAsync("All", "the input");
        await host.SettleAsync();
        await host.PassAsync(2);
        await host.RaiseAsync(id, "Event", "told");
        await host.EndAsync(id);
        var history = await host.Client.GetOrchestrationHistoryAsync(id, Test);

        Assert.Equal(
            [
                EventType.OrchestratorStarted, EventType.ExecutionStarted, EventType.TaskScheduled, EventType.OrchestratorCompleted,
                EventType.OrchestratorStarted, EventType.TaskCompleted, EventType.SubOrchestrationInstanceCreated, EventType.OrchestratorCompleted,
                EventType.OrchestratorStarted, EventType.SubOrchestrationInstanceCompleted, EventType.TimerCreated, EventType.OrchestratorCompleted,
                EventType.OrchestratorStarted, EventType.TimerFired, EventType.OrchestratorCompleted,
                EventType.OrchestratorStarted, EventType.EventRaised, EventType.ExecutionCompleted, EventType.OrchestratorCompleted,
            ],
            history.Select(happened => happened.EventType));
        Assert.Equal("\"the input\"", Only<ExecutionStartedEvent>(history).Input);
        Assert.Equal((0, "Echo"), (Only<TaskScheduledEvent>(history).EventId, Only<TaskScheduledEvent>(history).Name));
        Assert.Equal((0, "\"a\""), (Only<TaskCompletedEvent>(history).TaskScheduledId, Only<TaskCompletedEvent>(history).Result));
        Assert.Equal("the-child", Only<SubOrchestrationInstanceCreatedEvent>(history).InstanceId);
        Assert.Equal(1, Only<SubOrchestrationInstanceCompletedEvent>(history).TaskScheduledId);
        Assert.Equal(Only<TimerCreatedEvent>(history).FireAt, Only<TimerFiredEvent>(history).FireAt);
        Assert.Equal(2, Only<TimerFiredEvent>(history).TimerId);
        Assert.Equal(("Event", "\"told\""), (Only<EventRaisedEvent>(history).Name, Only<EventRaisedEvent>(history).Input));
        Assert.Equal((OrchestrationStatus.Completed, "\"told\""), (Only<ExecutionCompletedEvent>(history).OrchestrationStatus, Only<ExecutionCompletedEvent>(history).Result));
        Assert.Equal(history.Select(happened => happened.Timestamp).Order(), history.Select(happened => happened.Timestamp));
    }

    [Fact]
    public async Task It_tells_failures()
    {
        await using var host = await StartAsync();
        var id = await host.StartAsync("Fails");
        await host.EndAsync(id);
        var history = await host.Client.GetOrchestrationHistoryAsync(id, Test);

        Assert.Equal("no", Only<TaskFailedEvent>(history).FailureDetails!.ErrorMessage);
        Assert.Equal(OrchestrationStatus.Failed, Only<ExecutionCompletedEvent>(history).OrchestrationStatus);
        Assert.Equal(typeof(TaskFailedException).FullName, Only<ExecutionCompletedEvent>(history).FailureDetails!.ErrorType);
    }

    [Fact]
    public async Task Nobodys_is_refused()
    {
        await using var host = await StartAsync();

        await Assert.ThrowsAsync<ArgumentException>(() => host.Client.GetOrchestrationHistoryAsync("nobody", Test));
    }

    static T Only<T>(IEnumerable<HistoryEvent> history) => Assert.Single(history.OfType<T>());

    static async Task<Host> StartAsync() => await Host.StartAsync(tasks => tasks
        .AddOrchestratorFunc<string, string>("All", async (context, _) =>
        {
            await context.CallActivityAsync<string>("Echo", "a");
            await context.CallSubOrchestratorAsync("Ends", options: new SubOrchestrationOptions(instanceId: "the-child"));
            await context.CreateTimer(TimeSpan.FromSeconds(1), CancellationToken.None);
            return await context.WaitForExternalEvent<string>("Event");
        })
        .AddOrchestratorFunc("Ends", (TaskOrchestrationContext _) => Task.CompletedTask)
        .AddOrchestratorFunc("Fails", context => context.CallActivityAsync("Throw"))
        .AddActivityFunc<string, string>("Echo", (_, text) => text)
        .AddActivityFunc("Throw", string (TaskActivityContext _) => throw new InvalidOperationException("no")));
}
