using Azure.Data.Tables;
using Azure.Messaging.ServiceBus;
using MemberServices.Links;
using MemberServices.Messages;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace MemberServices;

/// <summary>Whether the app reaches what it stands on. What exactly fails is told to those who have a key, and to the log.</summary>
public sealed partial class Health(TableServiceClient tables, ServiceBusClient bus, TimeProvider clock, ILogger<Health> log)
{
    /// <summary>Anybody may ask, so what is known is asked again only after this long.</summary>
    static readonly TimeSpan Known = TimeSpan.FromSeconds(10);

    static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    readonly SemaphoreSlim gate = new(1, 1);
    HealthReport? latest;

    [Function("Health")]
    public async Task<IActionResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "health")] HttpRequest request)
    {
        var report = await ReportAsync(request.HttpContext.RequestAborted);
        return new JsonReply(new { status = report.Status }, report.Code);
    }

    [Function("HealthDetails")]
    public async Task<IActionResult> Details(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/health")] HttpRequest request)
    {
        var report = await ReportAsync(request.HttpContext.RequestAborted);
        return new JsonReply(report, report.Code);
    }

    async Task<HealthReport> ReportAsync(CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken);
        try
        {
            if (latest is not { } report || clock.GetUtcNow() - report.At >= Known)
            {
                var checks = await Task.WhenAll(
                    CheckAsync("tables", ReadTableAsync),
                    CheckAsync("bus", PeekQueueAsync));
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

    sealed record HealthReport(string Status, DateTimeOffset At, IReadOnlyList<HealthCheck> Checks)
    {
        [System.Text.Json.Serialization.JsonIgnore]
        public int Code => Status == "healthy" ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
    }

    sealed record HealthCheck(string Name, bool Works, string? Error);
}
