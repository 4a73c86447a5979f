using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;

namespace Local.Tables;

/// <summary>Chooses the store behind an address: <c>local://NAME</c> is a local edition's, the rest are asked over REST.</summary>
static class TableBackends
{
    /// <summary>After StorageScope of Azure.Data.Tables' TableConstants.</summary>
    const string Scope = "https://storage.azure.com/.default";

    public static ITableBackend Open(string connectionString, TableClientOptions? options)
    {
        ArgumentNullException.ThrowIfNull(connectionString);
        var (endpoint, credential) = ConnectionString.Parse(connectionString);
        return Open(endpoint, credential, options);
    }

    public static ITableBackend Open(Uri endpoint, TableSharedKeyCredential credential, TableClientOptions? options)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        ArgumentNullException.ThrowIfNull(credential);
        return (ITableBackend?)Embedded(endpoint) ?? new RestBackend(endpoint, new SharedKeyPolicy(credential), options);
    }

    public static ITableBackend Open(Uri endpoint, TokenCredential credential, TableClientOptions? options)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        ArgumentNullException.ThrowIfNull(credential);
        return (ITableBackend?)Embedded(endpoint)
            ?? new RestBackend(endpoint, new BearerTokenAuthenticationPolicy(credential, Scope), options);
    }

    static TableStore? Embedded(Uri endpoint) =>
        endpoint.Scheme == "local" ? LocalEdition.At(endpoint.Host).Part<TableStore>() : null;
}
