using System.Linq.Expressions;
using Local.Tables;

namespace Azure.Data.Tables;

public partial class TableClient
{
    /// <summary>A filter with the interpolated values quoted and escaped.</summary>
    public static string? CreateQueryFilter(FormattableString filter) => FilterText.From(filter);

    /// <summary>The filter that says what the expression says.</summary>
    /// <exception cref="NotSupportedException">The expression has no counterpart in a filter.</exception>
    public static string? CreateQueryFilter<T>(Expression<Func<T, bool>> filter) => ExpressionFilter.From(filter);

    public virtual async Task<Response<T>> GetEntityAsync<T>(
        string partitionKey, string rowKey, IEnumerable<string>? select = null, CancellationToken cancellationToken = default)
        where T : class, ITableEntity
    {
        var answer = await FindAsync(partitionKey, rowKey, select, cancellationToken).ConfigureAwait(false);
        TableCalls.ThrowIfRefused(answer.Response);
        return Response.FromValue(EntityReader.Read<T>(answer.Value!), answer.Response);
    }

    public virtual async Task<NullableResponse<T>> GetEntityIfExistsAsync<T>(
        string partitionKey, string rowKey, IEnumerable<string>? select = null, CancellationToken cancellationToken = default)
        where T : class, ITableEntity
    {
        var answer = await FindAsync(partitionKey, rowKey, select, cancellationToken).ConfigureAwait(false);
        if (answer.Response.Status == 404)
        {
            return new NoEntity<T>(answer.Response);
        }

        TableCalls.ThrowIfRefused(answer.Response);
        return Response.FromValue(EntityReader.Read<T>(answer.Value!), answer.Response);
    }

    public virtual AsyncPageable<T> QueryAsync<T>(
        Expression<Func<T, bool>> filter,
        int? maxPerPage = null,
        IEnumerable<string>? select = null,
        CancellationToken cancellationToken = default)
        where T : class, ITableEntity =>
        QueryAsync<T>(CreateQueryFilter(filter), maxPerPage, select, cancellationToken);

    public virtual AsyncPageable<T> QueryAsync<T>(
        string? filter = null,
        int? maxPerPage = null,
        IEnumerable<string>? select = null,
        CancellationToken cancellationToken = default)
        where T : class, ITableEntity
    {
        var columns = select is null ? null : string.Join(',', select);
        return new TablePages<T>(
            async (next, size) =>
            {
                var query = new EntityQuery(filter, size, columns, next);
                var answer = await backend.QueryAsync(Name, query, cancellationToken).ConfigureAwait(false);
                TableCalls.ThrowIfRefused(answer.Response);
                return Page<T>.FromValues([.. answer.Value!.Select(EntityReader.Read<T>)], answer.Next, answer.Response);
            },
            maxPerPage,
            cancellationToken);
    }

    Task<Answer<Dictionary<string, object?>>> FindAsync(
        string partitionKey, string rowKey, IEnumerable<string>? select, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(partitionKey);
        ArgumentNullException.ThrowIfNull(rowKey);
        return backend.FindAsync(Name, partitionKey, rowKey, select is null ? null : string.Join(',', select), cancellationToken);
    }

    sealed class NoEntity<T>(Response response) : NullableResponse<T>
    {
        public override bool HasValue => false;

        public override T Value => throw new InvalidOperationException(ToString());

        public override Response GetRawResponse() => response;

        public override string ToString() => $"Status: {response.Status}, Service returned no content";
    }
}
