using MemberServices.Cases;
using MemberServices.Tests.Durable;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace MemberServices.Tests.Cases;

/// <summary>
/// Events that are lost, late, repeated or empty, answers of timers, two answers at once, processes that die between an
/// effect and its record.
/// </summary>
public sealed class WhateverHappensToACase
{
    [Fact]
    public Task Its_steps_end_where_its_log_says() => TellAsync(seed =>
    {
        var story = new SteppedStory(seed);
        return (story.RunAsync(), story.Trace);
    });

    [Fact]
    public Task Its_clocks_strike_once_each_and_in_time() => TellAsync(seed =>
    {
        var story = new ClockedStory(seed);
        return (story.RunAsync(), story.Trace);
    });

    [Fact]
    public async Task It_goes_on_over_more_looks_than_a_history_has()
    {
        const int Changes = 2 * CaseLoop.LooksOfOneHistory + 30;
        var ticket = new ClockedCase(new(2026, 3, 2, 15, 0, 0, TimeSpan.Zero));
        await using var engine = await EngineFixture.StartAsync(tasks => tasks
            .AddOrchestratorFunc("Clocked", ClockedCase.RunAsync)
            .AddActivityFunc<CaseLook, DateTimeOffset?>("Look", (_, look) => ticket.Look(look)));
        var id = ClockedCase.Id.ToString();
        await engine.Client.ScheduleNewOrchestrationInstanceAsync("Clocked", "input", new StartOrchestrationOptions(id));
        for (var i = 0; i < Changes; i++)
        {
            // One by one, and some at once, as they come.
            await CaseEvents.RaiseAsync(engine.Client, ClockedCase.Id);
            if (i % 3 != 0)
            {
                await engine.Machine.Clock.SettleAsync(EngineFixture.Soon());
            }
        }

        await engine.Machine.Clock.AdvanceAsync(TimeSpan.FromDays(3), EngineFixture.Soon());
        Assert.Equal(["response"], ticket.Effects.Keys);
        Assert.InRange(ticket.Looks, Changes / 2, Changes + 10);
        Assert.InRange((await engine.Client.GetOrchestrationHistoryAsync(id)).Count, 1, 10 * CaseLoop.LooksOfOneHistory);

        ticket.Add(ClockedCase.Closed, engine.Machine.Clock.GetUtcNow());
        await CaseEvents.RaiseAsync(engine.Client, ClockedCase.Id);
        var ended = await engine.EndAsync(id);
        Assert.Equal(("over", "input"), (ended.ReadOutputAs<string>(), ended.ReadInputAs<string>()));
    }

    [Fact]
    public async Task An_event_that_comes_while_it_is_looked_at_is_not_lost()
    {
        var ticket = new ClockedCase(new(2026, 3, 2, 15, 0, 0, TimeSpan.Zero));
        var (looking, goesOn) = (new SemaphoreSlim(0), new SemaphoreSlim(0));
        await using var engine = await EngineFixture.StartAsync(tasks => tasks
            .AddOrchestratorFunc("Clocked", ClockedCase.RunAsync)
            .AddActivityFunc<CaseLook, DateTimeOffset?>("Look", async (_, look) =>
            {
                var due = ticket.Look(look);
                looking.Release();
                await goesOn.WaitAsync();
                return due;
            }));
        await engine.Client.ScheduleNewOrchestrationInstanceAsync("Clocked", new StartOrchestrationOptions(ClockedCase.Id.ToString()));

        await looking.WaitAsync(EngineFixture.Soon());
        ticket.Add(ClockedCase.Closed, engine.Machine.Clock.GetUtcNow());
        await CaseEvents.RaiseAsync(engine.Client, ClockedCase.Id);
        goesOn.Release(2);

        Assert.Equal("over", (await engine.EndAsync(ClockedCase.Id.ToString())).ReadOutputAs<string>());
        Assert.Equal(2, ticket.Looks);
    }

    [Fact]
    public async Task A_case_that_has_ended_or_never_was_is_not_woken()
    {
        await using var engine = await EngineFixture.StartAsync(tasks => tasks.AddOrchestratorFunc("Ends", _ => Task.CompletedTask));
        await engine.Client.ScheduleNewOrchestrationInstanceAsync("Ends", new StartOrchestrationOptions(ClockedCase.Id.ToString()));
        await engine.EndAsync(ClockedCase.Id.ToString());

        await CaseEvents.RaiseAsync(engine.Client, ClockedCase.Id);
        await CaseEvents.RaiseAsync(engine.Client, SteppedCase.Id);

        Assert.Equal(OrchestrationRuntimeStatus.Completed, await engine.StatusAsync(ClockedCase.Id.ToString()));
        Assert.Null(await engine.Client.GetInstanceAsync(SteppedCase.Id.ToString()));
    }

    static async Task TellAsync(Func<int, (Task Told, List<string> Trace)> tell)
    {
        foreach (var seed in Stories.Seeds(usual: 30))
        {
            var (told, trace) = tell(seed);
            try
            {
                await told.WaitAsync(EngineFixture.Soon());
            }
            catch (Exception failed)
            {
                Assert.Fail($"CASE_SEED={seed}: {failed}\n{string.Join('\n', trace)}");
            }
        }
    }
}
