using Azure;
using Azure.Data.Tables;

namespace MemberServices.Tables;

/// <summary>
/// How the table classes read and write: by key, with the row's version wherever another writer could be faster. What
/// another writer did is a result here; every other failure of the service is a <see cref="RequestFailedException"/>.
/// A row that was written has the new version in its <c>ETag</c>.
/// </summary>
public sealed class EntityTable(TableServiceClient service, string name)
{
    /// <summary>How often <see cref="ChangeAsync"/> and <see cref="AddOrReadAsync"/> try before they give up.</summary>
    public const int MostTries = 8;

    /// <summary>The official client, for what this class doesn't have.</summary>
    public TableClient Client { get; } = service.GetTableClient(name);

    /// <summary>The row with that key, or null.</summary>
    public async Task<T?> FindAsync<T>(string partition, string row, CancellationToken cancellationToken = default)
        where T : class, ITableEntity
    {
        var found = await Client.GetEntityIfExistsAsync<T>(partition, row, cancellationToken: cancellationToken);
        return found.HasValue ? found.Value : null;
    }

    /// <summary>The rows of a partition in the order of their keys, read 1,000 at a time.</summary>
    /// <param name="keys">Only these keys; all when it is left out.</param>
    /// <param name="where">Only rows like this: <c>$"IsOpen eq {true}"</c>. The service looks at every row between the keys.</param>
    public IAsyncEnumerable<T> QueryAsync<T>(
        string partition, RowKeys keys = default, FormattableString? where = null, CancellationToken cancellationToken = default)
        where T : class, ITableEntity =>
        Client.QueryAsync<T>(FilterOf(partition, keys, where), cancellationToken: cancellationToken);

    /// <summary>Rows of the whole table, whatever their partition, read 1,000 at a time: for what happens seldom, since the service looks at all of them.</summary>
    /// <param name="where">Only rows like this; all when it is left out.</param>
    public IAsyncEnumerable<T> ScanAsync<T>(FormattableString? where = null, CancellationToken cancellationToken = default) where T : class, ITableEntity =>
        Client.QueryAsync<T>(where is null ? null : TableClient.CreateQueryFilter(where), cancellationToken: cancellationToken);

    /// <summary>Some rows of a partition, in the order of their keys, and from where to go on.</summary>
    /// <param name="take">The most rows, at least 1.</param>
    /// <param name="after">The page before this one's <see cref="EntityPage{T}.After"/>; null for the first.</param>
    public async Task<EntityPage<T>> PageAsync<T>(
        string partition, int take, string? after, RowKeys keys = default, CancellationToken cancellationToken = default)
        where T : class, ITableEntity
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(take, 1);
        var filter = FilterOf(partition, keys, after is null ? null : (FormattableString)$"RowKey gt {after}");

        // One more than asked for says whether any follow.
        var rows = await Client.QueryAsync<T>(filter, Math.Min(take + 1, 1000), cancellationToken: cancellationToken)
            .Take(take + 1).ToListAsync(cancellationToken);
        return rows.Count <= take ? new EntityPage<T>(rows, null) : new EntityPage<T>(rows[..take], rows[take - 1].RowKey);
    }

    /// <summary>
    /// Adds a row unless one with its key is there. Of many at once, one is told that it was first; nobody is when the
    /// answer to it was lost and the client tried again. Who must know reads the row.
    /// </summary>
    public Task<bool> AddIfAbsentAsync<T>(T row, CancellationToken cancellationToken = default) where T : ITableEntity =>
        WriteAsync(row, Client.AddEntityAsync(row, cancellationToken), 409);

    /// <summary>Adds a row unless one with its key is there; the row that counts, which is the same object when it was added.</summary>
    /// <exception cref="RowContendedException">The row came and went <see cref="MostTries"/> times.</exception>
    public async Task<T> AddOrReadAsync<T>(T row, CancellationToken cancellationToken = default) where T : class, ITableEntity
    {
        for (var tries = 0; tries < MostTries; tries++)
        {
            if (await AddIfAbsentAsync(row, cancellationToken))
            {
                return row;
            }

            if (await FindAsync<T>(row.PartitionKey, row.RowKey, cancellationToken) is { } found)
            {
                return found;
            }
        }

        throw new RowContendedException(name, MostTries);
    }

    /// <summary>Adds a row, or replaces whatever is there.</summary>
    public Task UpsertAsync<T>(T row, CancellationToken cancellationToken = default) where T : ITableEntity =>
        WriteAsync(row, Client.UpsertEntityAsync(row, TableUpdateMode.Replace, cancellationToken));

    /// <summary>Replaces a row as it was read; false when it has changed or gone since.</summary>
    public Task<bool> ReplaceIfSameAsync<T>(T row, ETag read, CancellationToken cancellationToken = default) where T : ITableEntity =>
        WriteAsync(row, Client.UpdateEntityAsync(row, read, TableUpdateMode.Replace, cancellationToken), 404, 412);

    /// <summary>Deletes a row, whatever is in it; nothing happens when there is none.</summary>
    public Task DeleteAsync(string partition, string row, CancellationToken cancellationToken = default) =>
        Client.DeleteEntityAsync(partition, row, cancellationToken: cancellationToken);

    /// <summary>Deletes a row as it was read; false when it has changed or gone since.</summary>
    public async Task<bool> DeleteIfSameAsync<T>(T row, CancellationToken cancellationToken = default) where T : ITableEntity
    {
        try
        {
            // The client itself takes a row that has gone for deleted.
            return (await Client.DeleteEntityAsync(row.PartitionKey, row.RowKey, row.ETag, cancellationToken)).Status != 404;
        }
        catch (RequestFailedException e) when (e.Status is 404 or 412)
        {
            return false;
        }
    }

    /// <summary>Reads a row, changes it, and writes it if it is still as it was read; else again from the start.</summary>
    /// <param name="change">
    /// Gets the row, or null when there is none, and gives back what to write, or null to leave it. Called once a try, and
    /// also with its own row when the answer to a write was lost: a second time must do no harm.
    /// </param>
    /// <returns>The row as it is there now: written, left, or null.</returns>
    /// <exception cref="RowContendedException">Others were faster <see cref="MostTries"/> times.</exception>
    public async Task<T?> ChangeAsync<T>(string partition, string row, Func<T?, T?> change, CancellationToken cancellationToken = default)
        where T : class, ITableEntity
    {
        for (var tries = 0; tries < MostTries; tries++)
        {
            var read = await FindAsync<T>(partition, row, cancellationToken);
            var version = read?.ETag;
            if (change(read) is not { } changed)
            {
                return read;
            }

            (changed.PartitionKey, changed.RowKey) = (partition, row);
            if (version is { } same ? await ReplaceIfSameAsync(changed, same, cancellationToken) : await AddIfAbsentAsync(changed, cancellationToken))
            {
                return changed;
            }
        }

        throw new RowContendedException(name, MostTries);
    }

    /// <summary>Writes rows of one partition all at once, up to 100; false when one isn't as it must be, and then none is written.</summary>
    public async Task<bool> SubmitAsync(IReadOnlyList<TableTransactionAction> actions, CancellationToken cancellationToken = default)
    {
        try
        {
            await Client.SubmitTransactionAsync(actions, cancellationToken);
            return true;
        }
        catch (TableTransactionFailedException e) when (e.Status is 404 or 409 or 412)
        {
            return false;
        }
    }

    static async Task<bool> WriteAsync<T>(T row, Task<Response> write, params int[] lost) where T : ITableEntity
    {
        try
        {
            row.ETag = (await write).Headers.ETag ?? default;
            return true;
        }
        catch (RequestFailedException e) when (lost.Contains(e.Status))
        {
            return false;
        }
    }

    /// <summary>
    /// Deletes every row of the table like this, whatever its partition: for a nightly timer, since the service looks at all of
    /// them. Rows that change meanwhile stay.
    /// </summary>
    /// <returns>How many.</returns>
    public async Task<int> DeleteAllAsync(FormattableString where, CancellationToken cancellationToken = default)
    {
        var deleted = 0;
        await foreach (var row in Client.QueryAsync<TableEntity>(
            TableClient.CreateQueryFilter(where), select: [nameof(TableEntity.PartitionKey), nameof(TableEntity.RowKey)], cancellationToken: cancellationToken))
        {
            deleted += await DeleteIfSameAsync(row, cancellationToken) ? 1 : 0;
        }
        return deleted;
    }

    static string FilterOf(string partition, RowKeys keys, FormattableString? where) => string.Join(
        " and ",
        new[]
        {
            TableClient.CreateQueryFilter($"PartitionKey eq {partition}"),
            keys.Filter,
            where is null ? null : $"({TableClient.CreateQueryFilter(where)})",
        }.Where(part => part is not null));
}
