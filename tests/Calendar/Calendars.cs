using MemberServices.Calendar;

namespace MemberServices.Tests.Calendar;

static class Calendars
{
    static readonly OpenHours[] NineToFive = [new("09:00", "17:00")];

    public static CalendarPolicy Chicago { get; } = new()
    {
        TimeZone = "America/Chicago",
        Hours = new()
        {
            Monday = NineToFive,
            Tuesday = NineToFive,
            Wednesday = [new("09:00", "12:00"), new("13:00", "17:00")],
            Thursday = NineToFive,
            Friday = NineToFive,
        },
        Holidays = [new(new DateOnly(2026, 11, 26), "Thanksgiving Day"), new(new DateOnly(2026, 12, 25), "Christmas Day")],
    };

    public static CalendarPolicy AroundTheClock(string timeZone)
    {
        OpenHours[] allDay = [new("00:00", "24:00")];
        return new()
        {
            TimeZone = timeZone,
            Hours = new()
            {
                Monday = allDay,
                Tuesday = allDay,
                Wednesday = allDay,
                Thursday = allDay,
                Friday = allDay,
                Saturday = allDay,
                Sunday = allDay,
            },
            Holidays = [],
        };
    }

    /// <summary>An instant by what the clock in Chicago shows, "2026-03-02 09:00".</summary>
    public static DateTimeOffset At(this BusinessCalendar calendar, string local)
    {
        var time = NodaTime.Text.LocalDateTimePattern.CreateWithInvariantCulture("yyyy-MM-dd HH:mm").Parse(local).Value;
        return calendar.InZone(default).Zone.AtStrictly(time).ToDateTimeOffset().ToUniversalTime();
    }

    public static string Shows(this BusinessCalendar calendar, DateTimeOffset instant) =>
        calendar.InZone(instant).ToString("yyyy-MM-dd HH:mm", null);
}
