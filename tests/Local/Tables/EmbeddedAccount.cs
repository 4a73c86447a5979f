using Azure.Data.Tables;
using Local;
using Local.Host;

namespace MemberServices.Tests.Tables;

/// <summary>The machine's own tables, in memory.</summary>
public sealed class EmbeddedAccount : ITableAccount, IAsyncDisposable
{
    readonly LocalMachine machine = new(start: new DateTimeOffset(2026, 3, 2, 15, 0, 0, TimeSpan.Zero));

    public ValueTask<TableServiceClient> OpenAsync() => ValueTask.FromResult(Open(machine));

    public static TableServiceClient Open(LocalMachine machine) => new(
        machine.TablesEndpoint,
        new LocalCredential(),
        new TableClientOptions { Transport = machine.Part<LocalTransport>(), RetryPolicy = new RetriesOnClock(machine.Clock) });

    public ValueTask DisposeAsync() => machine.DisposeAsync();
}
