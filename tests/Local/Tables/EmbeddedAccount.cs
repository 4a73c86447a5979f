using Azure.Data.Tables;
using Local;

namespace MemberServices.Tests.Tables;

/// <summary>The local edition's own tables, in memory.</summary>
public sealed class EmbeddedAccount : ITableAccount, IAsyncDisposable
{
    readonly LocalEdition edition = new(start: new DateTimeOffset(2026, 3, 2, 15, 0, 0, TimeSpan.Zero));

    public ValueTask<TableServiceClient> OpenAsync() =>
        ValueTask.FromResult(new TableServiceClient(edition.Endpoint, new TableSharedKeyCredential("local", "bG9jYWw=")));

    public ValueTask DisposeAsync() => edition.DisposeAsync();
}
