using System.Globalization;
using Local;
using Local.Durable;
using Local.ServiceBus;
using Microsoft.DurableTask.Client;
using Victims;

namespace MemberServices.Tests.Killed;

/// <summary>
/// A process with an engine and a broker on one file, killed (kill -9) at random moments; its ledger is what it had printed.
/// CRASH_KILLS says how many kills, ten in each run; CRASH_SEED repeats the moments.
/// </summary>
public sealed class WhenTheEngineAndTheBrokerAreKilled
{
    const int KillsOfOneRun = 10;

    /// <summary>For each kill that was asked for.</summary>
    const int MostRuns = 10;

    /// <summary>Messages that the next process sends again, at most.</summary>
    const int Repeated = 50;

    [Fact]
    public async Task Nothing_acknowledged_is_lost_and_nothing_that_is_over_happens_again()
    {
        var seed = Setting("CRASH_SEED") ?? Random.Shared.Next();
        for (var left = Setting("CRASH_KILLS") ?? KillsOfOneRun; left > 0; left -= KillsOfOneRun, seed++)
        {
            await RunAsync(new Random(seed), Math.Min(left, KillsOfOneRun), $"CRASH_SEED={seed}");
        }
    }

    static async Task RunAsync(Random random, int kills, string name)
    {
        using var folder = new TemporaryFolder();
        var ledger = new Ledger();
        bool LittleHappened() => ledger.Of("sent").Count <= kills || ledger.Of("ended").Count <= kills;

        // A busy machine kills most of them before they have done anything: then it takes more of them.
        for (var run = 0; run < kills || (LittleHappened() && run < kills * MostRuns); run++)
        {
            TimeSpan? lives = random.Next(5) == 0 ? null : TimeSpan.FromMilliseconds(random.Next(50, 1_000));
            var soon = TimeSpan.FromMilliseconds(random.Next(600));
            string[] known = [.. InQueue(ledger.Of("sent")).OrderBy(_ => random.Next()).Take(Repeated)];
            await VictimProcess.RunAsync(folder.Folder.FullName, run, known, lives, soon, ledger);
        }

        await using (var machine = new LocalMachine(folder.Folder.FullName, speed: 1))
        {
            await DrainAsync(machine, ledger);
            await EndAsync(machine, ledger);
        }

        Assert.True(ledger.Wrong.Count == 0, $"{name}\n{string.Join('\n', ledger.Wrong.Take(20))}");
        Assert.False(LittleHappened(), $"{name}: too little happened.");
        TestContext.Current.SendDiagnosticMessage(
            $"{name}: {kills} kills, {ledger.Of("started").Count} starts, {ledger.Of("raised").Count} events, {ledger.Of("sent").Count} deliveries and {ledger.Of("canceled").Count} cancellations acknowledged; "
            + string.Join(", ", ledger.Of("sent").CountBy(id => id.Split('/')[0]).Select(place => $"{place.Value} of {place.Key}")));
    }

    /// <summary>The ids of those that were sent to the queue that knows duplicates.</summary>
    static IEnumerable<string> InQueue(IEnumerable<string> sent) =>
        sent.Select(id => id.Split('/')).Where(parts => parts[0] == BrokerWork.Queue).Select(parts => parts[1]);

    /// <summary>Receives what is left, until every message that was acknowledged has come.</summary>
    static async Task DrainAsync(LocalMachine machine, Ledger ledger)
    {
        await using var client = BrokerWork.Connect(machine);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var receiving = Task.WhenAll(BrokerWork.Receive(machine, client, ledger.Note, end.Token));
        await Task.Delay(BrokerWork.Later, TimeProvider.System, end.Token);
        var broker = machine.Part<Broker>();
        while (broker.Entities().Any(entity => entity is { Active: > 0 } or { Scheduled: > 0 }))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, end.Token);
        }

        await end.CancelAsync();
        await receiving.ContinueWith(_ => { }, TaskScheduler.Default);

        // A message that was completed may lack the word of it, when the kill came in between; but not that it was got.
        Assert.Empty(ledger.Of("sent").Except(ledger.Of("got")));
        Assert.All(broker.Entities(), entity => Assert.Equal(0, entity.DeadLetters));

        // Where a copy for everybody was acknowledged, those of subscriptions with rules were acknowledged before.
        foreach (var id in ledger.Of("got").Where(id => id.StartsWith("news.", StringComparison.Ordinal)))
        {
            Assert.True(
                ledger.Of("sent").Contains(id) || !ledger.Of("sent").Contains($"news.all/{id.Split('/')[1]}"), $"{id} went where it wasn't meant for.");
        }
    }

    /// <summary>Brings every instance that was acknowledged to its end, and replays what each has done.</summary>
    static async Task EndAsync(LocalMachine machine, Ledger ledger)
    {
        var engine = await EngineWork.StartAsync(machine, ledger.Note);
        foreach (var id in ledger.Of("started").ToList())
        {
            Assert.NotNull(await engine.Client.GetInstanceAsync(id));
            if (!ledger.Of("raised").Contains(id))
            {
                await engine.Client.RaiseEventAsync(id, "Event", 1);
            }

            var ended = await engine.Client.WaitForInstanceCompletionAsync(id, true).WaitAsync(TimeSpan.FromMinutes(2), TimeProvider.System);
            Assert.Equal(EngineWork.Result, ended.ReadOutputAs<int>());
            Assert.Null(engine.Replay(engine.ExportHistory(id)));
        }
    }

    static int? Setting(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;
}
