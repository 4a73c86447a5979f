using Microsoft.DurableTask;

namespace MemberServices.Tests.Durable;

public sealed class WhenAHistoryIsRecorded
{
    static void Tasks(DurableTaskRegistry tasks, string activity, bool more = false, bool fails = false) => tasks
        .AddOrchestratorFunc<string, string>("Approval", async (context, member) =>
        {
            await context.CallActivityAsync(activity, member);
            using var gone = new CancellationTokenSource();
            var deadline = context.CreateTimer(TimeSpan.FromDays(2), gone.Token);
            var answer = context.WaitForExternalEvent<string>("Answer");
            await Task.WhenAny(deadline, answer);
            gone.Cancel();
            if (more)
            {
                await context.CallActivityAsync("Tell", member);
            }

            return fails ? throw new InvalidOperationException("Changed") : await answer;
        })
        .AddActivityFunc<string>("Ask", (_, _) => { })
        .AddActivityFunc<string>("Tell", (_, _) => { });

    static async Task<string> RecordAsync()
    {
        await using var fixture = await EngineFixture.StartAsync(tasks => Tasks(tasks, "Ask"));
        var id = await fixture.Client.ScheduleNewOrchestrationInstanceAsync("Approval", "Jane", EngineFixture.Soon());
        await fixture.Machine.Clock.SettleAsync(EngineFixture.Soon());
        await fixture.Client.RaiseEventAsync(id, "Answer", "yes", EngineFixture.Soon());
        await fixture.EndAsync(id);
        return fixture.Engine.ExportHistory(id);
    }

    [Fact]
    public async Task The_same_code_replays_it()
    {
        var recorded = await RecordAsync();
        await using var fixture = await EngineFixture.StartAsync(tasks => Tasks(tasks, "Ask"));

        Assert.Contains("Jane", recorded);
        Assert.Null(fixture.Engine.Replay(recorded));
    }

    [Fact]
    public async Task Another_step_is_found()
    {
        await using var fixture = await EngineFixture.StartAsync(tasks => Tasks(tasks, "Tell"));
        var difference = fixture.Engine.Replay(await RecordAsync());

        Assert.Contains("step #0", difference);
        Assert.Contains("'Ask'", difference);
        Assert.Contains("'Tell'", difference);
    }

    [Fact]
    public async Task A_step_at_the_end_that_history_does_not_have_is_found()
    {
        await using var fixture = await EngineFixture.StartAsync(tasks => Tasks(tasks, "Ask", more: true));

        Assert.Contains("#2", fixture.Engine.Replay(await RecordAsync()));
    }

    [Fact]
    public async Task Another_end_is_found()
    {
        await using var fixture = await EngineFixture.StartAsync(tasks => Tasks(tasks, "Ask", fails: true));
        var difference = fixture.Engine.Replay(await RecordAsync());

        Assert.Contains("history says 'completed'", difference);
        Assert.Contains("InvalidOperationException: Changed", difference);
    }
}
