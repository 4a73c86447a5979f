using Azure.Core;
using Azure.Data.Tables.Models;
using Local.Tables;

namespace Azure.Data.Tables;

/// <summary>One table: of the local edition at <c>local://NAME</c>, or behind any http(s) address.</summary>
public partial class TableClient
{
    readonly ITableBackend backend = null!;

    protected TableClient() => Name = null!;

    public TableClient(string connectionString, string tableName)
        : this(connectionString, tableName, null)
    {
    }

    public TableClient(string connectionString, string tableName, TableClientOptions? options = null)
        : this(TableBackends.Open(connectionString, options), tableName)
    {
    }

    public TableClient(Uri endpoint, string tableName, TableSharedKeyCredential credential)
        : this(endpoint, tableName, credential, null)
    {
    }

    public TableClient(Uri endpoint, string tableName, TableSharedKeyCredential credential, TableClientOptions? options = null)
        : this(TableBackends.Open(endpoint, credential, options), tableName)
    {
    }

    public TableClient(Uri endpoint, string tableName, TokenCredential tokenCredential, TableClientOptions? options = null)
        : this(TableBackends.Open(endpoint, tokenCredential, options), tableName)
    {
    }

    internal TableClient(ITableBackend backend, string tableName)
    {
        ArgumentException.ThrowIfNullOrEmpty(tableName);
        this.backend = backend;
        Name = tableName;
    }

    public virtual string Name { get; }

    public virtual string AccountName => backend.AccountName;

    public virtual Uri Uri => new($"{backend.Endpoint.AbsoluteUri.TrimEnd('/')}/{Name}");

    public virtual Task<Response<TableItem>> CreateAsync(CancellationToken cancellationToken = default) =>
        TableCalls.CreateAsync(backend, Name, cancellationToken);

    /// <remarks>Where the table exists, the raw response's status is 409.</remarks>
    public virtual Task<Response<TableItem>> CreateIfNotExistsAsync(CancellationToken cancellationToken = default) =>
        TableCalls.CreateIfNotExistsAsync(backend, Name, cancellationToken);

    /// <remarks>Where there is no such table, the response's status is 404.</remarks>
    public virtual Task<Response> DeleteAsync(CancellationToken cancellationToken = default) =>
        TableCalls.DeleteAsync(backend, Name, cancellationToken);
}
