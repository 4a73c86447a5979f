using Azure.Data.Tables;
using Local;
using MemberServices.Cases;
using Microsoft.DurableTask.Client;

namespace MemberServices.Tests.Cases;

/// <summary>
/// Every request to the tables and to the engine waits for its turn, and a seed draws whose it is: any interleaving of
/// starters, with lost answers, deaths, ends and repeats.
/// </summary>
public sealed class WhenManyStartOneCase : IAsyncLifetime
{
    readonly LocalMachine machine = new(start: new DateTimeOffset(2026, 3, 2, 15, 0, 0, TimeSpan.Zero));
    readonly ScheduledCases cases = new();
    TableServiceClient service = null!;

    CaseTable<string, string> Table => new(service, CaseKind.Ticket, "Tickets");

    CaseClaims Claims => new(service);

    public async ValueTask InitializeAsync()
    {
        service = GatedTransport.Open(machine);
        await service.CreateTableAsync(CaseClaims.TableName);
        await service.CreateTableAsync("Tickets");
    }

    public ValueTask DisposeAsync() => machine.DisposeAsync();

    [Fact]
    public async Task In_any_order_one_is_opened_and_everybody_is_told_of_it()
    {
        foreach (var seed in Stories.Seeds(usual: 300))
        {
            var story = new StartStory(service, seed);
            try
            {
                await story.RunAsync();
            }
            catch (Exception failed)
            {
                Assert.Fail($"CASE_SEED={seed}: {failed}\n{story.Trace}");
            }
        }
    }

    [Fact]
    public async Task A_case_that_is_over_and_keeps_its_key_is_not_replaced()
    {
        var member = await StartAsync("first", "TX-123456");
        cases[member.Id!.Value] = OrchestrationRuntimeStatus.Completed;

        Assert.Equal(new CaseStart(member.Id, false), await StartAsync("second", "TX-123456"));
        Assert.Equal(new CaseStart(member.Id, true), await StartAsync("first", "TX-123456"));
    }

    [Fact]
    public async Task A_refused_request_leaves_nothing_and_may_be_sent_again_corrected()
    {
        var holder = await StartAsync("first", "TX-123456");

        Assert.Equal(new CaseStart(holder.Id, false, StartRefusal.Holder), await StartAsync("second", "TX-123456", HolderRuling.Refuse));
        Assert.Null(await new CaseStarter<string, string>(Table, Claims).RepeatedAsync("second", "corrected"));
        var corrected = await StartAsync("second", "TX-999999", content: "corrected");

        Assert.True(corrected.IsNew);
        Assert.Equal(new CaseStart(null, false, StartRefusal.OtherContent), await StartAsync("second", "TX-123456"));
        Assert.Equal(2, (await service.GetTableClient("Tickets").QueryAsync<TableEntity>().ToListAsync()).Count);
    }

    [Fact]
    public async Task Whoever_looks_again_meets_the_case_as_it_is_then()
    {
        var holder = await StartAsync("first", "TX-123456");
        var rulings = new Queue<HolderRuling>([HolderRuling.LookAgain, HolderRuling.LookAgain, HolderRuling.Replace]);
        var seen = new List<int>();

        var next = await new CaseStarter<string, string>(Table, Claims).StartAsync(
            cases, new NewCase<string>("Case", "input", () => "opened", "TX-123456", null, "content"), async record =>
            {
                seen.Add(record.Outcomes.Count);
                await Table.AddOutcomeAsync(record.Id, new StepOutcome<string>(seen.Count, "again", Actor.Timer, Channel.System, machine.Clock.GetUtcNow()));
                return rulings.Dequeue();
            });

        Assert.Equal([0, 1, 2], seen);
        Assert.True(next.IsNew);
        Assert.NotEqual(holder.Id, next.Id);
    }

    [Theory]
    [InlineData(OrchestrationRuntimeStatus.Failed)]
    [InlineData(OrchestrationRuntimeStatus.Terminated)]
    public async Task A_case_that_was_stopped_is_replaced(OrchestrationRuntimeStatus status)
    {
        var stopped = await StartAsync("first", "TX-123456");
        cases[stopped.Id!.Value] = status;

        var next = await StartAsync("second", "TX-123456");

        Assert.NotEqual(stopped.Id, next.Id);
        Assert.True(next.IsNew);
        Assert.Equal(new CaseStart(stopped.Id, true), await StartAsync("first", "TX-123456"));
    }

    [Fact]
    public async Task A_request_without_a_unique_key_opens_one_case_however_late_it_is_repeated()
    {
        var first = await StartAsync("first", null);
        cases[first.Id!.Value] = OrchestrationRuntimeStatus.Completed;

        Assert.Equal(first, await StartAsync("first", null));
        Assert.NotEqual(first.Id, (await StartAsync("second", null)).Id);
    }

    [Fact]
    public async Task A_request_is_not_taken_for_a_unique_key_that_reads_the_same()
    {
        var first = await StartAsync("TX-123456", null);

        Assert.True(await StartAsync("other", "TX-123456") is { IsNew: true } other && other.Id != first.Id);
        Assert.True(await StartAsync("another", "request TX-123456") is { IsNew: true } another && another.Id != first.Id);
    }

    [Fact]
    public async Task A_key_is_freed_by_the_case_that_has_it_and_no_other()
    {
        var (mine, other) = (CaseId.New(CaseKind.Ticket), CaseId.New(CaseKind.Ticket));
        Assert.Null(await Claims.ClaimAsync("key", mine));
        Assert.Null(await Claims.ClaimAsync("key", mine));

        await Claims.FreeAsync("key", other);
        var held = await Claims.ClaimAsync("key", other);
        Assert.Equal(mine, held?.Case);
        Assert.Null(await Claims.FindAsync(CaseKind.Survey, "key"));

        await Claims.FreeAsync("key", mine);
        Assert.False(await Claims.TakeOverAsync("key", held!, other));
        Assert.Null(await Claims.FindAsync(CaseKind.Ticket, "key"));
    }

    [Fact]
    public async Task Of_many_that_take_over_a_claim_one_has_it()
    {
        await Claims.ClaimAsync("key", CaseId.New(CaseKind.Ticket));
        var held = (await Claims.FindAsync(CaseKind.Ticket, "key"))!;
        var next = Enumerable.Range(0, 10).Select(_ => CaseId.New(CaseKind.Ticket)).ToList();

        var took = await Task.WhenAll(next.Select(id => Task.Run(() => Claims.TakeOverAsync("key", held, id))));

        Assert.Single(took, true);
        Assert.Equal(next[Array.IndexOf(took, true)], (await Claims.FindAsync(CaseKind.Ticket, "key"))?.Case);
    }

    Task<CaseStart> StartAsync(string request, string? key, HolderRuling ruling = HolderRuling.Join, string content = "content") =>
        new CaseStarter<string, string>(Table, Claims).StartAsync(
            cases, new NewCase<string>("Case", "input", () => "opened", key, request, content), _ => Task.FromResult(ruling));
}
