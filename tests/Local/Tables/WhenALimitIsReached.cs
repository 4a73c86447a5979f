using Azure.Data.Tables;

namespace MemberServices.Tests.Tables;

public abstract class WhenALimitIsReached(ITableAccount account) : TableContract(account)
{
    public sealed class Embedded(EmbeddedAccount account) : WhenALimitIsReached(account), IClassFixture<EmbeddedAccount>;

    public sealed class OnAzurite(AzuriteAccount account) : WhenALimitIsReached(account), IClassFixture<AzuriteAccount>;

    [Fact]
    public async Task A_text_holds_32768_characters()
    {
        await Table.AddEntityAsync(new TableEntity("p", "r") { ["Text"] = new string('ä', 32768) });
        Assert.Equal(32768, (await Table.GetEntityAsync<TableEntity>("p", "r")).Value.GetString("Text")!.Length);
        await Refused(400, "PropertyValueTooLarge", () => Table.AddEntityAsync(new TableEntity("p", "s") { ["Text"] = new string('ä', 32769) }));
    }

    [Fact]
    public async Task Bytes_are_64_KiB()
    {
        await Table.AddEntityAsync(new TableEntity("p", "r") { ["Bytes"] = new byte[65536] });
        await Refused(400, "PropertyValueTooLarge", () => Table.AddEntityAsync(new TableEntity("p", "s") { ["Bytes"] = new byte[65537] }));
    }

    [Fact]
    public async Task An_entity_is_a_mebibyte()
    {
        await Table.AddEntityAsync(Large(14));
        await Refused(400, "EntityTooLarge", () => Table.UpsertEntityAsync(Large(40), TableUpdateMode.Replace));

        static TableEntity Large(int texts)
        {
            var entity = new TableEntity("p", "r");
            for (var i = 0; i < texts; i++)
            {
                entity[$"Text{i}"] = new string('x', 32768);
            }

            return entity;
        }
    }

    [Fact]
    public async Task A_key_holds_512_characters()
    {
        await Table.AddEntityAsync(new TableEntity(new string('p', 512), new string('r', 512)));
        await Refused(400, null, () => Table.AddEntityAsync(new TableEntity(new string('p', 513), "r")));
        await Refused(400, null, () => Table.AddEntityAsync(new TableEntity("p", new string('r', 513))));
    }

    [Theory]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("a#b")]
    [InlineData("a?b")]
    [InlineData("a\tb")]
    [InlineData("a\u0085b")]
    public async Task A_key_holds_no_such_character(string key)
    {
        await Refused(400, null, () => Table.AddEntityAsync(new TableEntity(key, "r")));
        await Refused(400, null, () => Table.AddEntityAsync(new TableEntity("p", key)));
    }
}
