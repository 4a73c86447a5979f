using Azure.Data.Tables;
using MemberServices.Tables;

namespace MemberServices.Tests.Tables;

public abstract class WhenAPartitionIsRead(ITableAccount account) : TableContract(account)
{
    EntityTable Rows => new(Service, Table.Name);

    public sealed class Embedded(EmbeddedAccount account) : WhenAPartitionIsRead(account), IClassFixture<EmbeddedAccount>;

    public sealed class OnAzurite(AzuriteAccount account) : WhenAPartitionIsRead(account), IClassFixture<AzuriteAccount>;

    [Fact]
    public async Task More_than_a_thousand_rows_with_a_prefix_all_come()
    {
        await Add("p", [.. Enumerable.Range(0, 1005).Select(i => $"step-{i:d5}"), "opened", "step", "step.", "step.x", "stepx"]);
        await Add("q", ["step-00000"]);

        Assert.Equal(1005, (await Keys("p", RowKeys.StartingWith("step-"))).Count);
        Assert.Equal(1010, (await Keys("p")).Count);
    }

    [Fact]
    public async Task Only_the_rows_that_are_asked_for_come()
    {
        await Add("it's", ["a", "b'", "b'1", "c", "d"]);

        Assert.Equal(["b'", "b'1"], await Keys("it's", RowKeys.StartingWith("b'")));
        Assert.Equal(["b'", "b'1", "c"], await Keys("it's", RowKeys.Between("b", "d")));
        Assert.Equal(["b'1", "d"], await Keys("it's", where: $"Count eq {2} or Count eq {4}"));
        Assert.Equal(["d"], await Keys("it's", RowKeys.Between("c", "z"), $"Count eq {2} or Count eq {4}"));
    }

    [Fact]
    public async Task A_page_says_from_where_to_go_on()
    {
        await Add("p", ["1", "2", "3", "4", "5", "x"]);
        async Task<(string Rows, string? After)> Page(int take, string? after)
        {
            var page = await Rows.PageAsync<TableEntity>("p", take, after, RowKeys.Between("1", "6"));
            return (string.Concat(page.Rows.Select(row => row.RowKey)), page.After);
        }

        Assert.Equal(("12", "2"), await Page(2, null));
        Assert.Equal(("34", "4"), await Page(2, "2"));
        Assert.Equal(("5", null), await Page(2, "4"));
        Assert.Equal(("12345", null), await Page(5, null));
        Assert.Equal(("", null), await Page(5, "5"));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Page(0, null));
    }

    [Fact]
    public async Task A_record_comes_back_as_it_was()
    {
        var note = new Note("Zoë", new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.FromHours(-6)));
        await Rows.UpsertAsync(JsonRow.Of("p", "note", note));

        Assert.Equal(note, (await Rows.FindAsync<JsonRow>("p", "note"))!.Read<Note>());
        Assert.Null(await Rows.FindAsync<JsonRow>("p", "other"));
    }

    [Fact]
    public async Task A_record_fits_into_a_row_or_is_refused()
    {
        var at = default(DateTimeOffset);
        var empty = JsonRow.Of("p", "note", new Note("", at)).Json.Length;
        var longest = new Note(new string('x', JsonRow.LongestJson - empty), at);
        await Rows.UpsertAsync(JsonRow.Of("p", "note", longest));

        Assert.Equal(longest, (await Rows.FindAsync<JsonRow>("p", "note"))!.Read<Note>());
        var refused = Assert.Throws<ArgumentException>(() => JsonRow.Of("p", "note", longest with { Text = longest.Text + "x" }));
        Assert.Contains("This Note has 32001 characters", refused.Message);
    }

    sealed record Note(string Text, DateTimeOffset At);

    async Task<List<string>> Keys(string partition, RowKeys keys = default, FormattableString? where = null) =>
        await Rows.QueryAsync<TableEntity>(partition, keys, where).Select(row => row.RowKey).ToListAsync();

    async Task Add(string partition, string[] keys)
    {
        foreach (var batch in keys.Select((key, i) => new TableEntity(partition, key) { ["Count"] = i }).Chunk(100))
        {
            await Table.SubmitTransactionAsync(batch.Select(row => new TableTransactionAction(TableTransactionActionType.Add, row)));
        }
    }
}
