using Azure.Data.Tables;
using Local;

namespace MemberServices.Tests.Tables;

public sealed class WhenTheMachineStartsAgain
{
    [Fact]
    public async Task Its_tables_are_as_they_were()
    {
        using var folder = new TemporaryFolder();
        TableEntity before;
        await using (var machine = new LocalMachine(folder.Folder.FullName))
        {
            var table = Table(machine);
            await table.CreateAsync();
            await table.AddEntityAsync(new TableEntity("p", "r") { ["N"] = 1L << 40 });
            before = (await table.GetEntityAsync<TableEntity>("p", "r")).Value;
        }

        await using (var machine = new LocalMachine(folder.Folder.FullName))
        {
            var table = Table(machine);
            var after = (await table.GetEntityAsync<TableEntity>("p", "r")).Value;
            Assert.Equal((before.ETag, before.Timestamp, 1L << 40), (after.ETag, after.Timestamp, after.GetInt64("N")));
            await table.UpdateEntityAsync(after, after.ETag);
            Assert.NotEqual(before.ETag, (await table.GetEntityAsync<TableEntity>("p", "r")).Value.ETag);
        }
    }

    static TableClient Table(LocalMachine machine) => EmbeddedAccount.Open(machine).GetTableClient("Offices");
}
