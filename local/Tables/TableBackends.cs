using Azure.Core;
using Azure.Data.Tables;

namespace Local.Tables;

/// <summary>Chooses the store behind an address: <c>local://NAME</c> is a local edition's, the rest are asked over REST.</summary>
static class TableBackends
{
    public static ITableBackend Open(string connectionString, TableClientOptions? options) =>
        throw new NotImplementedException();

    public static ITableBackend Open(Uri endpoint, TableSharedKeyCredential credential, TableClientOptions? options)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        ArgumentNullException.ThrowIfNull(credential);
        return Embedded(endpoint) ?? throw new NotImplementedException();
    }

    public static ITableBackend Open(Uri endpoint, TokenCredential credential, TableClientOptions? options)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        ArgumentNullException.ThrowIfNull(credential);
        return Embedded(endpoint) ?? throw new NotImplementedException();
    }

    static TableStore? Embedded(Uri endpoint) =>
        endpoint.Scheme == "local" ? LocalEdition.At(endpoint.Host).Part<TableStore>() : null;
}
