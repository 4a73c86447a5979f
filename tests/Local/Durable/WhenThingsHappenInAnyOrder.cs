using FsCheck;
using FsCheck.Fluent;
using Microsoft.DurableTask;

namespace MemberServices.Tests.Durable;

/// <summary>Any interleaving of events, suspensions, time and restarts ends in the same state: every event once, in its order.</summary>
public sealed class WhenThingsHappenInAnyOrder
{
    enum Happening
    {
        RaiseA,
        RaiseB,
        Suspend,
        Resume,
        TimePasses,
        EngineRestarts,
    }

    [Fact]
    public void Every_event_is_seen_once_and_in_order()
    {
        var happenings = Gen.Elements(Enum.GetValues<Happening>()).ListOf().ToArbitrary();
        Prop.ForAll(happenings, list => RunAsync([.. list]).GetAwaiter().GetResult())
            .Check(Config.QuickThrowOnFailure.WithMaxTest(40).WithQuietOnSuccess(true));
    }

    static async Task<bool> RunAsync(IReadOnlyList<Happening> happenings)
    {
        await using var fixture = await EngineFixture.StartAsync(tasks => tasks.AddOrchestratorFunc("Collects", CollectAsync));
        await fixture.Client.ScheduleNewOrchestrationInstanceAsync("Collects", new StartOrchestrationOptions("case-1"), EngineFixture.Soon());
        var (a, b) = (0, 0);
        foreach (var happening in happenings)
        {
            await (happening switch
            {
                Happening.RaiseA => fixture.Client.RaiseEventAsync("case-1", "A", a++, EngineFixture.Soon()),
                Happening.RaiseB => fixture.Client.RaiseEventAsync("case-1", "B", b++, EngineFixture.Soon()),
                Happening.Suspend => fixture.Client.SuspendInstanceAsync("case-1", EngineFixture.Soon()),
                Happening.Resume => fixture.Client.ResumeInstanceAsync("case-1", EngineFixture.Soon()),
                Happening.TimePasses => fixture.Machine.Clock.AdvanceAsync(TimeSpan.FromMinutes(2), EngineFixture.Soon()),
                _ => RestartAsync(fixture),
            });
        }

        await fixture.Client.ResumeInstanceAsync("case-1", EngineFixture.Soon());
        await fixture.Client.RaiseEventAsync("case-1", "Done", 0, EngineFixture.Soon());
        var seen = (await fixture.EndAsync("case-1")).ReadOutputAs<List<string>>()!;
        return seen.Where(name => name[0] == 'A').SequenceEqual(Enumerable.Range(0, a).Select(i => $"A{i}"))
            && seen.Where(name => name[0] == 'B').SequenceEqual(Enumerable.Range(0, b).Select(i => $"B{i}"));
    }

    static async Task RestartAsync(EngineFixture fixture)
    {
        await fixture.Engine.StopAsync(EngineFixture.Soon());
        await fixture.Engine.StartAsync(EngineFixture.Soon());
    }

    static async Task<List<string>> CollectAsync(TaskOrchestrationContext context)
    {
        var seen = new List<string>();
        var (a, b) = (context.WaitForExternalEvent<int>("A"), context.WaitForExternalEvent<int>("B"));
        var done = context.WaitForExternalEvent<int>("Done");
        while (true)
        {
            using var gone = new CancellationTokenSource();
            var timer = context.CreateTimer(TimeSpan.FromMinutes(1), gone.Token);
            await Task.WhenAny(a, b, done, timer);
            gone.Cancel();
            if (a.IsCompleted)
            {
                seen.Add($"A{await a}");
                a = context.WaitForExternalEvent<int>("A");
            }
            else if (b.IsCompleted)
            {
                seen.Add($"B{await b}");
                b = context.WaitForExternalEvent<int>("B");
            }
            else if (done.IsCompleted)
            {
                return seen;
            }
        }
    }
}
