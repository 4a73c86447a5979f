using Microsoft.Azure.Functions.Worker;

namespace MemberServices.Tests.LocalParts;

public sealed class WhenATimerIsDue
{
    [Fact]
    public async Task It_runs_at_each_time_of_its_schedule_in_utc()
    {
        await using var app = await FunctionApp.StartAsync<Daily>("--Daily:At=0 30 9 * * 1-5");

        await app.Clock.AdvanceAsync(TimeSpan.FromDays(5.5), TestContext.Current.CancellationToken);

        Assert.Equal(
            ["03-03 09:30:00 False", "03-04 09:30:00 False", "03-05 09:30:00 False", "03-06 09:30:00 False"],
            app.Journal.Lines);
    }

    [Fact]
    public async Task It_runs_again_after_it_failed()
    {
        await using var app = await FunctionApp.StartAsync<Failing>();

        await app.Clock.AdvanceAsync(TimeSpan.FromSeconds(45), TestContext.Current.CancellationToken);

        Assert.Equal(["15:00:20", "15:00:40"], app.Journal.Lines);
    }

    [Fact]
    public async Task It_runs_at_the_start_when_it_asks_for_that()
    {
        await using var app = await FunctionApp.StartAsync<AtStart>();

        await app.Clock.SettleAsync(TestContext.Current.CancellationToken);

        Assert.Equal(["started"], app.Journal.Lines);
    }

    [Fact]
    public async Task One_missed_while_the_app_was_down_is_made_up_for_once()
    {
        using var folder = new TemporaryFolder();
        string[] monday = ["--data", folder.Folder.FullName, "--Daily:At=0 30 9 * * 1-5", "--start", "2026-03-02T15:00:00Z"];
        string[] friday = ["--data", folder.Folder.FullName, "--Daily:At=0 30 9 * * 1-5", "--start", "2026-03-06T08:00:00Z"];
        await using (var app = await FunctionApp.StartAsync<Daily>(monday))
        {
            await app.Clock.SettleAsync(TestContext.Current.CancellationToken);
            Assert.Empty(app.Journal.Lines);
        }

        await using var later = await FunctionApp.StartAsync<Daily>(friday);
        await later.Clock.AdvanceAsync(TimeSpan.FromHours(2), TestContext.Current.CancellationToken);

        Assert.Equal(["03-06 08:00:00 True", "03-06 09:30:00 False"], later.Journal.Lines);
    }

    public sealed class Daily(Journal journal, TimeProvider clock)
    {
        [Function("daily")]
        public void Run([TimerTrigger("%Daily:At%")] TimerInfo timer) =>
            journal.Note($"{clock.GetUtcNow():MM-dd HH:mm:ss} {timer.IsPastDue}");
    }

    public sealed class Failing(Journal journal, TimeProvider clock)
    {
        [Function("failing")]
        public Task Run([TimerTrigger("*/20 * * * * *")] TimerInfo timer)
        {
            journal.Note($"{clock.GetUtcNow():HH:mm:ss}");
            throw new InvalidOperationException();
        }
    }

    public sealed class AtStart(Journal journal)
    {
        [Function("atStart")]
        public void Run([TimerTrigger("0 0 0 1 1 *", RunOnStartup = true)] TimerInfo timer) => journal.Note("started");
    }
}
