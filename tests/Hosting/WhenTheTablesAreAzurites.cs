using Azure.Data.Tables;
using MemberServices.Onboarding;
using MemberServices.Tests.Pages;
using MemberServices.Tests.Tables;

namespace MemberServices.Tests.Hosting;

public class WhenTheTablesAreAzurites(Azurite azurite)
{
    [Fact]
    public async Task The_app_keeps_its_rows_there()
    {
        var connection = await AzuriteAccount.ConnectionStringAsync(azurite);
        await using var mls = await Mls.StartAsync($"--Tables={connection}");

        await mls.Applies(Cast.Jane);

        Assert.Equal(1, mls.Inbox(Cast.Bob).Count);
        var table = new TableServiceClient(connection).GetTableClient(EnrollmentOpened.TableName);
        var rows = table.QueryAsync<TableEntity>(cancellationToken: TestContext.Current.CancellationToken);
        Assert.Contains(await rows.ToListAsync(TestContext.Current.CancellationToken), row => row.RowKey == "opened");
    }
}
