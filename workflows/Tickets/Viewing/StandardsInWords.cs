using System.Globalization;
using MemberServices.Calendar;
using MemberServices.Tickets.Counting;
using NodaTime;

namespace MemberServices.Tickets.Viewing;

/// <summary>Times of the policy as people say them.</summary>
public static class StandardsInWords
{
    public static string Of(TimeSpan time) => (time.TotalMinutes, time.TotalHours) switch
    {
        ( < 60 or > 60 and < 120, _) => Count((int)time.TotalMinutes, "minute"),
        (_, var hours) when hours % 1 == 0 => Count((int)hours, "hour"),
        _ => $"{Count((int)time.TotalHours, "hour")} {Count(time.Minutes, "minute")}",
    };

    public static string Of(Target target, Priority priority)
    {
        var isUrgent = priority == Priority.Urgent;
        return target switch
        {
            { Days: { } days } => isUrgent ? Count(days, "day") : Count(days, "business day"),
            { SameDayHours: { } hours } => isUrgent ? $"{Count(hours, "hour")}, day and night" : $"the same business day, but at least {Count(hours, "business hour")}",
            { Hours: { } hours } => isUrgent ? $"{Count(hours, "hour")}, day and night" : Count(hours, "business hour"),
            _ => throw new ArgumentException("A target has one of hours, days and sameDayHours.", nameof(target)),
        };
    }

    /// <summary>The opening hours, days that are alike together: "Monday to Friday", "8:30 AM to 5:00 PM".</summary>
    public static IEnumerable<(string Days, string Hours)> HoursOf(CalendarPolicy calendar)
    {
        var days = Enum.GetValues<IsoDayOfWeek>().Where(day => day != IsoDayOfWeek.None).Select(day => (Day: day, Hours: HoursOn(calendar, day))).ToList();
        for (var i = 0; i < days.Count;)
        {
            var alike = days.Skip(i).TakeWhile(each => each.Hours == days[i].Hours).Count();
            yield return (alike == 1 ? $"{days[i].Day}" : $"{days[i].Day} to {days[i + alike - 1].Day}", days[i].Hours);
            i += alike;
        }
    }

    /// <summary>In which time zone they are, and the next holidays: "In the time of America/Chicago. Closed on Thursday, November 26 (Thanksgiving Day)."</summary>
    public static string ZoneOf(CalendarPolicy calendar, DateTimeOffset now)
    {
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        var next = calendar.Holidays.Where(holiday => holiday.Date >= today).OrderBy(holiday => holiday.Date).Take(3)
            .Select(holiday => $"{holiday.Date.ToString("dddd, MMMM d", CultureInfo.InvariantCulture)} ({holiday.Name})").ToList();
        return $"In the time of {calendar.TimeZone}.{(next.Count > 0 ? $" Closed next on {string.Join(", ", next)}." : "")}";
    }

    public static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    static string HoursOn(CalendarPolicy calendar, IsoDayOfWeek day) => calendar.Hours.On(day) switch
    {
        [] => "closed",
        [{ FromMinute: 0, ToMinute: 1440 }] => "all day",
        var hours => string.Join(", ", hours.Select(each => $"{Clock(each.FromMinute)} to {Clock(each.ToMinute)}")),
    };

    static string Clock(int minute) => minute == 1440 ? "midnight" : TimeOnly.FromTimeSpan(TimeSpan.FromMinutes(minute)).ToString("h:mm tt", CultureInfo.InvariantCulture);

    static string Count(int count, string unit) => count == 1 ? $"1 {unit}" : $"{count} {unit}s";
}
