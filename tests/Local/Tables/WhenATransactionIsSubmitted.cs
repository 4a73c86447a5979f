using Azure.Data.Tables;
using static Azure.Data.Tables.TableTransactionActionType;

namespace MemberServices.Tests.Tables;

public abstract class WhenATransactionIsSubmitted(ITableAccount account) : TableContract(account)
{
    public sealed class Embedded(EmbeddedAccount account) : WhenATransactionIsSubmitted(account), IClassFixture<EmbeddedAccount>;

    public sealed class OnAzurite(AzuriteAccount account) : WhenATransactionIsSubmitted(account), IClassFixture<AzuriteAccount>;

    [Fact]
    public async Task All_of_it_is_done_and_answered_in_order()
    {
        await Table.AddEntityAsync(new TableEntity("p", "merge") { ["A"] = 1 });
        await Table.AddEntityAsync(new TableEntity("p", "replace") { ["A"] = 1 });
        await Table.AddEntityAsync(new TableEntity("p", "delete"));
        var answer = await Table.SubmitTransactionAsync(
        [
            new(Add, new TableEntity("p", "add's") { ["N"] = 1L << 40 }),
            new(UpdateMerge, new TableEntity("p", "merge") { ["B"] = 2 }, Azure.ETag.All),
            new(UpdateReplace, new TableEntity("p", "replace") { ["B"] = 2 }, Azure.ETag.All),
            new(UpsertMerge, new TableEntity("p", "upsert 1")),
            new(UpsertReplace, new TableEntity("p", "upsert 2")),
            new(Delete, new TableEntity("p", "delete")),
        ]);
        Assert.Equal([204, 204, 204, 204, 204, 204], answer.Value.Select(response => response.Status));
        var added = (await Table.GetEntityAsync<TableEntity>("p", "add's")).Value;
        Assert.Equal((added.ETag, 1L << 40), (answer.Value[0].Headers.ETag, added.GetInt64("N")));
        Assert.Equal(1, (await Table.GetEntityAsync<TableEntity>("p", "merge")).Value.GetInt32("A"));
        Assert.Null((await Table.GetEntityAsync<TableEntity>("p", "replace")).Value.GetInt32("A"));
        Assert.Equal(["add's", "merge", "replace", "upsert 1", "upsert 2"], await RowKeys());
    }

    [Fact]
    public async Task Nothing_of_it_is_done_when_one_is_refused_and_the_failure_says_which()
    {
        await Table.AddEntityAsync(new TableEntity("p", "there") { ["A"] = 1 });
        var failure = await Assert.ThrowsAsync<TableTransactionFailedException>(() => Table.SubmitTransactionAsync(
        [
            new(UpsertReplace, new TableEntity("p", "there") { ["A"] = 2 }),
            new(Add, new TableEntity("p", "new")),
            new(UpdateMerge, new TableEntity("p", "missing"), Azure.ETag.All),
        ]));
        Assert.Equal((404, "ResourceNotFound", 2), (failure.Status, failure.ErrorCode, failure.FailedTransactionActionIndex));
        Assert.Equal(["there"], await RowKeys());
        Assert.Equal(1, (await Table.GetEntityAsync<TableEntity>("p", "there")).Value.GetInt32("A"));
    }

    [Fact]
    public async Task An_entity_that_is_there_already_or_has_changed_refuses_it()
    {
        await Table.AddEntityAsync(new TableEntity("p", "r"));
        var read = (await Table.GetEntityAsync<TableEntity>("p", "r")).Value;
        var exists = await Assert.ThrowsAsync<TableTransactionFailedException>(
            () => Table.SubmitTransactionAsync([new(Add, new TableEntity("p", "r"))]));
        Assert.Equal((409, "EntityAlreadyExists", 0), (exists.Status, exists.ErrorCode, exists.FailedTransactionActionIndex));

        await Table.UpdateEntityAsync(new TableEntity("p", "r") { ["A"] = 1 }, Azure.ETag.All);
        var changed = await Assert.ThrowsAsync<TableTransactionFailedException>(
            () => Table.SubmitTransactionAsync([new(Add, new TableEntity("p", "s")), new(UpdateReplace, read, read.ETag)]));
        Assert.Equal((412, "UpdateConditionNotSatisfied", 1), (changed.Status, changed.ErrorCode, changed.FailedTransactionActionIndex));
        Assert.Equal(["r"], await RowKeys());
    }

    [Fact]
    public async Task A_hundred_actions_are_allowed_and_one_more_is_not()
    {
        await Table.SubmitTransactionAsync(Adds(100));
        Assert.Equal(100, (await RowKeys()).Count);

        // The client can't read Azurite's refusal.
        await Assert.ThrowsAnyAsync<Exception>(() => Table.SubmitTransactionAsync(Adds(101, "more")));
        Assert.Equal(100, (await RowKeys()).Count);
    }

    [Fact]
    public async Task Two_actions_on_one_entity_are_refused() =>
        await Refused(400, "InvalidDuplicateRow", () => Table.SubmitTransactionAsync(
            [new(Add, new TableEntity("p", "r")), new(UpsertMerge, new TableEntity("p", "r"))]));

    [Fact]
    public async Task Without_actions_it_is_not_sent() =>
        await Assert.ThrowsAsync<InvalidOperationException>(() => Table.SubmitTransactionAsync([]));

    static IEnumerable<TableTransactionAction> Adds(int count, string prefix = "") =>
        Enumerable.Range(0, count).Select(i => new TableTransactionAction(Add, new TableEntity("p", $"{prefix}{i:d3}")));

    async Task<List<string>> RowKeys() => [.. (await All(Table.QueryAsync<TableEntity>())).Select(entity => entity.RowKey)];
}
