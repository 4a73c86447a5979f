using FsCheck;
using FsCheck.Fluent;
using MemberServices.Calendar;

namespace MemberServices.Tests.Calendar;

/// <summary>Calendars of all kinds in 2025 and 2026, and instants, many of them where clocks change.</summary>
static class AnyCalendar
{
    static readonly DateTimeOffset Start = new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Days on which the clock of one of the zones changes.</summary>
    static readonly DateTimeOffset[] Changes =
        [Utc(2025, 3, 9), Utc(2025, 11, 2), Utc(2026, 3, 8), Utc(2025, 3, 30), Utc(2025, 10, 26), Utc(2025, 4, 5), Utc(2025, 10, 4)];

    static Gen<OpenHours[]> Day => Gen.OneOf(
        Gen.Constant<OpenHours[]>([new("00:00", "24:00")]),
        Gen.Constant<OpenHours[]>([new("09:00", "17:00")]),
        from count in Gen.Choose(0, 3)
        from cuts in Gen.Choose(0, 24 * 12).ListOf(6)
        let marks = cuts.Distinct().Order().ToArray()
        select marks.Chunk(2).Where(pair => pair.Length == 2).Take(count)
            .Select(pair => new OpenHours(Clock(pair[0] * 5), Clock(pair[1] * 5))).ToArray());

    public static Gen<CalendarPolicy> Policy =>
        from zone in Gen.Elements("America/Chicago", "America/New_York", "Pacific/Honolulu", "Europe/London", "Asia/Kolkata", "Australia/Lord_Howe")
        from days in Day.ListOf(6)
        from holidays in Gen.Choose(0, 700).ListOf()
        select new CalendarPolicy
        {
            TimeZone = zone,
            Hours = new()
            {
                Monday = days[0],
                Tuesday = days[1],
                Wednesday = days[2],
                Thursday = [new("10:00", "15:00")],
                Friday = days[3],
                Saturday = days[4],
                Sunday = days[5],
            },
            Holidays = holidays.Distinct().Select(d => new Holiday(new DateOnly(2025, 1, 1).AddDays(d), $"holiday {d}")).ToArray(),
        };

    /// <summary>A whole minute.</summary>
    public static Gen<DateTimeOffset> Instant => Gen.OneOf(
        Gen.Choose(0, 500 * 24 * 60).Select(minutes => Start.AddMinutes(minutes)),
        from day in Gen.Elements(Changes)
        from minutes in Gen.Choose(-36 * 60, 36 * 60)
        select day.AddMinutes(minutes));

    static DateTimeOffset Utc(int year, int month, int day) => new(year, month, day, 0, 0, 0, TimeSpan.Zero);

    static string Clock(int minute) => minute == 24 * 60 ? "24:00" : $"{minute / 60:00}:{minute % 60:00}";
}
