using Azure.Data.Tables;
using Local;
using Local.Host;

namespace MemberServices.Tests.Tables;

/// <summary>The local edition's own tables, in memory.</summary>
public sealed class EmbeddedAccount : ITableAccount, IAsyncDisposable
{
    readonly LocalEdition edition = new(start: new DateTimeOffset(2026, 3, 2, 15, 0, 0, TimeSpan.Zero));

    public ValueTask<TableServiceClient> OpenAsync() => ValueTask.FromResult(Open(edition));

    public static TableServiceClient Open(LocalEdition edition) => new(
        edition.TablesEndpoint,
        new LocalCredential(),
        new TableClientOptions { Transport = edition.Part<LocalTransport>(), RetryPolicy = new RetriesOnClock(edition.Clock) });

    public ValueTask DisposeAsync() => edition.DisposeAsync();
}
