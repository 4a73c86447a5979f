using System.Diagnostics;
using Azure.Core;
using Azure.Core.Pipeline;
using Local;
using MemberServices.Cases;
using MemberServices.Cases.Finding;
using MemberServices.Fields;
using MemberServices.Tests.Tables;

namespace MemberServices.Tests.Cases.Finding;

public sealed class WhenACaseIsLookedFor : IAsyncLifetime
{
    static readonly DateTimeOffset Monday = Mls.MondayMorning;

    readonly LocalMachine machine = new(start: Monday);
    readonly Calls calls = new();
    CaseIndex index = null!;

    public async ValueTask InitializeAsync()
    {
        var service = EmbeddedAccount.Open(machine, calls);
        await service.CreateTableIfNotExistsAsync(CaseIndex.TableName);
        index = new CaseIndex(service);
    }

    public ValueTask DisposeAsync() => machine.DisposeAsync();

    [Theory]
    [InlineData("zoe")]
    [InlineData("ZOË")]
    [InlineData("Zo")]
    [InlineData("obrien")]
    [InlineData("O’Brien, Zoë")]
    [InlineData("los zo")]
    [InlineData("zoe@exam")]
    [InlineData("Zoe+mls@Example.com")]
    [InlineData("zoe@example.com")]
    [InlineData("bob@lakeview.example")]
    [InlineData("TX 123456")]
    [InlineData("tx-12.34.56")]
    [InlineData("123-456")]
    [InlineData("TX-9")]
    public async Task It_is_found_however_it_is_typed(string typed)
    {
        var zoe = await Opens("Zoë O’Brien-Łoś", "zoe@example.com", license: "TX-123456", memberKey: "TX-9", asked: "bob@lakeview.example");
        await Opens("John Roe", "john@example.com", license: "OK-77", memberKey: "OK-77");

        Assert.Equal([zoe.Id], await Found(typed));
    }

    [Fact]
    public async Task It_is_found_by_its_number_with_dashes_and_without()
    {
        var jane = await Opens("Jane Doe", "jane@example.com");
        await Opens("John Roe", "john@example.com");

        Assert.Equal([jane.Id], await Found($"{jane.Id}"));
        Assert.Equal([jane.Id], await Found($"{jane.Id}".Replace("-", " ").ToLowerInvariant()));
        Assert.Empty(await Found("EN-222222"));
    }

    [Theory]
    [InlineData("jon")]
    [InlineData("doe roe")]
    [InlineData("123457")]
    [InlineData("OK 123456")]
    [InlineData("ane@example.com")]
    [InlineData("%_*")]
    [InlineData("''/\\#?")]
    public async Task What_is_not_there_is_not_found(string typed)
    {
        await Opens("Jane Doe", "jane@example.com", license: "TX-123456");

        Assert.Empty(await Found(typed));
    }

    [Fact]
    public async Task Each_is_found_once_although_several_words_begin_alike()
    {
        var john = await Opens("John Johnson", "john@example.com", license: "TX-1", memberKey: "TX-1");

        Assert.Equal([john.Id], await Found("jo"));
        Assert.Equal([john.Id], await Found("john john"));
        Assert.Equal([john.Id], await Found("john"));
    }

    [Fact]
    public async Task Words_of_an_earlier_entry_lead_nowhere()
    {
        var jane = await Opens("Jane Doe", "jane@example.com", asked: "bob@lakeview.example");

        await Writes(jane with { Name = "Jane Poe", Email = "jane.poe@example.com", Asked = "dana@lakeview.example", Stage = "access" });

        Assert.Equal([jane.Id], await Found("poe"));
        Assert.Equal([jane.Id], await Found("dana@lakeview.example"));
        Assert.Empty((CaseId[])[.. await Found("doe"), .. await Found("jane@ex"), .. await Found("bob@lakeview.example")]);
        Assert.Empty((await Page(CaseQuery.List(CaseKind.Enrollment, "broker-approval"))).Cases);
        Assert.Empty((await Page(CaseQuery.AskedOf("Bob+x@lakeview.example"))).Cases);
    }

    [Fact]
    public async Task An_update_that_stops_anywhere_is_completed_by_the_next()
    {
        for (var calls = 1; ; calls++)
        {
            var jane = await Opens("Jane Doe", $"jane{calls}@example.com", asked: $"bob{calls}@lakeview.example");
            this.calls.Left = calls;
            var isDone = await Record.ExceptionAsync(() => Writes(jane with { Email = $"poe{calls}@example.com", Asked = null })) is null;
            this.calls.Left = null;

            await Writes(jane with { Email = $"roe{calls}@example.com", Asked = $"dana{calls}@lakeview.example" });

            Assert.Empty((CaseId[])[.. await Found($"jane{calls}@"), .. await Found($"poe{calls}@"), .. await Found($"bob{calls}@lakeview.example")]);
            Assert.Equal([jane.Id], await Found($"roe{calls}@"));
            Assert.Equal([jane.Id], await Found($"dana{calls}@lakeview.example"));
            if (isDone)
            {
                return;
            }
        }
    }

    [Fact]
    public async Task An_update_that_is_overtaken_leaves_what_the_faster_one_wrote()
    {
        var jane = await Opens("Jane Doe", "jane@example.com");
        var corrected = jane with { Email = "jane.doe@example.com" };
        var reads = 0;

        await index.UpdateAsync(jane.Id, async _ =>
        {
            if (reads++ == 0)
            {
                await Writes(corrected);
                return jane with { Email = "jame@example.com" };
            }
            return corrected;
        });

        Assert.Equal([jane.Id], await Found("jane.doe@example.com"));
        Assert.Empty((CaseId[])[.. await Found("jame@"), .. await Found("jane@")]);
    }

    [Fact]
    public async Task The_same_entry_again_costs_one_read()
    {
        var jane = await Opens("Jane Doe", "jane@example.com");
        calls.Count = 0;

        await Writes(jane);

        Assert.Equal(1, calls.Count);
    }

    [Fact]
    public async Task Pages_lead_from_one_to_the_next_to_the_end()
    {
        var all = new List<CaseIndexEntry>();
        for (var i = 0; i < 7; i++)
        {
            all.Add(await Opens($"Jane Doe{(char)('a' + i)}", $"jane{i}@example.com", at: Monday.AddHours(i), end: i % 2 == 0 ? null : "declined"));
        }

        Assert.Equal(all.Select(each => each.Id).Reverse(), await Walk(CaseQuery.List(CaseKind.Enrollment), 3));
        Assert.Equal(all.Where(each => each.End is null).Select(each => each.Id).Reverse(), await Walk(CaseQuery.List(CaseKind.Enrollment, "broker-approval", "lakeview"), 2));
        Assert.Equal(all.Select(each => each.Id).ToHashSet(), (await Walk(Text("jane"), 2)).ToHashSet());
        Assert.Equal(3, (await Page(CaseQuery.List(CaseKind.Enrollment, "declined"), take: 3)).Cases.Count);
        Assert.Null((await Page(CaseQuery.List(CaseKind.Enrollment, "declined"), take: 3)).After);
        Assert.Empty((await Page(CaseQuery.List(CaseKind.Ticket))).Cases);
    }

    [Theory]
    [InlineData("x")]
    [InlineData("!")]
    [InlineData("OQpy")]
    public async Task What_is_no_page_is_refused(string after) =>
        Assert.Null(await index.PageAsync(CaseQuery.List(CaseKind.Enrollment), 1, after, TestContext.Current.CancellationToken));

    /// <summary>INDEXED_CASES says how many there are: what a question costs doesn't depend on it.</summary>
    [Fact]
    public async Task A_question_costs_a_bounded_number_of_operations()
    {
        var count = int.TryParse(Environment.GetEnvironmentVariable("INDEXED_CASES"), out var wanted) ? wanted : 1500;
        string[] first = ["Jane", "John", "Maria", "Ann", "Zoe"], last = ["Doe", "Smith", "Jones"];
        var written = Stopwatch.StartNew();
        await Parallel.ForEachAsync(Enumerable.Range(0, count), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (i, _) => await Opens(
            $"{first[i % 5]} {last[i % 3]} Nr{i}", $"agent{i}@example.com", license: $"TX-{10000 + i}", memberKey: $"TX-{10000 + i}", asked: $"broker{i % 50}@office.example",
            at: Monday.AddMinutes(i), end: i % 10 == 0 ? null : "completed"));
        TestContext.Current.SendDiagnosticMessage($"{count} cases written in {written.Elapsed.TotalSeconds:n1} s, {calls.Count / (double)count:n1} operations each");
        var one = (await Page(Text("agent7@example.com"))).Cases[0].Id;

        foreach (var (what, query, most) in new (string, CaseQuery, int)[]
        {
            ("the newest", CaseQuery.List(CaseKind.Enrollment), 1),
            ("a stage at an office", CaseQuery.List(CaseKind.Enrollment, "broker-approval", "lakeview"), 1),
            ("a number", Text($"{one}"), 5),
            ("a rare word", Text($"nr{count - 1}"), 5),
            ("a frequent word", Text("smith"), 1),
            ("two frequent words", Text("jane smith"), 3),
            ("a frequent word in a stage", Text("jones", "broker-approval"), 3),
            ("a frequent word where there is none", Text("jones", "declined"), CaseIndex.MostReads),
            ("the beginning of an address", Text("agent1"), 4),
            ("an address", Text("agent7@example.com"), 2),
            ("a license", Text("TX 10007"), 6),
            ("a person", CaseQuery.OfPerson("agent7@example.com"), 1),
            ("who is asked", CaseQuery.AskedOf("broker0@office.example"), 1),
            ("a member", CaseQuery.OfMember("TX-10007"), 1),
        })
        {
            calls.Count = 0;
            var clock = Stopwatch.StartNew();
            var page = await Page(query);
            TestContext.Current.SendDiagnosticMessage($"{what}: {calls.Count} operations, {page.Cases.Count} cases, {clock.Elapsed.TotalMilliseconds:n1} ms");
            Assert.True(calls.Count <= most, $"{what}: {calls.Count} operations");
        }
    }

    static CaseQuery Text(string typed, string? place = null) => CaseQuery.Text(typed, entry => place is null || entry.Place == place);

    async Task<CaseIndexPage> Page(CaseQuery query, int take = 50) => (await index.PageAsync(query, take))!;

    async Task<IReadOnlyList<CaseId>> Found(string typed) => [.. (await Page(Text(typed))).Cases.Select(each => each.Id)];

    async Task<List<CaseId>> Walk(CaseQuery query, int take)
    {
        var ids = new List<CaseId>();
        for (string? after = ""; after is not null;)
        {
            var page = (await index.PageAsync(query, take, after))!;
            Assert.InRange(page.Cases.Count, 1, take);
            ids.AddRange(page.Cases.Select(each => each.Id));
            after = page.After;
        }
        return ids;
    }

    async Task<CaseIndexEntry> Opens(
        string name, string email, string? license = null, string? memberKey = null, string? asked = null, DateTimeOffset? at = null, string? end = null)
    {
        var entry = new CaseIndexEntry(
            CaseId.New(CaseKind.Enrollment), "broker-approval", end, "lakeview", at ?? Monday, end is null ? null : Monday.AddDays(30), name, email, memberKey, license,
            end is null ? new CaseWait("Bob Broker", "decide", Monday.AddDays(14)) : null, end is null ? asked : null);
        await Writes(entry);
        return entry;
    }

    [Fact]
    public async Task Nothing_of_it_is_written_anew_while_only_the_time_changes_at_which_it_goes_on()
    {
        var jane = await Opens("Jane Doe", "jane@example.com", memberKey: "TX-9", asked: "bob@lakeview.example") with { Step = 1, DueAt = Monday.AddDays(1) };
        await Writes(jane);
        calls.Count = 0;

        await Writes(jane with { Step = 2, DueAt = Monday.AddDays(2) });
        // Its own row is read and written twice, the list of what is due gets a row and loses one.
        Assert.Equal(5, calls.Count);
        Assert.Equal(2, (await index.FindAsync(jane.Id))!.Step);
        Assert.Empty((await index.PageAsync(CaseQuery.DueBefore(CaseKind.Enrollment, Monday.AddDays(1.5)), 10))!.Cases);
        Assert.Equal(jane with { Step = 2, DueAt = Monday.AddDays(2) }, Assert.Single((await index.PageAsync(CaseQuery.Due(CaseKind.Enrollment), 10))!.Cases));
    }

    [Fact]
    public async Task A_change_that_is_announced_is_due_until_it_is_written()
    {
        var jane = await Opens("Jane Doe", "jane@example.com") with { DueAt = Monday.AddDays(1) };
        await Writes(jane);
        await index.AnnounceChangeAsync(jane.Id, Monday.AddHours(1));
        Assert.Equal(jane.Id, Assert.Single((await index.PageAsync(CaseQuery.DueBefore(CaseKind.Enrollment, Monday.AddHours(2)), 10))!.Cases).Id);

        // Once is enough, and of a case that nobody knows there is nothing to say.
        calls.Count = 0;
        await index.AnnounceChangeAsync(jane.Id, Monday.AddHours(2));
        await index.AnnounceChangeAsync(CaseId.New(CaseKind.Enrollment), Monday);
        Assert.Equal(2, calls.Count);
        await Writes(jane);
        Assert.Empty((await index.PageAsync(CaseQuery.DueBefore(CaseKind.Enrollment, Monday.AddHours(2)), 10))!.Cases);
    }

    Task Writes(CaseIndexEntry entry) => index.UpdateAsync(entry.Id, _ => Task.FromResult(entry));

    /// <summary>Counts the calls, and lets only some through.</summary>
    sealed class Calls : HttpPipelineSynchronousPolicy
    {
        int count;

        public int Count
        {
            get => count;
            set => count = value;
        }

        public int? Left { get; set; }

        public override void OnSendingRequest(HttpMessage message)
        {
            Interlocked.Increment(ref count);
            if (Left is { } left && (Left = left - 1) < 0)
            {
                throw new OperationCanceledException("The process ended.");
            }
        }
    }
}
