using Azure.Data.Tables;

[assembly: AssemblyFixture(typeof(MemberServices.Tests.Tables.Azurite))]

namespace MemberServices.Tests.Tables;

/// <summary>Azurite's development account.</summary>
public sealed class AzuriteAccount(Azurite azurite) : ITableAccount
{
    public async ValueTask<TableServiceClient> OpenAsync() => new(await ConnectionStringAsync(azurite));

    public static async Task<string> ConnectionStringAsync(Azurite azurite) =>
        $"DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;AccountKey={Azurite.Key};TableEndpoint={await azurite.AddressAsync()}/devstoreaccount1;";
}
