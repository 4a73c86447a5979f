namespace MemberServices.Calendar;

/// <summary>How far ahead dates are computed from the calendar. A feature registers its longest.</summary>
/// <param name="BusinessDays">From a day on which something begins to the last date that follows from it.</param>
public sealed record LongestSchedule(int BusinessDays);

/// <summary>
/// Whether the calendar's holidays are listed as far as dates are computed from it: a date in a year without them may fall on
/// one. A calendar without any holiday is one of an organization that keeps none.
/// </summary>
public sealed class ListedHolidays(CalendarPolicy policy, BusinessCalendar calendar, IEnumerable<LongestSchedule> schedules)
{
    /// <summary>Days before the first such date is computed, at which it is said.</summary>
    const int DaysAhead = 30;

    readonly int longest = schedules.Select(schedule => schedule.BusinessDays).DefaultIfEmpty(0).Max();

    /// <summary>The last year that has any, or null.</summary>
    public int? LastYear { get; } = policy.Holidays.Select(holiday => (int?)holiday.Date.Year).Max();

    /// <summary>The first year without, when dates in it are computed within 30 days; or null.</summary>
    public int? MissingYear(DateTimeOffset now) =>
        calendar.InZone(calendar.AddBusinessDays(now.AddDays(DaysAhead), longest)).Year > LastYear ? LastYear + 1 : null;

    /// <summary>What is to be done about a missing year, in a line.</summary>
    public static string Remedy(int year) =>
        $"List the holidays of {year} in policies.json (calendar.holidays): dates in {year} are computed without them";
}
