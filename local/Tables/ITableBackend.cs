using Azure;
using Azure.Data.Tables;

namespace Local.Tables;

/// <summary>
/// What the clients ask of a store: the embedded one, or one behind REST. Entities are dictionaries as they are on the
/// wire. Refusals are answers, not exceptions; the clients decide which of them to throw.
/// </summary>
interface ITableBackend
{
    string AccountName { get; }

    /// <summary>The account's address, without a trailing slash.</summary>
    Uri Endpoint { get; }

    Task<Response> CreateTableAsync(string table, CancellationToken cancellationToken);

    Task<Response> DeleteTableAsync(string table, CancellationToken cancellationToken);

    /// <summary>A page of table names.</summary>
    Task<Answer<IReadOnlyList<string>>> ListTablesAsync(EntityQuery query, CancellationToken cancellationToken);

    Task<Answer<Dictionary<string, object?>>> FindAsync(
        string table, string partitionKey, string rowKey, string? select, CancellationToken cancellationToken);

    /// <summary>A page of entities.</summary>
    Task<Answer<IReadOnlyList<Dictionary<string, object?>>>> QueryAsync(string table, EntityQuery query, CancellationToken cancellationToken);

    Task<Response> ChangeAsync(string table, EntityChange change, CancellationToken cancellationToken);

    /// <summary>All changes or none. An answer of one error stands for the whole.</summary>
    Task<Answer<IReadOnlyList<Response>>> SubmitAsync(
        string table, IReadOnlyList<EntityChange> changes, CancellationToken cancellationToken);
}

/// <param name="Value">Null where the response is a refusal.</param>
/// <param name="Next">The token that continues after this page, or null after the last.</param>
sealed record Answer<T>(Response Response, T? Value, string? Next = null)
    where T : class;

/// <param name="Top">Entities per page; null: as many as the service gives (1,000).</param>
/// <param name="Select">Names separated by commas; null: every property.</param>
/// <param name="From">The token of the page before.</param>
sealed record EntityQuery(string? Filter, int? Top, string? Select, string? From);

/// <param name="Properties">As on the wire, keys included; null for a deletion.</param>
/// <param name="IfMatch">Null for what needs no condition: insertions and upserts.</param>
sealed record EntityChange(
    TableTransactionActionType Kind, string PartitionKey, string RowKey, Dictionary<string, object?>? Properties, string? IfMatch);
