using MemberServices.Calendar;

namespace MemberServices.Tests.Tickets;

/// <summary>Which minutes a calendar is open: each is asked for once.</summary>
sealed class OpenMinutes(BusinessCalendar calendar)
{
    readonly Dictionary<long, bool[]> days = [];

    public BusinessCalendar Calendar => calendar;

    public bool this[DateTimeOffset at]
    {
        get
        {
            var (day, minute) = Math.DivRem(at.UtcTicks / TimeSpan.TicksPerMinute, 24 * 60);
            if (!days.TryGetValue(day, out var open))
            {
                var midnight = new DateTimeOffset(day * TimeSpan.TicksPerDay, TimeSpan.Zero);
                days[day] = open = [.. Enumerable.Range(0, 24 * 60).Select(each => calendar.IsOpen(midnight.AddMinutes(each)))];
            }
            return open[minute];
        }
    }
}
