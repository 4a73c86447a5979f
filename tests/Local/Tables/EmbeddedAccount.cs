using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Local;
using Local.Host;

namespace MemberServices.Tests.Tables;

/// <summary>The machine's own tables, in memory.</summary>
public sealed class EmbeddedAccount : ITableAccount, IAsyncDisposable
{
    readonly LocalMachine machine = new(start: new DateTimeOffset(2026, 3, 2, 15, 0, 0, TimeSpan.Zero));

    public ValueTask<TableServiceClient> OpenAsync() => ValueTask.FromResult(Open(machine));

    /// <param name="policies">Each sees every call once, before the client tries it.</param>
    public static TableServiceClient Open(LocalMachine machine, params HttpPipelinePolicy[] policies)
    {
        var options = new TableClientOptions { Transport = machine.Part<LocalTransport>(), RetryPolicy = new RetriesOnClock(machine.Clock) };
        foreach (var policy in policies)
        {
            options.AddPolicy(policy, HttpPipelinePosition.PerCall);
        }

        return new TableServiceClient(machine.TablesEndpoint, new LocalCredential(), options);
    }

    public ValueTask DisposeAsync() => machine.DisposeAsync();
}
