using System.Globalization;
using NodaTime;
using NodaTime.Text;

namespace MemberServices.Calendar;

/// <summary>How a deadline in business days is counted, so that anybody can recompute it.</summary>
public static class BusinessDaysInWords
{
    /// <summary>More days than this are told by the first and the last of them.</summary>
    const int MostListed = 31;
    const int ListedAtEachEnd = 5;

    static readonly ZonedDateTimePattern Moment = ZonedDateTimePattern.CreateWithInvariantCulture("ddd, MMM d, h:mm tt x", null);
    static readonly ZonedDateTimePattern MomentOfAnotherYear = ZonedDateTimePattern.CreateWithInvariantCulture("ddd, MMM d, yyyy, h:mm tt x", null);
    static readonly ZonedDateTimePattern Clock = ZonedDateTimePattern.CreateWithInvariantCulture("h:mm tt x", null);
    static readonly LocalTimePattern Time = LocalTimePattern.CreateWithInvariantCulture("h:mm tt");

    /// <summary>
    /// The arithmetic of <see cref="BusinessDays.DeadlineAfter"/> in a line: "2 business days after Fri, Mar 6, 4:00 PM CST: Mon,
    /// Mar 9 (1), Tue 10 (2), at the same clock time, 4:00 PM CDT; clocks go forward on Sun, Mar 8".
    /// </summary>
    /// <param name="calendar">By which it is counted.</param>
    /// <param name="start">From when on.</param>
    /// <param name="days">How many.</param>
    /// <param name="untilClosing">Whether the deadline is when the day that is reached closes.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="days"/> is negative.</exception>
    public static string Explain(this BusinessCalendar calendar, DateTimeOffset start, int days, bool untilClosing = false)
    {
        var open = calendar.NextOpen(start);
        var counted = days == 0 ? open : BusinessDays.AfterTheRepeatedHour(calendar, open);
        var moved = calendar.AddBusinessDays(counted, days);
        var at = calendar.DeadlineAfter(start, days);
        var end = untilClosing ? calendar.ClosingOf(at) : at;
        return string.Join("; ", (IEnumerable<string>)
        [
            $"{Count(days)} {calendar.Told(start)}{string.Concat(FromOpening(calendar, start, open, counted))}{Days(calendar, counted, days)}{string.Concat(AtClock(calendar, counted, moved, at, days))}",
            .. untilClosing ? [$"until that day closes, {Clock.Format(calendar.InZone(end))}"] : Array.Empty<string>(),
            .. Changes(calendar, start, end),
            .. Holidays(calendar, start, end),
        ]);
    }

    static string Count(int days) => days switch { 0 => "The next open moment after", 1 => "1 business day after", _ => $"{days} business days after" };

    static IEnumerable<string> FromOpening(BusinessCalendar calendar, DateTimeOffset start, DateTimeOffset open, DateTimeOffset counted)
    {
        if (open != start)
        {
            yield return $", which is closed: from the next opening, {calendar.Told(open, since: start)}";
        }
        if (counted != open)
        {
            yield return $", which the clock shows for the second time: from {Clock.Format(calendar.InZone(counted))}";
        }
    }

    static string Days(BusinessCalendar calendar, DateTimeOffset counted, int days)
    {
        var before = calendar.InZone(counted).Date;
        var reached = new List<LocalDate>();
        for (var date = before.PlusDays(1); reached.Count < days; date = date.PlusDays(1))
        {
            if (calendar.IsBusinessDay(date))
            {
                reached.Add(date);
            }
        }

        var told = new List<string>();
        for (var i = 0; i < reached.Count; i++)
        {
            var isListed = reached.Count <= MostListed || i < ListedAtEachEnd || i >= reached.Count - ListedAtEachEnd;
            if (isListed)
            {
                told.Add($"{Day(reached[i], before)} ({i + 1})");
                before = reached[i];
            }
            else if (i == ListedAtEachEnd)
            {
                told.Add("…");
            }
        }

        return told.Count == 0 ? "" : $": {string.Join(", ", told)}";
    }

    /// <summary>What becomes of the clock time on the day that is reached.</summary>
    static IEnumerable<string> AtClock(BusinessCalendar calendar, DateTimeOffset counted, DateTimeOffset moved, DateTimeOffset at, int days)
    {
        if (days == 0)
        {
            yield break;
        }

        var (wanted, shown) = (calendar.InZone(counted).TimeOfDay, calendar.InZone(moved));
        yield return shown.TimeOfDay == wanted
            ? $", at the same clock time, {Clock.Format(shown)}"
            : $", where the clock skips {Time.Format(wanted)}: at {Clock.Format(shown)}";
        if (at != moved)
        {
            yield return $", which is closed: at the next opening, {calendar.Told(at, since: moved)}";
        }
    }

    static IEnumerable<string> Changes(BusinessCalendar calendar, DateTimeOffset start, DateTimeOffset end)
    {
        var zone = calendar.InZone(start).Zone;
        var intervals = zone.GetZoneIntervals(Instant.FromDateTimeOffset(start), Instant.FromDateTimeOffset(end).Plus(Duration.Epsilon)).ToList();
        foreach (var (before, after) in intervals.Zip(intervals.Skip(1)))
        {
            var change = after.WallOffset - before.WallOffset;
            if (change != Offset.Zero)
            {
                var minutes = Math.Abs(change.Seconds / 60);
                var by = minutes == 60 ? "" : $" by {minutes} minutes";
                yield return $"clocks go {(change.Seconds > 0 ? "forward" : "back")}{by} on {Day(after.IsoLocalStart.Date, null)}";
            }
        }
    }

    static IEnumerable<string> Holidays(BusinessCalendar calendar, DateTimeOffset start, DateTimeOffset end)
    {
        var (first, last) = (calendar.InZone(start).Date, calendar.InZone(end).Date);
        var skipped = Enumerable.Range(0, Period.DaysBetween(first, last) + 1).Select(first.PlusDays)
            .Where(date => calendar.HolidayOn(date) is not null).Select(date => $"{Day(date, null)} ({calendar.HolidayOn(date)})").ToList();
        return skipped.Count == 0 ? [] : [$"{(skipped.Count == 1 ? "holiday" : "holidays")} skipped: {string.Join(", ", skipped)}"];
    }

    /// <summary>"Fri, Mar 6, 4:00 PM CST", with the year when it is another than that of a moment before.</summary>
    static string Told(this BusinessCalendar calendar, DateTimeOffset at, DateTimeOffset? since = null)
    {
        var shown = calendar.InZone(at);
        return (since is { } before && calendar.InZone(before).Year != shown.Year ? MomentOfAnotherYear : Moment).Format(shown);
    }

    /// <summary>"Tue 10" in the month of a day before, else "Mon, Mar 9", and in another year with it.</summary>
    static string Day(LocalDate date, LocalDate? before) => date.ToString(
        before is null ? "ddd, MMM d"
        : before.Value.Year != date.Year ? "ddd, MMM d, yyyy"
        : before.Value.Month != date.Month ? "ddd, MMM d"
        : "ddd d",
        CultureInfo.InvariantCulture);
}
