using MemberServices.Calendar;

namespace MemberServices.Kpis;

public static class FigureDays
{
    /// <summary>The MLS's local day: that of the default calendar.</summary>
    public static DateOnly DayOf(this NamedCalendars calendars, DateTimeOffset at) => calendars.Default.Time.InZone(at).Date.ToDateOnly();
}
