namespace MemberServices.Calendar;

/// <summary>How far ahead dates are computed from a calendar. A feature registers its longest.</summary>
/// <param name="BusinessDays">From a day on which something begins to the last date that follows from it.</param>
/// <param name="Calendar">The calendar's name; null: the default.</param>
public sealed record LongestSchedule(int BusinessDays, string? Calendar = null);

/// <summary>
/// Whether a calendar's holidays are listed as far as dates are computed from it: a date in a year without them may fall on
/// one. A calendar without any holiday is one of an organization that keeps none.
/// </summary>
public sealed class ListedHolidays(NamedCalendar calendar, IEnumerable<LongestSchedule> schedules)
{
    /// <summary>Days before the first such date is computed, at which it is said.</summary>
    const int DaysAhead = 30;

    readonly HashSet<int> years = [.. calendar.Policy.Holidays.Select(holiday => holiday.Date.Year)];

    readonly int longest = schedules
        .Where(schedule => schedule.Calendar is null ? calendar.IsDefault : schedule.Calendar == calendar.Name)
        .Select(schedule => schedule.BusinessDays).DefaultIfEmpty(0).Max();

    public NamedCalendar Calendar => calendar;

    /// <summary>The last year that has any, or null.</summary>
    public int? LastYear => years.Count == 0 ? null : years.Max();

    /// <summary>The first year without, when dates in it are computed within 30 days; or null.</summary>
    public int? MissingYear(DateTimeOffset now) =>
        calendar.Time.InZone(calendar.Time.AddBusinessDays(now.AddDays(DaysAhead), longest)).Year > LastYear ? LastYear + 1 : null;

    /// <summary>The years from one date to another that have no holiday, where others have.</summary>
    public IEnumerable<int> YearsWithout(DateTimeOffset from, DateTimeOffset to)
    {
        var (first, last) = (calendar.Time.InZone(from).Year, calendar.Time.InZone(to).Year);
        return years.Count == 0 ? [] : Enumerable.Range(first, last - first + 1).Where(year => !years.Contains(year));
    }

    /// <summary>What is to be done about a missing year, in a line.</summary>
    public string Remedy(int year)
    {
        var place = $"calendars.named.{calendar.Name}";
        return calendar.HolidaysFile is { } file
            ? $"List the holidays of {year} in {file} ({place}.holidaysFile): dates in {year} are computed without them"
            : $"List the holidays of {year} in policies.json ({place}.holidays): dates in {year} are computed without them";
    }
}
