using MemberServices.Calendar;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace MemberServices.Health;

/// <summary>Whether each calendar's holidays reach as far as dates are computed; said at the start, too. The app works without.</summary>
public sealed partial class HolidaysCheck(IEnumerable<ListedHolidays> calendars, TimeProvider clock, ILogger<HolidaysCheck> log) : IHostedService, IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var remedies = Remedies();
        return Task.FromResult(remedies.Count == 0 ? HealthCheckResult.Healthy() : HealthCheckResult.Degraded(string.Join("; ", remedies)));
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var remedy in Remedies())
        {
            Log.Missing(log, remedy);
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    IReadOnlyList<string> Remedies()
    {
        var now = clock.GetUtcNow();
        return [.. from holidays in calendars where holidays.MissingYear(now) is not null select holidays.Remedy(holidays.MissingYear(now)!.Value)];
    }

    static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "{Remedy}")]
        public static partial void Missing(ILogger logger, string remedy);
    }
}
