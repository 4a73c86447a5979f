using Azure;

namespace Local.Tables;

/// <summary>Pages fetched one by one as they are asked for.</summary>
/// <param name="fetch">The page after a token (null: the first), with at most so many values.</param>
sealed class TablePages<T>(Func<string?, int?, Task<Page<T>>> fetch, int? maxPerPage, CancellationToken cancellationToken)
    : AsyncPageable<T>(cancellationToken)
    where T : notnull
{
    public override async IAsyncEnumerable<Page<T>> AsPages(string? continuationToken = null, int? pageSizeHint = null)
    {
        do
        {
            var page = await fetch(continuationToken, pageSizeHint ?? maxPerPage).ConfigureAwait(false);
            yield return page;
            continuationToken = page.ContinuationToken;
        }
        while (continuationToken is not null);
    }
}
