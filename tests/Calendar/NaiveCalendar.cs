using MemberServices.Calendar;
using NodaTime;

namespace MemberServices.Tests.Calendar;

/// <summary>
/// Business time as one would count it with a clock and a finger: minute by minute, by what the wall clock shows. It shares
/// nothing with the code that it judges but the policy's words and the time zone's data.
/// </summary>
sealed class NaiveCalendar(CalendarPolicy policy)
{
    static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    readonly DateTimeZone zone = DateTimeZoneProviders.Tzdb[policy.TimeZone];
    readonly HashSet<LocalDate> holidays = [.. policy.Holidays.Select(holiday => LocalDate.FromDateOnly(holiday.Date))];

    public bool IsOpen(DateTimeOffset at)
    {
        var shown = Counted(at);
        return IsBusinessDay(shown.Date) && policy.Hours.On(shown.DayOfWeek).Any(hours => Of(hours.From) <= Of(shown) && Of(shown) < Of(hours.To));
    }

    public int OpenMinutes(DateTimeOffset from, DateTimeOffset to)
    {
        var open = 0;
        for (var at = from; at < to; at += Minute)
        {
            open += IsOpen(at) ? 1 : 0;
        }

        return open;
    }

    public DateTimeOffset Add(DateTimeOffset start, int minutes)
    {
        var at = start;
        for (var left = minutes; left > 0; at += Minute)
        {
            left -= IsOpen(at) ? 1 : 0;
        }

        return at;
    }

    public DateTimeOffset NextOpen(DateTimeOffset at)
    {
        while (!IsOpen(at))
        {
            at += Minute;
        }

        return at;
    }

    public DateTimeOffset DeadlineAfter(DateTimeOffset start, int days)
    {
        var open = NextOpen(start);
        if (days == 0)
        {
            return open;
        }

        // In the hour that comes twice the second counts as its end.
        var shown = Shown(open);
        var time = IsSecond(open) ? zone.MapLocal(shown).EarlyInterval.IsoLocalEnd : shown;
        var date = time.Date;
        for (var left = days; left > 0; left -= IsBusinessDay(date) ? 1 : 0)
        {
            date = date.PlusDays(1);
        }

        // The first minute at which the clock shows that time, or a later one of it when it skips it.
        var at = date.AtMidnight().InZoneLeniently(zone).ToInstant().ToDateTimeOffset().AddHours(-3);
        while (Shown(at) < date + time.TimeOfDay)
        {
            at += Minute;
        }

        return NextOpen(at);
    }

    bool IsBusinessDay(LocalDate date) => !holidays.Contains(date) && policy.Hours.On(date.DayOfWeek).Count > 0;

    LocalDateTime Shown(DateTimeOffset at) => Instant.FromDateTimeOffset(at).InZone(zone).LocalDateTime;

    /// <summary>An end that the clock shows twice is the first: all of the second showing belongs to what goes on after it.</summary>
    LocalDateTime Counted(DateTimeOffset at) => IsSecond(at) ? zone.MapLocal(Shown(at)).EarlyInterval.IsoLocalEnd.PlusMinutes(-1) : Shown(at);

    bool IsSecond(DateTimeOffset at)
    {
        var mapping = zone.MapLocal(Shown(at));
        return mapping.Count == 2 && mapping.Last().ToInstant() == Instant.FromDateTimeOffset(at);
    }

    static int Of(string clock) => int.Parse(clock[..2]) * 60 + int.Parse(clock[3..]);

    static int Of(LocalDateTime shown) => shown.Hour * 60 + shown.Minute;
}
