using Azure.Data.Tables;
using Azure.Messaging.ServiceBus;
using MemberServices.Links;
using MemberServices.Messages;
using Microsoft.Extensions.Logging;

namespace MemberServices;

/// <summary>Tries what the app stands on. Anybody may ask for it, so an answer is kept for ten seconds.</summary>
public sealed partial class Reachability(TableServiceClient tables, ServiceBusClient bus, TimeProvider clock, ILogger<Reachability> log)
{
    static readonly TimeSpan Kept = TimeSpan.FromSeconds(10);
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    readonly SemaphoreSlim gate = new(1, 1);
    HealthReport? latest;

    public async Task<HealthReport> ReportAsync(CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken);
        try
        {
            if (latest is not { } report || clock.GetUtcNow() - report.At >= Kept)
            {
                var checks = await Task.WhenAll(CheckAsync("tables", ReadTableAsync), CheckAsync("bus", PeekQueueAsync));
                latest = report = new HealthReport(checks.All(c => c.Works) ? "healthy" : "unhealthy", clock.GetUtcNow(), checks);
            }

            return report;
        }
        finally
        {
            gate.Release();
        }
    }

    async Task<HealthCheck> CheckAsync(string name, Func<CancellationToken, Task> check)
    {
        // How long a caller waits has nothing to do with a clock that a test moves.
        using var patience = new CancellationTokenSource(Patience, TimeProvider.System);
        try
        {
            await check(patience.Token);
            return new HealthCheck(name, true, null);
        }
#pragma warning disable CA1031 // Whatever it is that fails, the answer is that this part doesn't work.
        catch (Exception e)
#pragma warning restore CA1031
        {
            Failed(log, e, name);
            return new HealthCheck(name, false, e.GetType().Name);
        }
    }

    Task ReadTableAsync(CancellationToken cancellationToken) =>
        tables.GetTableClient(LinkTable.TableName).GetEntityIfExistsAsync<TableEntity>("health", "health", cancellationToken: cancellationToken);

    async Task PeekQueueAsync(CancellationToken cancellationToken)
    {
        await using var receiver = bus.CreateReceiver(Bus.Mail);
        await receiver.PeekMessageAsync(cancellationToken: cancellationToken);
    }

    [LoggerMessage(LogLevel.Error, "Health: {Part} doesn't work")]
    static partial void Failed(ILogger logger, Exception exception, string part);
}

/// <param name="Status">"healthy" or "unhealthy".</param>
/// <param name="At">When it was tried.</param>
/// <param name="Checks">What was tried.</param>
public sealed record HealthReport(string Status, DateTimeOffset At, IReadOnlyList<HealthCheck> Checks);

/// <param name="Name">"tables", "bus".</param>
/// <param name="Works">Whether it answered in time.</param>
/// <param name="Error">The kind of failure; the log has the rest.</param>
public sealed record HealthCheck(string Name, bool Works, string? Error);
