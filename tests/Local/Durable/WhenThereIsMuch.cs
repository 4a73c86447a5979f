using Local;
using Local.Durable;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace MemberServices.Tests.Durable;

/// <summary>A hundred thousand of something. Alone, because it looks at the process's memory.</summary>
[Collection(nameof(Alone))]
public sealed class WhenThereIsMuch : IDisposable
{
    const int Many = 100_000;

    /// <summary>The dispatcher's queue, a page of due rows and what waits for the disk; see Dispatcher and DueTimes.</summary>
    const int MostAwake = 2_000 + 500 + 1_024 + 100;

    static readonly DateTimeOffset Then = new(2026, 3, 2, 15, 0, 0, TimeSpan.Zero);

    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [CollectionDefinition(nameof(Alone), DisableParallelization = true)]
    public sealed class Alone;

    [Fact]
    public async Task Timers_that_fell_due_in_thirty_days_fire_once_each_in_order_and_not_all_at_once()
    {
        await WriteAsync(db =>
        {
            var store = new InstanceStore();
            store.Prepare(db);
            for (var i = Many - 1; i >= 0; i--)
            {
                var due = Then.UtcDateTime.AddSeconds(20 * i);
                Add(db, store, new("Timer", "", $"{i}"), [new EpisodeStarted(Then.UtcDateTime), new TimerCreated(0, due)], due);
            }
        });
        var fired = new List<int>(Many);
        var awake = 0;
        EngineFixture? fixture = null;
        await using (fixture = EngineFixture.Prepare(
            tasks => tasks.AddOrchestratorFunc<int, int>("Timer", async (context, i) =>
            {
                await context.CreateTimer(Then.UtcDateTime.AddSeconds(20 * i), CancellationToken.None);
                fired.Add(i);
                awake = Math.Max(awake, fixture!.Engine.Dispatcher!.Awake);
                return i;
            }),
            folder.Folder.FullName, Then.AddDays(30), new() { MaxConcurrentOrchestrations = 1 }))
        {
            await fixture.Engine.StartAsync(EngineFixture.Soon());
            await fixture.Machine.Clock.SettleAsync(TestContext.Current.CancellationToken);

            Assert.Equal(Enumerable.Range(0, Many), fired);
            Assert.InRange(awake, 1, MostAwake);
            Assert.Equal(Many, fixture.Machine.Database.Read(db => db.Scalar<long>("SELECT count(*) FROM durable_instances WHERE status = 1")));
        }
    }

    [Fact]
    public async Task A_history_of_a_hundred_thousand_events_is_warned_about_and_takes_some_memory_while_it_runs()
    {
        var logs = new Lines();
        await WriteAsync(db =>
        {
            var store = new InstanceStore();
            store.Prepare(db);
            var key = Add(db, store, new("Counts", "", null), [new EpisodeStarted(Then.UtcDateTime)], null);
            for (var episode = 2; episode < 102; episode++)
            {
                HistoryEvent[] events = [new EpisodeStarted(Then.UtcDateTime), .. Enumerable.Range(0, Many / 100).Select(i => new EventRaised("Event", $"{i}"))];
                db.Execute("INSERT INTO durable_history VALUES ($1, $2)", DurableTables.HistoryRow(key, episode), HistoryCodec.Encode(events));
            }
        });
        var (before, within) = (0L, 0L);
        await using var fixture = await EngineFixture.StartAsync(
            tasks => tasks.AddOrchestratorFunc("Counts", async context =>
            {
                var sum = 0L;
                for (var i = 0; i <= Many; i++)
                {
                    sum += await context.WaitForExternalEvent<int>("Event");
                }

                within = GC.GetTotalMemory(forceFullCollection: true);
                return sum;
            }),
            folder.Folder.FullName, Then, new() { LoggerFactory = logs });
        before = GC.GetTotalMemory(forceFullCollection: true);
        await fixture.Client.RaiseEventAsync("case-1", "Event", 7, EngineFixture.Soon());

        Assert.Equal(100L * 999 * 1_000 / 2 + 7, (await fixture.EndAsync("case-1")).ReadOutputAs<long>());
        await fixture.Machine.Clock.SettleAsync(EngineFixture.Soon());
        Assert.Contains(logs.All, line => line.Contains("case-1 has a history of 100101 events"));
        Assert.InRange(within - before, long.MinValue, 60 << 20);
        Assert.True(SpinWait.SpinUntil(() => GC.GetTotalMemory(forceFullCollection: true) - before < 4 << 20, TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public async Task Waits_that_found_an_end_or_gave_up_leave_nothing_behind()
    {
        await using var fixture = await EngineFixture.StartAsync(tasks => tasks
            .AddOrchestratorFunc("Ends", _ => Task.FromResult(1))
            .AddOrchestratorFunc("Waits", context => context.WaitForExternalEvent<int>("Event")));
        var over = await fixture.Client.ScheduleNewOrchestrationInstanceAsync("Ends");
        var open = await fixture.Client.ScheduleNewOrchestrationInstanceAsync("Waits");
        await fixture.EndAsync(over);
        await fixture.Client.WaitForInstanceStartAsync(open, EngineFixture.Soon());
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var i = 0; i < Many / 10; i++)
        {
            await fixture.Client.WaitForInstanceCompletionAsync(over, TestContext.Current.CancellationToken);
            using var impatience = new CancellationTokenSource();
            var wait = fixture.Client.WaitForInstanceCompletionAsync(open, impatience.Token);
            await impatience.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => wait);
        }

        Assert.True(SpinWait.SpinUntil(() => GC.GetTotalMemory(forceFullCollection: true) - before < 1 << 19, TimeSpan.FromSeconds(30)));
    }

    async Task WriteAsync(Action<DatabaseSession> write)
    {
        await using var fixture = EngineFixture.Prepare(_ => { }, folder.Folder.FullName, Then);
        await fixture.Machine.Database.WriteAsync(write);
    }

    /// <summary>An instance that waits, as its first episode leaves it.</summary>
    static long Add(DatabaseSession db, InstanceStore store, ExecutionStart start, HistoryEvent[] episode, DateTime? due)
    {
        var key = store.TryCreate(db, start.Input is null ? "case-1" : $"case-{start.Input}", start, null, Then.UtcDateTime)!.Key;
        db.Execute("UPDATE durable_instances SET status = 0, ready = 0, due = $2 WHERE key = $1", key, due?.Ticks);
        db.Execute("INSERT INTO durable_history VALUES ($1, $2)", DurableTables.HistoryRow(key, 1), HistoryCodec.Encode(episode));
        return key;
    }

    sealed class Lines : ILoggerFactory, ILogger
    {
        public List<string> All { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public void AddProvider(ILoggerProvider provider)
        {
        }

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            lock (All)
            {
                All.Add(formatter(state, exception));
            }
        }

        public void Dispose()
        {
        }
    }
}
