using Azure;
using Azure.Data.Tables;

namespace MemberServices.Tests.Tables;

public abstract class WhenAnEntityChanges(ITableAccount account) : TableContract(account)
{
    public sealed class Embedded(EmbeddedAccount account) : WhenAnEntityChanges(account), IClassFixture<EmbeddedAccount>;

    public sealed class OnAzurite(AzuriteAccount account) : WhenAnEntityChanges(account), IClassFixture<AzuriteAccount>;

    [Fact]
    public async Task A_second_of_its_keys_is_refused()
    {
        await Table.AddEntityAsync(new TableEntity("p", "r") { ["By"] = "first" });
        await Refused(409, "EntityAlreadyExists", () => Table.AddEntityAsync(new TableEntity("p", "r") { ["By"] = "second" }));
        Assert.Equal("first", await By());
    }

    [Fact]
    public async Task Of_a_hundred_at_once_one_is_first()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(Add));
        Assert.Equal(1, answers.Count(status => status == 204));
        Assert.Equal(99, answers.Count(status => status == 409));

        async Task<int> Add(int i)
        {
            try
            {
                return (await Table.AddEntityAsync(new TableEntity("p", "r") { ["By"] = $"{i}" })).Status;
            }
            catch (RequestFailedException refusal)
            {
                return refusal.Status;
            }
        }
    }

    [Fact]
    public async Task Merging_keeps_what_the_change_does_not_name_and_replacing_drops_it()
    {
        await Table.AddEntityAsync(new TableEntity("p", "r") { ["A"] = 1, ["B"] = 1L });
        await Table.UpdateEntityAsync(new TableEntity("p", "r") { ["B"] = 2L, ["C"] = 3, ["A"] = null }, ETag.All);
        var merged = await Entity();
        Assert.Equal((1, 2L, 3), (merged.GetInt32("A"), merged.GetInt64("B"), merged.GetInt32("C")));

        await Table.UpdateEntityAsync(new TableEntity("p", "r") { ["C"] = "text" }, ETag.All, TableUpdateMode.Replace);
        var replaced = await Entity();
        Assert.Equal("text", replaced.GetString("C"));
        Assert.False(replaced.ContainsKey("A") || replaced.ContainsKey("B"));
    }

    [Fact]
    public async Task Whoever_read_before_the_change_is_refused()
    {
        var added = await Table.AddEntityAsync(new TableEntity("p", "r") { ["By"] = "first" });
        var read = await Entity();
        Assert.Equal(read.ETag, added.Headers.ETag);

        var updated = await Table.UpdateEntityAsync(new TableEntity("p", "r") { ["By"] = "second" }, read.ETag);
        await Refused(412, "UpdateConditionNotSatisfied", () => Table.UpdateEntityAsync(read, read.ETag, TableUpdateMode.Replace));
        await Refused(412, "UpdateConditionNotSatisfied", () => Table.UpdateEntityAsync(read, read.ETag));
        await Refused(412, "UpdateConditionNotSatisfied", () => Table.DeleteEntityAsync(read, read.ETag));
        Assert.Equal("second", await By());
        Assert.Equal(204, (await Table.DeleteEntityAsync("p", "r", updated.Headers.ETag!.Value)).Status);
    }

    [Fact]
    public async Task An_etag_of_an_entity_that_was_deleted_does_not_fit_its_successor()
    {
        await Table.AddEntityAsync(new TableEntity("p", "r"));
        var read = await Entity();
        await Table.DeleteEntityAsync("p", "r");
        await Table.AddEntityAsync(new TableEntity("p", "r"));
        await Refused(412, "UpdateConditionNotSatisfied", () => Table.UpdateEntityAsync(read, read.ETag));
    }

    [Fact]
    public async Task Changing_what_is_not_there_is_refused_and_deleting_it_is_harmless()
    {
        await Refused(404, "ResourceNotFound", () => Table.UpdateEntityAsync(new TableEntity("p", "r"), ETag.All));
        await Refused(404, "ResourceNotFound", () => Table.UpdateEntityAsync(new TableEntity("p", "r"), ETag.All, TableUpdateMode.Replace));
        Assert.Equal(404, (await Table.DeleteEntityAsync("p", "r")).Status);
        await Assert.ThrowsAsync<ArgumentException>(() => Table.UpdateEntityAsync(new TableEntity("p", "r"), default));
    }

    [Fact]
    public async Task An_upsert_adds_merges_or_replaces()
    {
        await Table.UpsertEntityAsync(new TableEntity("p", "r") { ["A"] = 1 });
        await Table.UpsertEntityAsync(new TableEntity("p", "r") { ["B"] = 2 });
        Assert.Equal(1, (await Entity()).GetInt32("A"));
        await Table.UpsertEntityAsync(new TableEntity("p", "r") { ["B"] = 3 }, TableUpdateMode.Replace);
        var replaced = await Entity();
        Assert.Equal((false, 3), (replaced.ContainsKey("A"), replaced.GetInt32("B")));
    }

    async Task<TableEntity> Entity() => (await Table.GetEntityAsync<TableEntity>("p", "r")).Value;

    async Task<string?> By() => (await Entity()).GetString("By");
}
