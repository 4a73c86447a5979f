using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace MemberServices.Tests.Durable;

/// <summary>An activity can't be stopped: what it returns to an instance that has ended, gone or begun anew is dropped.</summary>
public sealed class WhenAnActivityOutlivesItsCaller
{
    readonly Queue<TaskCompletionSource<string>> calls = [];
    readonly SemaphoreSlim called = new(0);

    Task<EngineFixture> StartAsync() => EngineFixture.StartAsync(tasks => tasks
        .AddOrchestratorFunc("Calls", async context =>
        {
            var result = await context.CallActivityAsync<string>("Slow");
            await context.CallActivityAsync("Then");
            return result;
        })
        .AddActivityFunc<string>("Slow", _ =>
        {
            var call = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
            lock (calls)
            {
                calls.Enqueue(call);
            }

            called.Release();
            return call.Task;
        })
        .AddActivityFunc("Then", _ => { }));

    async Task<TaskCompletionSource<string>> RunAsync(EngineFixture fixture)
    {
        await fixture.Client.ScheduleNewOrchestrationInstanceAsync("Calls", new StartOrchestrationOptions("case-1"), EngineFixture.Soon());
        await called.WaitAsync(EngineFixture.Soon());
        lock (calls)
        {
            return calls.Dequeue();
        }
    }

    [Fact]
    public async Task A_terminated_one_stays_terminated()
    {
        await using var fixture = await StartAsync();
        var call = await RunAsync(fixture);
        await fixture.Client.TerminateInstanceAsync("case-1", "enough", EngineFixture.Soon());
        var ended = await fixture.EndAsync("case-1");

        call.SetResult("late");
        await fixture.Machine.Clock.SettleAsync(EngineFixture.Soon());

        Assert.Equal(OrchestrationRuntimeStatus.Terminated, ended.RuntimeStatus);
        var later = (await fixture.Client.GetInstanceAsync("case-1", true, EngineFixture.Soon()))!;
        Assert.Equal((OrchestrationRuntimeStatus.Terminated, "enough"), (later.RuntimeStatus, later.ReadOutputAs<string>()));
    }

    [Fact]
    public async Task A_purged_one_stays_away()
    {
        await using var fixture = await StartAsync();
        var call = await RunAsync(fixture);
        await Assert.ThrowsAsync<InvalidOperationException>(() => fixture.Client.PurgeInstanceAsync("case-1", EngineFixture.Soon()));
        await fixture.Client.TerminateInstanceAsync("case-1", EngineFixture.Soon());
        await fixture.EndAsync("case-1");
        Assert.Equal(1, (await fixture.Client.PurgeInstanceAsync("case-1", EngineFixture.Soon())).PurgedInstanceCount);

        call.SetResult("late");
        await fixture.Machine.Clock.SettleAsync(EngineFixture.Soon());

        Assert.Null(await fixture.Client.GetInstanceAsync("case-1", EngineFixture.Soon()));
        foreach (var table in new[] { "durable_instances", "durable_history", "durable_inbox" })
        {
            Assert.Equal(0, fixture.Machine.Database.Read(db => db.Scalar<long>($"SELECT count(*) FROM {table}")));
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task One_that_was_started_anew_gets_its_own_result(bool purge)
    {
        await using var fixture = await StartAsync();
        var first = await RunAsync(fixture);
        await fixture.Client.TerminateInstanceAsync("case-1", EngineFixture.Soon());
        await fixture.EndAsync("case-1");
        if (purge)
        {
            await fixture.Client.PurgeInstanceAsync("case-1", EngineFixture.Soon());
        }

        var second = await RunAsync(fixture);
        first.SetResult("of the first");
        second.SetResult("of the second");

        Assert.Equal("of the second", (await fixture.EndAsync("case-1")).ReadOutputAs<string>());
    }
}
