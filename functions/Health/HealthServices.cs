using Microsoft.Extensions.DependencyInjection;

namespace MemberServices.Health;

/// <summary>What is asked about when somebody asks whether the app works.</summary>
public static class HealthServices
{
    public static IServiceCollection AddHealth(this IServiceCollection services)
    {
        services.AddHealthChecks()
            .AddCheck<TablesCheck>("tables", timeout: HealthReports.Patience)
            .AddCheck<BusCheck>("bus", timeout: HealthReports.Patience)
            .AddCheck<MailQueueCheck>("mail-queue", timeout: HealthReports.Patience)
            .AddCheck<MailPauseCheck>("mail", timeout: HealthReports.Patience)
            .AddCheck<MailQuotaCheck>("mail-quota")
            .AddCheck<TableInitializer>("initialization")
            .AddCheck<HolidaysCheck>("holidays");
        return services
            .AddSingleton<HealthReports>()
            .AddSingleton<HolidaysCheck>()
            .AddHostedService(s => s.GetRequiredService<HolidaysCheck>());
    }
}
