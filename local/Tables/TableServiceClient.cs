using Azure.Core;
using Azure.Data.Tables.Models;
using Local.Tables;

namespace Azure.Data.Tables;

/// <summary>The tables of an account: of the local edition at <c>local://NAME</c>, or behind any http(s) address.</summary>
public class TableServiceClient
{
    readonly ITableBackend backend = null!;

    protected TableServiceClient()
    {
    }

    public TableServiceClient(string connectionString)
        : this(connectionString, null)
    {
    }

    public TableServiceClient(string connectionString, TableClientOptions? options = null) =>
        backend = TableBackends.Open(connectionString, options);

    public TableServiceClient(Uri endpoint, TableSharedKeyCredential credential)
        : this(endpoint, credential, null)
    {
    }

    public TableServiceClient(Uri endpoint, TableSharedKeyCredential credential, TableClientOptions? options) =>
        backend = TableBackends.Open(endpoint, credential, options);

    public TableServiceClient(Uri endpoint, TokenCredential tokenCredential, TableClientOptions? options = null) =>
        backend = TableBackends.Open(endpoint, tokenCredential, options);

    public virtual string AccountName => backend.AccountName;

    public virtual Uri Uri => backend.Endpoint;

    public virtual TableClient GetTableClient(string tableName)
    {
        ArgumentException.ThrowIfNullOrEmpty(tableName);
        return new TableClient(backend, tableName);
    }

    public virtual Task<Response<TableItem>> CreateTableAsync(string tableName, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(tableName);
        return TableCalls.CreateAsync(backend, tableName, cancellationToken);
    }

    /// <remarks>Where the table exists, the raw response's status is 409.</remarks>
    public virtual Task<Response<TableItem>> CreateTableIfNotExistsAsync(string tableName, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(tableName);
        return TableCalls.CreateIfNotExistsAsync(backend, tableName, cancellationToken);
    }

    /// <remarks>Where there is no such table, the response's status is 404.</remarks>
    public virtual Task<Response> DeleteTableAsync(string tableName, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(tableName);
        return TableCalls.DeleteAsync(backend, tableName, cancellationToken);
    }

    public virtual AsyncPageable<TableItem> QueryAsync(
        string? filter = null, int? maxPerPage = null, CancellationToken cancellationToken = default) =>
        new TablePages<TableItem>(
            async (next, size) =>
            {
                var answer = await backend.ListTablesAsync(new EntityQuery(filter, size, null, next), cancellationToken).ConfigureAwait(false);
                TableCalls.ThrowIfRefused(answer.Response);
                return Page<TableItem>.FromValues([.. answer.Value!.Select(name => new TableItem(name))], answer.Next, answer.Response);
            },
            maxPerPage,
            cancellationToken);
}
