using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace MemberServices.Health;

/// <summary>Runs the health checks. Anybody may ask for it, so an answer is kept for ten seconds.</summary>
public sealed class HealthReports(HealthCheckService checks, TimeProvider clock)
{
    /// <summary>How long a check may take.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    static readonly TimeSpan Kept = TimeSpan.FromSeconds(10);

    readonly SemaphoreSlim gate = new(1, 1);
    HealthView? latest;

    public async Task<HealthView> LatestAsync(CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken);
        try
        {
            if (latest is not { } report || clock.GetUtcNow() - report.At >= Kept)
            {
                latest = report = View(await checks.CheckHealthAsync(cancellationToken));
            }

            return report;
        }
        finally
        {
            gate.Release();
        }
    }

    HealthView View(HealthReport report) => new(
        State(report.Status),
        clock.GetUtcNow(),
        [.. report.Entries.Select(each => new CheckView(
            each.Key,
            State(each.Value.Status),
            each.Value.Status != HealthStatus.Unhealthy,
            (int)Math.Ceiling(each.Value.Duration.TotalMilliseconds),
            each.Value.Status == HealthStatus.Healthy ? null : each.Value.Exception?.GetType().Name ?? each.Value.Description,
            each.Value.Status == HealthStatus.Healthy ? each.Value.Description : null))]);

    static string State(HealthStatus status) => status.ToString().ToLowerInvariant();
}

/// <param name="Status">"healthy"; "degraded" when all works and something is to be done; "unhealthy".</param>
/// <param name="At">When it was tried.</param>
/// <param name="Checks">What was tried.</param>
public sealed record HealthView(string Status, DateTimeOffset At, IReadOnlyList<CheckView> Checks);

/// <param name="Name">"tables", "bus", "mail-queue", "mail", "mail-quota", "initialization", "holidays".</param>
/// <param name="State">"healthy"; "degraded" when it works and something is to be done; "unhealthy".</param>
/// <param name="Works">Whether it did, in time.</param>
/// <param name="LatencyMs">How long it took, in milliseconds.</param>
/// <param name="Error">The kind of failure, of which the log has the rest, or what is to be done; null when nothing is.</param>
/// <param name="Note">What is to be known though nothing is to be done, or null.</param>
public sealed record CheckView(string Name, string State, bool Works, int LatencyMs, string? Error, string? Note);
