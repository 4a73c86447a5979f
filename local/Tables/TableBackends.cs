using Azure.Core;
using Azure.Data.Tables;

namespace Local.Tables;

/// <summary>Chooses the store behind an address.</summary>
static class TableBackends
{
    const string LocalScheme = "local";

    public static ITableBackend Open(string connectionString, TableClientOptions? options) => throw new NotImplementedException();

    public static ITableBackend Open(Uri endpoint, TableSharedKeyCredential credential, TableClientOptions? options) => throw new NotImplementedException();

    public static ITableBackend Open(Uri endpoint, TokenCredential credential, TableClientOptions? options) => throw new NotImplementedException();
}
