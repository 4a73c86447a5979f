using Azure.Data.Tables;
using MemberServices.Tables;

namespace MemberServices.Tests.Tables;

public abstract class WhenManyWriteOneRow(ITableAccount account) : TableContract(account)
{
    const string Partition = "p";

    EntityTable Rows => new(Service, Table.Name);

    public sealed class Embedded(EmbeddedAccount account) : WhenManyWriteOneRow(account), IClassFixture<EmbeddedAccount>;

    public sealed class OnAzurite(AzuriteAccount account) : WhenManyWriteOneRow(account), IClassFixture<AzuriteAccount>;

    [Fact]
    public async Task One_of_them_is_first()
    {
        var added = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Rows.AddIfAbsentAsync(Row(i))));

        Assert.Single(added, first => first);
    }

    [Fact]
    public async Task All_read_the_one_that_counts()
    {
        var rows = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Rows.AddOrReadAsync(Row(i))));

        Assert.Single(rows.Select(Count).Distinct());
        Assert.Equal(await Stored(), Count(rows[0]));
    }

    [Fact]
    public async Task A_row_that_has_changed_since_is_neither_replaced_nor_deleted()
    {
        await Rows.AddIfAbsentAsync(Row(1));
        var read = await Rows.FindAsync<TableEntity>(Partition, "r");
        await Rows.UpsertAsync(Row(2));

        Assert.False(await Rows.ReplaceIfSameAsync(Row(3), read!.ETag));
        Assert.False(await Rows.DeleteIfSameAsync(read));
        Assert.Equal(2, await Stored());
    }

    [Fact]
    public async Task A_row_that_has_gone_is_neither_replaced_nor_deleted()
    {
        var row = Row(1);
        await Rows.AddIfAbsentAsync(row);

        Assert.True(await Rows.DeleteIfSameAsync(row));
        Assert.False(await Rows.DeleteIfSameAsync(row));
        Assert.False(await Rows.ReplaceIfSameAsync(Row(2), row.ETag));
        Assert.Null(await Rows.FindAsync<TableEntity>(Partition, "r"));
    }

    [Fact]
    public async Task Who_wrote_it_has_its_version()
    {
        var row = Row(0);
        await Rows.AddIfAbsentAsync(row);
        Assert.True(await Rows.ReplaceIfSameAsync(row, row.ETag));
        await Rows.UpsertAsync(row);
        Assert.True(await Rows.ReplaceIfSameAsync(row, row.ETag));

        Assert.Equal((await Rows.FindAsync<TableEntity>(Partition, "r"))!.ETag, row.ETag);
    }

    [Fact]
    public async Task Every_change_is_made_to_the_row_as_it_is()
    {
        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Rows.ChangeAsync<TableEntity>(Partition, "r", OneMore)));

        Assert.Equal(5, await Stored());
    }

    [Fact]
    public async Task A_row_that_needs_no_change_is_left()
    {
        await Rows.AddIfAbsentAsync(Row(1));
        var before = await Rows.FindAsync<TableEntity>(Partition, "r");

        var left = await Rows.ChangeAsync<TableEntity>(Partition, "r", _ => null);

        Assert.Equal(before!.ETag, left!.ETag);
        Assert.Null(await Rows.ChangeAsync<TableEntity>(Partition, "none", _ => null));
    }

    [Fact]
    public async Task Who_is_never_the_fastest_gives_up()
    {
        var tries = 0;
        await Assert.ThrowsAsync<RowContendedException>(() => Rows.ChangeAsync<TableEntity>(Partition, "r", row =>
        {
            Table.UpsertEntity(Row(++tries * 100), TableUpdateMode.Replace);
            return OneMore(row);
        }));

        Assert.Equal(EntityTable.MostTries, tries);
        Assert.Equal(tries * 100, await Stored());
    }

    static TableEntity Row(int count) => new(Partition, "r") { ["Count"] = count };

    static TableEntity OneMore(TableEntity? row) => Row((row is null ? 0 : Count(row)) + 1);

    static int Count(TableEntity row) => row.GetInt32("Count")!.Value;

    async Task<int> Stored() => Count((await Rows.FindAsync<TableEntity>(Partition, "r"))!);
}
