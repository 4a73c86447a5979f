using Microsoft.Extensions.DependencyInjection;

namespace MemberServices.Calendar;

public static class CalendarServices
{
    /// <summary>The policy's calendars. The default one stands for itself, too: most of what counts business time needs no other.</summary>
    public static IServiceCollection AddCalendars(this IServiceCollection services, NamedCalendars calendars)
    {
        foreach (var calendar in calendars.All)
        {
            services.AddSingleton(s => new ListedHolidays(calendar, s.GetServices<LongestSchedule>()));
        }

        return services.AddSingleton(calendars).AddSingleton(calendars.Default.Policy).AddSingleton(calendars.Default.Time);
    }

    /// <summary>A kind whose deadlines can be looked at before anything of it begins.</summary>
    public static IServiceCollection AddPreview<TPreview>(this IServiceCollection services) where TPreview : class, IPolicyPreview =>
        services.AddSingleton<IPolicyPreview, TPreview>();
}
