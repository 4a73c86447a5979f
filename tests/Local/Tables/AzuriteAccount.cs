using Azure.Data.Tables;

[assembly: AssemblyFixture(typeof(MemberServices.Tests.Tables.Azurite))]

namespace MemberServices.Tests.Tables;

/// <summary>Azurite's development account.</summary>
public sealed class AzuriteAccount(Azurite azurite) : ITableAccount
{
    public async ValueTask<TableServiceClient> OpenAsync()
    {
        var address = await azurite.AddressAsync();
        return new TableServiceClient(
            $"DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;AccountKey={Azurite.Key};TableEndpoint={address}/devstoreaccount1;");
    }
}
