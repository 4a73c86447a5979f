using Azure;
using Azure.Data.Tables;

namespace MemberServices.Tables;

/// <summary>What the table classes do with rows whose first, or unchanged, version counts.</summary>
public sealed class EntityTable(TableServiceClient service, string name)
{
    public TableClient Client { get; } = service.GetTableClient(name);

    /// <summary>Adds a row unless one with its key is there. Of many at once, exactly one is told that it was first.</summary>
    public async Task<bool> AddIfAbsentAsync<T>(T row, CancellationToken cancellationToken = default) where T : ITableEntity
    {
        try
        {
            await Client.AddEntityAsync(row, cancellationToken);
            return true;
        }
        catch (RequestFailedException e) when (e.Status == 409)
        {
            return false;
        }
    }

    /// <summary>Replaces a row as it was read; false when it has changed or gone since.</summary>
    public async Task<bool> ReplaceIfSameAsync<T>(T row, ETag read, CancellationToken cancellationToken = default) where T : ITableEntity
    {
        try
        {
            await Client.UpdateEntityAsync(row, read, TableUpdateMode.Replace, cancellationToken);
            return true;
        }
        catch (RequestFailedException e) when (e.Status is 404 or 412)
        {
            return false;
        }
    }

    /// <summary>Deletes a row as it was read; no matter when it has changed or gone since.</summary>
    public async Task DeleteIfSameAsync<T>(T row, CancellationToken cancellationToken = default) where T : ITableEntity
    {
        try
        {
            await Client.DeleteEntityAsync(row.PartitionKey, row.RowKey, row.ETag, cancellationToken);
        }
        catch (RequestFailedException e) when (e.Status is 404 or 412)
        {
            // Whoever changed it knows better.
        }
    }

    /// <summary>The row with that key, or null.</summary>
    public async Task<T?> FindAsync<T>(string partition, string row, CancellationToken cancellationToken = default)
        where T : class, ITableEntity
    {
        var found = await Client.GetEntityIfExistsAsync<T>(partition, row, cancellationToken: cancellationToken);
        return found.HasValue ? found.Value : null;
    }

    /// <summary>Adds a row unless one with its key is there; the one that is there then.</summary>
    public async Task<T> AddOrReadAsync<T>(T row, CancellationToken cancellationToken = default) where T : class, ITableEntity =>
        await AddIfAbsentAsync(row, cancellationToken) ? row : (await FindAsync<T>(row.PartitionKey, row.RowKey, cancellationToken))!;

    public IAsyncEnumerable<T> QueryAsync<T>(string partition, CancellationToken cancellationToken = default) where T : class, ITableEntity =>
        Client.QueryAsync<T>(TableClient.CreateQueryFilter($"PartitionKey eq {partition}"), cancellationToken: cancellationToken);

    public Task DeleteAsync(string partition, string row, CancellationToken cancellationToken = default) =>
        Client.DeleteEntityAsync(partition, row, cancellationToken: cancellationToken);
}
