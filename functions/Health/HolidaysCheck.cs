using MemberServices.Calendar;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace MemberServices.Health;

/// <summary>Whether the calendar's holidays reach as far as dates are computed; said at the start, too. The app works without.</summary>
public sealed partial class HolidaysCheck(ListedHolidays holidays, TimeProvider clock, ILogger<HolidaysCheck> log) : IHostedService, IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(
        holidays.MissingYear(clock.GetUtcNow()) is { } year ? HealthCheckResult.Degraded(ListedHolidays.Remedy(year)) : HealthCheckResult.Healthy());

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (holidays.MissingYear(clock.GetUtcNow()) is { } year)
        {
            Log.Missing(log, ListedHolidays.Remedy(year));
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "{Remedy}")]
        public static partial void Missing(ILogger logger, string remedy);
    }
}
