using Local.Tables;

namespace Azure.Data.Tables;

public partial class TableClient
{
    public virtual Task<Response> AddEntityAsync<T>(T entity, CancellationToken cancellationToken = default)
        where T : ITableEntity
    {
        CheckKeys(entity);
        return ChangeAsync(TableTransactionActionType.Add, entity, null, cancellationToken);
    }

    public virtual Task<Response> UpdateEntityAsync<T>(
        T entity, ETag ifMatch, TableUpdateMode mode = TableUpdateMode.Merge, CancellationToken cancellationToken = default)
        where T : ITableEntity
    {
        CheckKeys(entity);
        if (ifMatch == default)
        {
            throw new ArgumentException("Value cannot be empty.", nameof(ifMatch));
        }

        var kind = Kind(mode, TableTransactionActionType.UpdateMerge, TableTransactionActionType.UpdateReplace);
        return ChangeAsync(kind, entity, ifMatch.ToString(), cancellationToken);
    }

    public virtual Task<Response> UpsertEntityAsync<T>(
        T entity, TableUpdateMode mode = TableUpdateMode.Merge, CancellationToken cancellationToken = default)
        where T : ITableEntity
    {
        CheckKeys(entity);
        var kind = Kind(mode, TableTransactionActionType.UpsertMerge, TableTransactionActionType.UpsertReplace);
        return ChangeAsync(kind, entity, null, cancellationToken);
    }

    /// <remarks>Where there is no such entity, the response's status is 404.</remarks>
    public virtual Task<Response> DeleteEntityAsync(ITableEntity entity, ETag ifMatch = default, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(entity);
        return DeleteEntityAsync(entity.PartitionKey, entity.RowKey, ifMatch, cancellationToken);
    }

    /// <inheritdoc cref="DeleteEntityAsync(ITableEntity, ETag, CancellationToken)"/>
    public virtual async Task<Response> DeleteEntityAsync(
        string partitionKey, string rowKey, ETag ifMatch = default, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(partitionKey);
        ArgumentNullException.ThrowIfNull(rowKey);
        var change = new EntityChange(TableTransactionActionType.Delete, partitionKey, rowKey, null, Condition(ifMatch) ?? "*");
        var response = await backend.ChangeAsync(Name, change, cancellationToken).ConfigureAwait(false);
        if (response.Status != 404)
        {
            TableCalls.ThrowIfRefused(response);
        }

        return response;
    }

    /// <exception cref="InvalidOperationException">There are no actions.</exception>
    /// <exception cref="TableTransactionFailedException">The service refused one; nothing of them was done.</exception>
    public virtual async Task<Response<IReadOnlyList<Response>>> SubmitTransactionAsync(
        IEnumerable<TableTransactionAction> transactionActions, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(transactionActions);
        EntityChange[] changes = [.. transactionActions.Select(Change)];
        if (changes.Length == 0)
        {
            throw new InvalidOperationException("Transaction contains no actions.");
        }

        var answer = await backend.SubmitAsync(Name, changes, cancellationToken).ConfigureAwait(false);
        TableCalls.ThrowIfRefused(answer.Response);
        if (answer.Value is [{ Status: >= 400 } refusal])
        {
            throw TransactionRefusal.Exception(refusal);
        }

        return Response.FromValue(answer.Value!, answer.Response);
    }

    static EntityChange Change(TableTransactionAction action)
    {
        var entity = action.Entity;
        return action.ActionType switch
        {
            TableTransactionActionType.Delete =>
                new(action.ActionType, entity.PartitionKey, entity.RowKey, null, Condition(action.ETag) ?? "*"),
            TableTransactionActionType.UpdateMerge or TableTransactionActionType.UpdateReplace =>
                new(action.ActionType, entity.PartitionKey, entity.RowKey, EntityWriter.ToWire(entity), Condition(action.ETag)),
            _ => new(action.ActionType, entity.PartitionKey, entity.RowKey, EntityWriter.ToWire(entity), null),
        };
    }

    static void CheckKeys(ITableEntity entity)
    {
        ArgumentNullException.ThrowIfNull(entity);
        ArgumentNullException.ThrowIfNull(entity.PartitionKey);
        ArgumentNullException.ThrowIfNull(entity.RowKey);
    }

    static string? Condition(ETag tag) => tag == default ? null : tag.ToString();

    static TableTransactionActionType Kind(
        TableUpdateMode mode, TableTransactionActionType merge, TableTransactionActionType replace) => mode switch
        {
            TableUpdateMode.Merge => merge,
            TableUpdateMode.Replace => replace,
            _ => throw new ArgumentException($"Unexpected value for mode: {mode}"),
        };

    async Task<Response> ChangeAsync(
        TableTransactionActionType kind, ITableEntity entity, string? ifMatch, CancellationToken cancellationToken)
    {
        var change = new EntityChange(kind, entity.PartitionKey, entity.RowKey, EntityWriter.ToWire(entity), ifMatch);
        var response = await backend.ChangeAsync(Name, change, cancellationToken).ConfigureAwait(false);
        TableCalls.ThrowIfRefused(response);
        return response;
    }
}
