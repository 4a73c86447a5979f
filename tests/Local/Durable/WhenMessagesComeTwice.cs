using FsCheck;
using FsCheck.Fluent;
using Local.Durable;
using Microsoft.DurableTask;

namespace MemberServices.Tests.Durable;

/// <summary>
/// Completions in an inbox, in any order, each once or more, some of another execution or of no step, with restarts in
/// between, end in the same state. (An event that is raised twice is two events, here and in Azure.)
/// </summary>
public sealed class WhenMessagesComeTwice
{
    const int Children = 5;

    /// <summary>The inbox's content; <c>Offset</c> is added to the execution's generation.</summary>
    sealed record Put(int Offset, HistoryEvent Happened);

    static readonly Put[] Once =
    [
        .. Enumerable.Range(0, Children).Select(i => new Put(0, i == 2
            ? new TaskFailed(i, new("Unlucky", "It failed.", null, null))
            : new TaskDone(i, $"{i * 10}"))),
    ];

    static readonly Put[] Stray =
    [
        new(1, new TaskDone(0, "999")), new(-1, new TaskDone(1, "999")), new(1, new TaskFailed(3, new("Stale", "", null, null))),
        new(0, new TaskDone(77, "999")), new(0, new Suspended("why")), new(0, new Resumed("why")),
    ];

    [Fact]
    public void The_end_is_the_same()
    {
        var lists = from more in Gen.Elements([.. Once, .. Stray]).ListOf()
                    from shuffled in Gen.Shuffle([.. Once, .. more])
                    select shuffled;
        Prop.ForAll(lists.ToArbitrary(), list => RunAsync(list).GetAwaiter().GetResult())
            .Check(Config.QuickThrowOnFailure.WithMaxTest(40).WithQuietOnSuccess(true));
    }

    static async Task<bool> RunAsync(Put[] list)
    {
        await using var fixture = await EngineFixture.StartAsync(tasks => tasks
            .AddOrchestratorFunc("Parent", ParentAsync)
            .AddOrchestratorFunc("Never", async context => await context.WaitForExternalEvent<int>("Never")));
        await fixture.Client.ScheduleNewOrchestrationInstanceAsync("Parent", new StartOrchestrationOptions("parent"), EngineFixture.Soon());
        await fixture.Machine.Clock.SettleAsync(EngineFixture.Soon());
        var at = 1_000;
        foreach (var batch in list.Chunk(4))
        {
            await fixture.Engine.StopAsync(EngineFixture.Soon());
            foreach (var (offset, happened) in batch)
            {
                await fixture.Machine.Database.WriteAsync(db => db.Execute(
                    "INSERT INTO durable_inbox SELECT key, $1, generation + $2, $3 FROM durable_instances WHERE id = 'parent'",
                    at++, offset, HistoryCodec.Encode(happened)));
            }

            await fixture.Engine.StartAsync(EngineFixture.Soon());
            await fixture.Machine.Clock.SettleAsync(EngineFixture.Soon());
        }

        await fixture.Client.ResumeInstanceAsync("parent", EngineFixture.Soon());
        var ended = await fixture.EndAsync("parent");
        await fixture.Machine.Clock.SettleAsync(EngineFixture.Soon());
        return ended.ReadOutputAs<string>() == "0, 10, Unlucky, 30, 40"
            && fixture.Machine.Database.Read(db => db.Scalar<long>("SELECT count(*) FROM durable_inbox")) == 0;
    }

    static async Task<string> ParentAsync(TaskOrchestrationContext context)
    {
        var children = Enumerable.Range(0, Children).Select(async i =>
        {
            try
            {
                return $"{await context.CallSubOrchestratorAsync<int>("Never", options: new SubOrchestrationOptions(instanceId: $"child-{i}"))}";
            }
            catch (TaskFailedException failed)
            {
                return failed.FailureDetails.ErrorType;
            }
        });
        return string.Join(", ", await Task.WhenAll(children));
    }
}
