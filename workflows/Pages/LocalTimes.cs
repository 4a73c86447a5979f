using System.Globalization;
using MemberServices.Calendar;
using NodaTime;
using NodaTime.Text;

namespace MemberServices.Pages;

/// <summary>Times as people read them: the organization's own, with the zone's abbreviation.</summary>
public sealed class LocalTimes(CalendarPolicy policy, TimeProvider clock)
{
    static readonly ZonedDateTimePattern ExactPattern = Pattern("dddd, MMMM d, yyyy 'at' h:mm tt x");
    static readonly ZonedDateTimePattern ShortPattern = Pattern("ddd, MMM d, h:mm tt x");
    static readonly ZonedDateTimePattern ShortOfOtherYearPattern = Pattern("ddd, MMM d, yyyy, h:mm tt x");
    static readonly ZonedDateTimePattern DayPattern = Pattern("dddd, MMMM d");
    static readonly ZonedDateTimePattern DayOfOtherYearPattern = Pattern("dddd, MMMM d, yyyy");
    static readonly ZonedDateTimePattern TimePattern = Pattern("h:mm tt x");

    readonly BusinessCalendar calendar = new(policy);

    /// <summary>When something happened: "Monday, March 16, 2026 at 9:00 AM CDT".</summary>
    public string Exact(DateTimeOffset at) => ExactPattern.Format(calendar.InZone(at));

    /// <summary>The same in a list: "Mon, Mar 16, 9:00 AM CDT", with the year unless it is this one.</summary>
    public string Short(DateTimeOffset at) => Format(at, ShortPattern, ShortOfOtherYearPattern);

    /// <summary>"Thursday, December 17", with the year unless it is this one.</summary>
    public string Day(DateTimeOffset at) => Format(at, DayPattern, DayOfOtherYearPattern);

    /// <summary>
    /// A deadline, after "by" or "until": "the end of Thursday, December 17" when no opening hours follow on its day, else
    /// with its time, "Thursday, December 17, 2:00 PM CST".
    /// </summary>
    public string Deadline(DateTimeOffset at)
    {
        // A deadline at midnight is the end of the day before.
        var before = at.AddTicks(-1);
        return calendar.InZone(before).Date == calendar.InZone(calendar.NextOpen(at)).Date
            ? $"{Day(at)}, {TimePattern.Format(calendar.InZone(at))}"
            : $"the end of {Day(before)}";
    }

    string Format(DateTimeOffset at, ZonedDateTimePattern thisYear, ZonedDateTimePattern otherYear)
    {
        var local = calendar.InZone(at);
        return (local.Year == calendar.InZone(clock.GetUtcNow()).Year ? thisYear : otherYear).Format(local);
    }

    static ZonedDateTimePattern Pattern(string text) => ZonedDateTimePattern.Create(text, CultureInfo.InvariantCulture, null, null, default);
}
