using NodaTime;

namespace MemberServices.Calendar;

/// <summary>Deadlines in business days.</summary>
public static class BusinessDays
{
    /// <summary>
    /// Counts from the next open moment, moves that many business days, keeps the clock time, and when that is closed
    /// takes the next opening. A later start never gives an earlier deadline. Zero days are the next open moment.
    /// </summary>
    /// <remarks>
    /// <see cref="BusinessCalendar.AddBusinessDays"/> alone counts from the start itself: from Friday night to Tuesday
    /// morning, but from Saturday to Monday.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="days"/> is negative.</exception>
    public static DateTimeOffset DeadlineAfter(this BusinessCalendar calendar, DateTimeOffset start, int days)
    {
        var open = calendar.NextOpen(start);
        return days == 0 ? open : calendar.NextOpen(calendar.AddBusinessDays(AfterTheRepeatedHour(calendar, open), days));
    }

    /// <summary>
    /// In the hour that the clock shows for the second time, 01:10 is later than the 01:50 before it. Such a start
    /// counts from that hour's end, so that the order is kept; any other start is itself.
    /// </summary>
    internal static DateTimeOffset AfterTheRepeatedHour(BusinessCalendar calendar, DateTimeOffset start)
    {
        var shown = calendar.InZone(start);
        var mapping = shown.Zone.MapLocal(shown.LocalDateTime);
        if (mapping.Count < 2 || mapping.First() == shown)
        {
            return start;
        }

        var hoursEnd = mapping.EarlyInterval.IsoLocalEnd;
        return hoursEnd.InZone(shown.Zone, BusinessCalendar.Resolver).ToInstant().ToDateTimeOffset();
    }
}
