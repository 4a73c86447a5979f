using System.Globalization;
using MemberServices.Calendar;
using NodaTime;
using NodaTime.TimeZones;
using NodaTime.Text;

namespace MemberServices.Desk.Frame;

/// <summary>Where something is due, as seen from now.</summary>
public enum DueGroup
{
    Overdue = 1,
    Today,

    /// <summary>Up to and with Sunday.</summary>
    ThisWeek,
    Later,
}

/// <summary>Times as staff read them: relative first, then exact, in the organization's zone, which is named once. Days and times don't break inside.</summary>
public sealed class DeskTimes(BusinessCalendar calendar, TimeProvider clock)
{
    const char Fixed = '\u00a0';

    static readonly ZonedDateTimePattern TimePattern = Pattern("h:mm'\u00a0'tt");
    static readonly ZonedDateTimePattern DayPattern = Pattern("ddd, MMM'\u00a0'd");
    static readonly ZonedDateTimePattern DayOfOtherYearPattern = Pattern("ddd, MMM'\u00a0'd, yyyy");
    static readonly LocalDateTimePattern LocalPattern = LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm");
    static readonly ZonedDateTimePattern ZonePattern = Pattern("%x");

    public DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>"Tue, Dec 15, 10:24 AM CST".</summary>
    public string WithZone(DateTimeOffset at) => $"{Day(at)}, {Time(at)}{Fixed}{ZonePattern.Format(calendar.InZone(at))}";

    /// <summary>"Tue, Dec 15, 10:24 AM"; of today "Today, 10:24 AM".</summary>
    /// <param name="at">When.</param>
    /// <param name="isInside">Whether it stands inside a sentence.</param>
    public string Exact(DateTimeOffset at, bool isInside = false) => $"{(!IsToday(at) ? Day(at) : isInside ? "today" : "Today")}, {Time(at)}";

    /// <summary>"Tue, Dec 15", with the year unless it is this one.</summary>
    public string Day(DateTimeOffset at) => (calendar.InZone(at).Year == calendar.InZone(Now).Year ? DayPattern : DayOfOtherYearPattern).Format(calendar.InZone(at));

    /// <summary>"10:24 AM".</summary>
    public string Time(DateTimeOffset at) => TimePattern.Format(calendar.InZone(at));

    /// <summary>A timeline's day: "Today, Tue, Dec 15".</summary>
    public string Heading(DateTimeOffset at) => DaysFromNow(at) switch
    {
        0 => $"Today, {Day(at)}",
        -1 => $"Yesterday, {Day(at)}",
        _ => Day(at),
    };

    /// <summary>"24 min late", "in 1 h 14 min", "tomorrow", "in 3 days".</summary>
    public string FromNow(DateTimeOffset at)
    {
        var left = at - Now;
        return left < TimeSpan.Zero ? $"{(DaysFromNow(at) == 0 || left > TimeSpan.FromHours(-12) ? Length(-left) : Days(Math.Max(1, -DaysFromNow(at))))} late"
            : DaysFromNow(at) switch
            {
                0 => $"in {Length(left)}",
                1 => "tomorrow",
                var days => $"in {Days(days)}",
            };
    }

    /// <summary>The beginning of a day that a date field names, "2026-12-31"; null: it names none.</summary>
    public DateTimeOffset? StartOf(string day) =>
        LocalDatePattern.Iso.Parse(day) is { Success: true, Value: var date } ? calendar.InZone(Now).Zone.AtStartOfDay(date).ToDateTimeOffset() : null;

    /// <summary>What a field of date and time names, "2026-12-31T14:30", in the organization's zone; null: it names none.</summary>
    public DateTimeOffset? At(string local) =>
        LocalPattern.Parse(local) is { Success: true, Value: var at } ? at.InZone(calendar.InZone(Now).Zone, Resolvers.LenientResolver).ToDateTimeOffset().ToUniversalTime() : null;

    /// <summary>The same as such a field has it.</summary>
    public string Field(DateTimeOffset at) => LocalPattern.Format(calendar.InZone(at).LocalDateTime);

    public DueGroup GroupOf(DateTimeOffset due)
    {
        var days = DaysFromNow(due);
        return due < Now ? DueGroup.Overdue
            : days == 0 ? DueGroup.Today
            : days <= IsoDayOfWeek.Sunday - calendar.InZone(Now).DayOfWeek ? DueGroup.ThisWeek
            : DueGroup.Later;
    }

    /// <summary>Whether two instants are on one day.</summary>
    public bool AreOneDay(DateTimeOffset one, DateTimeOffset other) => calendar.InZone(one).Date == calendar.InZone(other).Date;

    bool IsToday(DateTimeOffset at) => DaysFromNow(at) == 0;

    int DaysFromNow(DateTimeOffset at) => Period.DaysBetween(calendar.InZone(Now).Date, calendar.InZone(at).Date);

    static string Days(int days) => days == 1 ? $"1{Fixed}day" : $"{days.ToString("N0", CultureInfo.InvariantCulture)}{Fixed}days";

    static string Length(TimeSpan length)
    {
        var minutes = (int)Math.Max(1, Math.Floor(length.TotalMinutes));
        return minutes < 60 ? $"{minutes}{Fixed}min"
            : minutes % 60 == 0 ? $"{minutes / 60}{Fixed}h"
            : $"{minutes / 60}{Fixed}h{Fixed}{minutes % 60}{Fixed}min";
    }

    static ZonedDateTimePattern Pattern(string text) => ZonedDateTimePattern.Create(text, CultureInfo.InvariantCulture, null, null, default);
}
