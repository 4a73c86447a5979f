using Azure.Data.Tables;
using Local;
using MemberServices.Cases;
using MemberServices.Tables;
using Microsoft.DurableTask.Client;

namespace MemberServices.Tests.Cases;

/// <summary>What a request asks for.</summary>
sealed record Ask(string? Request, string Content, string? UniqueKey)
{
    /// <summary>What no two live cases may share.</summary>
    public string? Key => UniqueKey ?? (Request is null ? null : $"request {Request}");
}

/// <summary>What stands in a case's row.</summary>
sealed record Wish(Ask Ask, int Starter);

/// <summary>Some requests at once, for one license or few, in an order drawn by a seed; and what must hold at every moment.</summary>
sealed class StartStory
{
    const int MostStarters = 7;
    const int MostEnds = 2;

    readonly Random random;
    readonly bool dies;
    readonly bool ends;
    readonly string name;
    readonly TableClient rows;
    readonly CaseTable<Wish, string> table;
    readonly CaseClaims claims;
    readonly CaseStarter<Wish, string> starter;
    readonly ScheduledCases cases = new();
    readonly Interleaving all = new();
    readonly List<(Ask Ask, CaseStart Start)> answers = [];
    readonly HashSet<int> dead = [];
    readonly List<Ask> unanswered = [];
    readonly Dictionary<string, CaseId?> owners = [];
    readonly HashSet<CaseId> ending = [];
    int starters;

    public StartStory(TableServiceClient service, int seed)
    {
        random = new Random(seed);
        (dies, ends) = (random.Next(2) == 0, random.Next(2) == 0);
        name = $"Cases{(uint)seed:x8}";
        rows = service.GetTableClient(name);
        table = new CaseTable<Wish, string>(service, CaseKind.Ticket, name);
        claims = new CaseClaims(service);
        starter = new CaseStarter<Wish, string>(table, claims);
    }

    public string Trace => string.Join('\n', all.Trace);

    public async Task RunAsync()
    {
        await rows.CreateAsync();
        var asks = Asks();
        foreach (var ask in asks)
        {
            await StartAsync(ask);
        }

        while (all.IsAnybodyWaiting)
        {
            var before = all.Trace.Count;
            await all.StepAsync(random, NextFate());
            if (all.Trace.Skip(before).Any(line => !line.Contains(": GET") && !line.Contains(": find")))
            {
                await CheckAsync();
            }

            await EndSomeAsync();
        }

        // Whoever asked and heard nothing asks again, and so does everybody whose request has a key.
        foreach (var ask in asks.Distinct().Where(ask => ask.Request is not null).Concat(unanswered))
        {
            answers.Add((ask, await StartAsync(ask, starters++)));
            await CheckAsync();
        }

        Outcome.Check(await ReadAsync(), cases, answers, dead, hasEnds: ends, hasDeaths: dies);
        await StartAgainAsync();
    }

    List<Ask> Asks()
    {
        Ask[] same = [new($"{name}-1", "a", name)];
        Ask[] different = [.. same, new($"{name}-2", "a", name), new(null, "b", name)];
        Ask[] other = [.. same, new($"{name}-1", "b", name), new($"{name}-1", "c", $"{name}-c")];
        Ask[] withoutKey = [new($"{name}-3", "a", null), new($"{name}-3", "a", null), new($"{name}-3", "b", null), new($"{name}-3", "c", name)];
        var pool = random.Next(4) switch { 0 => same, 1 => different, 2 => other, _ => withoutKey };
        return [.. Enumerable.Range(0, random.Next(2, 5)).Select(_ => pool[random.Next(pool.Length)])];
    }

    Fate NextFate() => random.Next(20) switch
    {
        0 => Fate.AnswerIsLost,
        1 when dies => Fate.DiesBefore,
        2 when dies => Fate.DiesAfter,
        _ => Fate.Served,
    };

    Task StartAsync(Ask ask)
    {
        var number = starters++;
        return all.AddAsync($"starter {number}", async () => answers.Add((ask, await StartAsync(ask, number))), () =>
        {
            dead.Add(number);
            unanswered.Add(ask);
        });
    }

    Task<CaseStart> StartAsync(Ask ask, int number) => starter.StartAsync(
        cases, new NewCase<Wish>("Case", "input", () => new Wish(ask, number), ask.UniqueKey, ask.Request, ask.Content),
        record => Task.FromResult(record.Outcomes.Count > 0 ? HolderRuling.Replace : HolderRuling.Join));

    /// <summary>Now and then a case ends and frees its key, or is stopped by hand; somebody who died comes back.</summary>
    async Task EndSomeAsync()
    {
        if (ends && ending.Count < MostEnds && random.Next(10) == 0
            && (await ReadAsync()).FirstOrDefault(record => IsLive(record) && !ending.Contains(record.Id)) is { } live)
        {
            ending.Add(live.Id);
            if (random.Next(3) == 0)
            {
                cases[live.Id] = OrchestrationRuntimeStatus.Terminated;
            }
            else
            {
                await all.AddAsync($"end of {live.Id}", () => EndAsync(live));
            }
        }

        if (unanswered.Count > 0 && starters < MostStarters && random.Next(3) == 0)
        {
            var ask = unanswered[0];
            unanswered.RemoveAt(0);
            await StartAsync(ask);
        }
    }

    async Task EndAsync(CaseRecord<Wish, string> record)
    {
        await table.AddOutcomeAsync(record.Id, new StepOutcome<string>(1, "over", Actor.Timer, Channel.System, DateTimeOffset.UnixEpoch));
        if (record.Opened.Ask.UniqueKey is { } key)
        {
            await claims.FreeAsync(key, record.Id);
        }

        cases[record.Id] = OrchestrationRuntimeStatus.Completed;
    }

    async Task StartAgainAsync()
    {
        var before = await ReadAsync();
        foreach (var live in before.Where(IsLive))
        {
            await EndAsync(live);
        }

        var scheduled = before.Where(record => cases[record.Id] is not null).Select(record => record.Id).ToList();
        var start = await StartAsync(new Ask($"{name}-new", "new", name), starters++);

        // Or the case of somebody who died between its claim and its start.
        var isLeft = before.Any(record => record.Id == start.Id && dead.Contains(record.Opened.Starter));
        Assert.True(!scheduled.Contains(start.Id!.Value) && start.IsNew == !isLeft, $"After all had ended, {start} was started.");
        Assert.Equal(OrchestrationRuntimeStatus.Running, cases[start.Id.Value]);
    }

    async Task CheckAsync()
    {
        var records = await ReadAsync();
        foreach (var live in records.Where(IsLive).GroupBy(record => record.Opened.Ask.Key))
        {
            Assert.True(live.Key is null || live.Count() == 1, $"Live at once with {live.Key}: {string.Join(", ", live.Select(record => record.Id))}");
        }

        foreach (var key in new[] { name, $"{name}-c" })
        {
            var owner = (await claims.FindAsync(CaseKind.Ticket, key))?.Case;
            if (owners.GetValueOrDefault(key) is { } before && owner is { } now && now != before)
            {
                var isOver = records.Any(record => record.Id == before && record.Outcomes.Count > 0) || cases[before] == OrchestrationRuntimeStatus.Terminated;
                Assert.True(isOver, $"The claim of {before} was taken over by {now} while it was needed.");
            }

            owners[key] = owner;
        }
    }

    bool IsLive(CaseRecord<Wish, string> record) => record.Outcomes.Count == 0 && cases[record.Id] == OrchestrationRuntimeStatus.Running;

    async Task<List<CaseRecord<Wish, string>>> ReadAsync()
    {
        var records = new List<CaseRecord<Wish, string>>();
        await foreach (var row in rows.QueryAsync<JsonRow>("RowKey eq 'opened'"))
        {
            records.Add(await table.GetAsync(CaseId.Parse(row.PartitionKey)));
        }

        return records;
    }
}
