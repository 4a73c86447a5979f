using Azure;
using Azure.Data.Tables;
using static Azure.Data.Tables.TableTransactionActionType;

namespace MemberServices.Tests.Tables;

/// <summary>Limits that Azure documents and Azurite lets pass.</summary>
public sealed class WhenTheEmbeddedStoreIsStricterThanAzurite(EmbeddedAccount account) : TableContract(account), IClassFixture<EmbeddedAccount>
{
    [Fact]
    public async Task An_entity_has_252_properties_of_its_own_also_after_a_merge()
    {
        await Table.AddEntityAsync(Wide(0, 252));
        await Table.UpdateEntityAsync(Wide(0, 1), ETag.All);
        await Refused(400, "TooManyProperties", () => Table.UpdateEntityAsync(Wide(252, 1), ETag.All));
        await Refused(400, "TooManyProperties", () => Table.UpsertEntityAsync(Wide(0, 253), TableUpdateMode.Replace));

        static TableEntity Wide(int first, int count) =>
            new(Enumerable.Range(first, count).ToDictionary(i => $"P{i}", i => (object)i)) { PartitionKey = "p", RowKey = "r" };
    }

    [Theory]
    [InlineData("with-hyphen", "PropertyNameInvalid")]
    [InlineData("1st", "PropertyNameInvalid")]
    [InlineData("with space", "PropertyNameInvalid")]
    public async Task A_property_is_named_like_an_identifier(string name, string code) =>
        await Refused(400, code, () => Table.AddEntityAsync(new TableEntity("p", "r") { [name] = 1 }));

    [Fact]
    public async Task A_property_name_holds_255_characters()
    {
        await Table.AddEntityAsync(new TableEntity("p", "r") { [new string('N', 255)] = 1 });
        await Refused(400, "PropertyNameTooLong", () => Table.AddEntityAsync(new TableEntity("p", "s") { [new string('N', 256)] = 1 }));
    }

    [Fact]
    public async Task Dates_begin_in_1601()
    {
        var first = new DateTimeOffset(1601, 1, 1, 0, 0, 0, TimeSpan.Zero);
        await Table.AddEntityAsync(new TableEntity("p", "r") { ["When"] = first });
        await Refused(400, "OutOfRangeInput", () => Table.AddEntityAsync(new TableEntity("p", "s") { ["When"] = first.AddTicks(-1) }));
        await Refused(400, "OutOfRangeInput", () => Table.AddEntityAsync(new TableEntity("p", "s") { ["When"] = default(DateTimeOffset) }));
    }

    [Fact]
    public async Task A_transaction_stays_in_one_partition_and_under_4_MiB()
    {
        var failure = await Assert.ThrowsAsync<TableTransactionFailedException>(
            () => Table.SubmitTransactionAsync([new(Add, new TableEntity("p", "r")), new(Add, new TableEntity("q", "r"))]));
        Assert.Equal((400, "CommandsInBatchActOnDifferentPartitions"), (failure.Status, failure.ErrorCode));

        var large = Enumerable.Range(0, 65).Select(i => new TableTransactionAction(Add, new TableEntity("p", $"{i}") { ["Text"] = new string('x', 32700) }));
        await Refused(413, "RequestBodyTooLarge", () => Table.SubmitTransactionAsync(large));
        Assert.Empty(await All(Table.QueryAsync<TableEntity>()));
    }

    [Fact]
    public async Task A_transaction_has_100_actions_and_an_answer_that_says_so()
    {
        var actions = Enumerable.Range(0, 101).Select(i => new TableTransactionAction(Add, new TableEntity("p", $"{i}")));
        var failure = await Assert.ThrowsAsync<TableTransactionFailedException>(() => Table.SubmitTransactionAsync(actions));
        Assert.Equal((400, "InvalidInput", 100), (failure.Status, failure.ErrorCode, failure.FailedTransactionActionIndex));
    }

    [Fact]
    public async Task An_entity_without_the_property_or_with_another_type_matches_no_comparison_with_it()
    {
        await Table.AddEntityAsync(new TableEntity("p", "without"));
        await Table.AddEntityAsync(new TableEntity("p", "text") { ["N"] = "1" });
        await Table.AddEntityAsync(new TableEntity("p", "number") { ["N"] = 1 });
        Assert.Equal("number", (await All(Table.QueryAsync<TableEntity>("N ne 2"))).Single().RowKey);
        Assert.Equal("text", (await All(Table.QueryAsync<TableEntity>("N ne '2'"))).Single().RowKey);
    }

    [Fact]
    public async Task A_filter_has_15_comparisons_and_a_page_1000_entities()
    {
        var fifteen = string.Join(" or ", Enumerable.Range(0, 15).Select(i => $"RowKey eq '{i}'"));
        Assert.Empty(await All(Table.QueryAsync<TableEntity>(fifteen)));
        await Refused(400, "InvalidInput", () => All(Table.QueryAsync<TableEntity>($"{fifteen} or RowKey eq 'x'")));
        await Refused(400, "InvalidInput", () => All(Table.QueryAsync<TableEntity>(maxPerPage: 1001)));
    }

    [Fact]
    public async Task Numbers_keep_their_types()
    {
        await Table.AddEntityAsync(new TableEntity("p", "r")
        {
            ["Round"] = 5.0,
            ["Large"] = 1e20,
            ["Small"] = -1e-7,
            ["None"] = double.NaN,
            ["Beyond"] = 5_000_000_000m,
            ["Whole"] = -1,
            ["Long"] = 1L,
        });
        var entity = (await Table.GetEntityAsync<TableEntity>("p", "r")).Value;
        Assert.Equal((5.0, 1e20, -1e-7), (entity.GetDouble("Round"), entity.GetDouble("Large"), entity.GetDouble("Small")));
        Assert.Equal((double.NaN, 5e9), (entity.GetDouble("None"), entity.GetDouble("Beyond")));
        Assert.Equal((-1, 1L), (entity.GetInt32("Whole"), entity.GetInt64("Long")));
        await Table.UpdateEntityAsync(entity, entity.ETag, TableUpdateMode.Replace);
        Assert.Equal("r", (await All(Table.QueryAsync<TableEntity>("Round eq 5.0 and Whole eq -1 and Long eq 1L"))).Single().RowKey);
    }

    [Fact]
    public async Task A_name_may_have_letters_of_any_language()
    {
        await Table.AddEntityAsync(new TableEntity("p", "r") { ["Größe"] = 1L, ["_x"] = "é" });
        await Table.UpdateEntityAsync(new TableEntity("p", "r") { ["Größe"] = 2L }, ETag.All);
        var entity = (await All(Table.QueryAsync<TableEntity>("Größe eq 2L", select: ["Größe"]))).Single();
        Assert.Equal((2L, 1), (entity.GetInt64("Größe"), entity.Keys.Count(key => !key.StartsWith("odata", StringComparison.Ordinal))));
    }

    [Fact]
    public async Task An_etag_that_is_none_is_refused()
    {
        await Table.AddEntityAsync(new TableEntity("p", "r"));
        await Refused(400, "InvalidInput", () => Table.UpdateEntityAsync(new TableEntity("p", "r"), new ETag("other")));
    }
}
