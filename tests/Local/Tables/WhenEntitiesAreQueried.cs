using Azure.Data.Tables;
using static Azure.Data.Tables.TableTransactionActionType;

namespace MemberServices.Tests.Tables;

public abstract class WhenEntitiesAreQueried(ITableAccount account) : TableContract(account)
{
    static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);
    static readonly Guid Id = Guid.Parse("6f9619ff-8b86-d011-b42d-00c04fc964ff");

    public sealed class Embedded(EmbeddedAccount account) : WhenEntitiesAreQueried(account), IClassFixture<EmbeddedAccount>;

    public sealed class OnAzurite(AzuriteAccount account) : WhenEntitiesAreQueried(account), IClassFixture<AzuriteAccount>;

    [Fact]
    public async Task They_come_by_partition_and_row_ordinally()
    {
        foreach (var (partition, row) in new[] { ("b", "1"), ("a", "b"), ("B", "z"), ("a", "B"), ("a", "é"), ("a", "10"), ("a", "9"), ("", "x") })
        {
            await Table.AddEntityAsync(new TableEntity(partition, row));
        }

        Assert.Equal(
            ["/x", "B/z", "a/10", "a/9", "a/B", "a/b", "a/é", "b/1"],
            (await All(Table.QueryAsync<TableEntity>())).Select(entity => $"{entity.PartitionKey}/{entity.RowKey}"));
    }

    [Theory]
    [InlineData("PartitionKey eq 'b'", "b1 b2 b3")]
    [InlineData("PartitionKey eq 'b' and RowKey ge '2'", "b2 b3")]
    [InlineData("PartitionKey eq 'b' and RowKey gt '1' and RowKey lt '3'", "b2")]
    [InlineData("PartitionKey eq 'b' and RowKey eq '3'", "b3")]
    [InlineData("PartitionKey gt 'a' and PartitionKey le 'b'", "b1 b2 b3")]
    [InlineData("PartitionKey lt 'b' or RowKey eq '3'", "a1 a2 a3 b3 c3")]
    [InlineData("(PartitionKey eq 'a' or PartitionKey eq 'c') and RowKey ne '2'", "a1 a3 c1 c3")]
    [InlineData("not (PartitionKey eq 'b') and RowKey eq '1'", "a1 c1")]
    [InlineData("PartitionKey eq 'a' and PartitionKey eq 'b'", "")]
    [InlineData("Name eq 'O''Brien b1'", "b1")]
    [InlineData("N gt 6", "c2 c3")]
    [InlineData("N ge 6 and N lt 8", "c1 c2")]
    [InlineData("Long eq 10000000003L", "b1")]
    [InlineData("Real lt 1.0", "a1 a2")]
    [InlineData("Even eq true and PartitionKey eq 'c'", "c2")]
    [InlineData("When ge datetime'2026-03-10T12:00:00Z'", "c3")]
    [InlineData("Id eq guid'6f9619ff-8b86-d011-b42d-00c04fc964ff'", "a1")]
    [InlineData("Bytes eq X'08'", "c3")]
    public async Task Only_those_that_match_come(string filter, string expected)
    {
        await Fill();
        Assert.Equal(expected, await Keys(Table.QueryAsync<TableEntity>(filter)));
    }

    [Fact]
    public async Task An_interpolated_filter_or_an_expression_says_the_same()
    {
        await Fill();
        var (name, long_) = ("O'Brien b2", 10_000_000_004);
        Assert.Equal("b2", await Keys(Table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"Name eq {name} and Long eq {long_}"))));
        Assert.Equal("c3", await Keys(Table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"When gt {Noon.AddDays(7)}"))));
        Assert.Equal("a1", await Keys(Table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"Id eq {Id}"))));
        Assert.Equal("c3", await Keys(Table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"Bytes eq {new byte[] { 8 }}"))));
        Assert.Equal("a2 a3", await Keys(Table.QueryAsync<TableEntity>(e => e.PartitionKey == "a" && e.RowKey.CompareTo("2") >= 0)));
        Assert.Equal("b2", await Keys(Table.QueryAsync<TableEntity>(e => e.GetString("Name") == name)));
        Assert.Equal("b2 c3", await Keys(Table.QueryAsync<TableEntity>(e => e.GetInt64("Long") == long_ || e.GetInt32("N") > 7)));
        Assert.Equal(9, (await All(Table.QueryAsync<TableEntity>(e => true))).Count);
    }

    [Fact]
    public async Task They_come_in_pages_that_can_be_continued_later()
    {
        await Fill();
        var sizes = new List<int>();
        string? token = null;
        await foreach (var page in Table.QueryAsync<TableEntity>("RowKey ne '2'", maxPerPage: 4).AsPages())
        {
            sizes.Add(page.Values.Count);
            token ??= page.ContinuationToken;
        }

        Assert.Equal(6, sizes.Sum());
        Assert.All(sizes, size => Assert.InRange(size, 0, 4));
        var rest = new List<string>();
        await foreach (var page in Table.QueryAsync<TableEntity>("RowKey ne '2'", maxPerPage: 4).AsPages(token))
        {
            rest.AddRange(page.Values.Select(entity => entity.PartitionKey + entity.RowKey));
        }

        Assert.Equal(["c1", "c3"], rest);
    }

    [Fact]
    public async Task A_page_holds_a_thousand_at_most()
    {
        foreach (var batch in Enumerable.Range(0, 1010).Chunk(100))
        {
            await Table.SubmitTransactionAsync(batch.Select(i => new TableTransactionAction(Add, new TableEntity("p", $"{i:d4}"))));
        }

        var sizes = new List<int>();
        await foreach (var page in Table.QueryAsync<TableEntity>().AsPages())
        {
            sizes.Add(page.Values.Count);
        }

        Assert.Equal([1000, 10], sizes);
        Assert.Equal(1010, (await All(Table.QueryAsync<TableEntity>("RowKey ge ''"))).Count);
        Assert.Equal("1009", (await All(Table.QueryAsync<TableEntity>("RowKey eq '1009'"))).Single().RowKey);
    }

    [Fact]
    public async Task Only_the_selected_properties_come()
    {
        await Fill();
        var entity = (await All(Table.QueryAsync<TableEntity>("PartitionKey eq 'a'", select: ["RowKey", "N"]))).First();
        Assert.Equal(("1", 0), (entity.RowKey, entity.GetInt32("N")));
        Assert.False(entity.ContainsKey("Name"));
    }

    [Theory]
    [InlineData("PartitionKey eq")]
    [InlineData("PartitionKey eq 'a' and")]
    [InlineData("(PartitionKey eq 'a'")]
    [InlineData("PartitionKey is 'a'")]
    public async Task A_filter_that_is_none_is_refused(string filter) =>
        await Refused(400, "InvalidInput", () => All(Table.QueryAsync<TableEntity>(filter)));

    async Task Fill()
    {
        var i = 0;
        foreach (var partition in new[] { "a", "b", "c" })
        {
            await Table.SubmitTransactionAsync(Enumerable.Range(1, 3).Select(row => new TableTransactionAction(Add, Entity(partition, row, i++))).ToList());
        }
    }

    static TableEntity Entity(string partition, int row, int i) => new(partition, $"{row}")
    {
        ["Name"] = $"O'Brien {partition}{row}",
        ["N"] = i,
        ["Long"] = 10_000_000_000 + i,
        ["Real"] = i / 2.0,
        ["Even"] = row % 2 == 0,
        ["When"] = Noon.AddDays(i),
        ["Id"] = i == 0 ? Id : Guid.NewGuid(),
        ["Bytes"] = new[] { (byte)i },
    };

    static async Task<string> Keys(Azure.AsyncPageable<TableEntity> pages) =>
        string.Join(' ', (await All(pages)).Select(entity => entity.PartitionKey + entity.RowKey));
}
