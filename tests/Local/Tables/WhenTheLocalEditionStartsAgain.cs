using Azure.Data.Tables;
using Local;

namespace MemberServices.Tests.Tables;

public sealed class WhenTheLocalEditionStartsAgain
{
    [Fact]
    public async Task Its_tables_are_as_they_were()
    {
        using var folder = new TemporaryFolder();
        TableEntity before;
        await using (var edition = new LocalEdition(folder.Folder.FullName))
        {
            var table = Table(edition);
            await table.CreateAsync();
            await table.AddEntityAsync(new TableEntity("p", "r") { ["N"] = 1L << 40 });
            before = (await table.GetEntityAsync<TableEntity>("p", "r")).Value;
        }

        await using (var edition = new LocalEdition(folder.Folder.FullName))
        {
            var table = Table(edition);
            var after = (await table.GetEntityAsync<TableEntity>("p", "r")).Value;
            Assert.Equal((before.ETag, before.Timestamp, 1L << 40), (after.ETag, after.Timestamp, after.GetInt64("N")));
            await table.UpdateEntityAsync(after, after.ETag);
            Assert.NotEqual(before.ETag, (await table.GetEntityAsync<TableEntity>("p", "r")).Value.ETag);
        }
    }

    static TableClient Table(LocalEdition edition) => EmbeddedAccount.Open(edition).GetTableClient("Offices");
}
