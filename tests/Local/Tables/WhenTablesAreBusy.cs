using System.Diagnostics;
using Azure;
using Azure.Data.Tables;
using Local;
using Local.Tables;

namespace MemberServices.Tests.Tables;

public sealed class WhenTablesAreBusy : IAsyncDisposable
{
    readonly LocalMachine machine = new(start: new DateTimeOffset(2026, 3, 2, 15, 0, 0, TimeSpan.Zero));

    FaultPlan Faults => machine.Part<TableTransport>().Faults;

    [Fact]
    public async Task The_client_asks_again_three_times_and_waits_on_the_clock()
    {
        var table = await TableAsync();
        Faults.Refuse(503, times: 3);
        var watch = Stopwatch.StartNew();
        var before = machine.Clock.GetUtcNow();

        var added = AddAsync(table);
        Assert.False(added.IsCompleted);
        await machine.Clock.AdvanceAsync(TimeSpan.FromSeconds(20));
        Assert.Equal(204, (await added).Status);

        var kept = (await table.GetEntityAsync<TableEntity>("p", "r")).Value.Timestamp - before;
        Assert.InRange(kept!.Value.TotalSeconds, 0.8 + 1.6 + 3.2 - 1.2, 0.8 + 1.6 + 3.2 + 1.2);
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 0.8 + 1.6 + 3.2 - 1.2);
    }

    [Fact]
    public async Task It_gives_up_then()
    {
        var table = await TableAsync();
        Faults.Refuse(503, times: 4, on: "POST /Offices");

        var added = AddAsync(table);
        await machine.Clock.AdvanceAsync(TimeSpan.FromSeconds(20));

        var refused = await Assert.ThrowsAsync<RequestFailedException>(() => added);
        Assert.Equal((503, "ServerBusy"), (refused.Status, refused.ErrorCode));
    }

    [Fact]
    public async Task After_a_lost_answer_it_asks_again_and_finds_its_own_entity()
    {
        var table = await TableAsync();
        Faults.LoseAnswer(on: "POST /Offices");

        var added = AddAsync(table);
        await machine.Clock.AdvanceAsync(TimeSpan.FromSeconds(20));

        Assert.Equal(409, (await Assert.ThrowsAsync<RequestFailedException>(() => added)).Status);
    }

    public ValueTask DisposeAsync() => machine.DisposeAsync();

    /// <summary>Adds an entity as a function does: time stands until it is over, but for what it waits.</summary>
    async Task<Response> AddAsync(TableClient table)
    {
        using var work = new PendingWork(machine.Clock, "a caller");
        work.Enter();
        return await table.AddEntityAsync(new TableEntity("p", "r"));
    }

    async Task<TableClient> TableAsync()
    {
        var table = EmbeddedAccount.Open(machine).GetTableClient("Offices");
        await table.CreateAsync();
        return table;
    }
}
