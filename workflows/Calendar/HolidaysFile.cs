using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using MemberServices.Policies;

namespace MemberServices.Calendar;

/// <summary>Reads holidays from an iCalendar file (RFC 5545), as calendar programs export it.</summary>
/// <remarks>
/// Every event is a holiday, whatever it says about being free or busy, except one that was cancelled. What repeats without
/// end is read from <see cref="FirstYear"/> to <see cref="LastYear"/>, so that the same file always gives the same days.
/// </remarks>
public static class HolidaysFile
{
    public const int FirstYear = 2000;
    public const int LastYear = 2100;

    /// <summary>The largest file, in bytes. One of ten years of holidays has some 30 thousand.</summary>
    public const int Largest = 1024 * 1024;

    const int MostDays = ConfiguredCalendar.MostHolidaysInAYear * (LastYear - FirstYear + 1);
    const string Remedy = "export the holidays anew as all-day events, or list them in holidays";

    /// <summary>The holidays, a day once; none when something is wrong, which is reported.</summary>
    /// <param name="path">Where it lies.</param>
    /// <param name="check">The place in the policy that names it.</param>
    public static IReadOnlyList<Holiday> Read(string path, PolicyCheck check)
    {
        try
        {
            return Days(Text(path));
        }
        catch (UnusableFileException e)
        {
            check.Must(false, $"{Path.GetFileName(path)} {e.Message}");
            return [];
        }
    }

    static string Text(string path)
    {
        try
        {
            var file = new FileInfo(path);
            return !file.Exists ? throw new UnusableFileException($"must be beside the policy file: there is none at {path}")
                : file.Length > Largest ? throw new UnusableFileException(FormattableString.Invariant($"must have at most {Largest} bytes; it has {file.Length}: leave out what isn't a holiday"))
                : File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UnusableFileException($"can't be read: {e.Message}");
        }
    }

    static IReadOnlyList<Holiday> Days(string text)
    {
        var events = EventLines.In(text);
        if (!text.TrimStart().StartsWith("BEGIN:VCALENDAR", StringComparison.OrdinalIgnoreCase))
        {
            throw new UnusableFileException("line 1: isn't an iCalendar file, which begins with BEGIN:VCALENDAR: download the file itself, not the page that shows it");
        }

        try
        {
            var calendar = Ical.Net.Calendar.Load(text);
            var found = calendar?.Events.ToList() ?? [];
            if (found.Count == 0)
            {
                throw new UnusableFileException($"has no event: {Remedy}");
            }

            for (var i = 0; i < found.Count; i++)
            {
                Check(found[i], i < events.Count ? events[i].Line : null);
            }

            return [.. Expand(calendar!).DistinctBy(holiday => holiday.Date)];
        }
        // The library throws what it met: a wrong date is an ArgumentOutOfRangeException.
        catch (Exception e) when (e is not UnusableFileException)
        {
            var line = events.FirstOrDefault(each => !CanBeRead(each.Text))?.Line ?? EventLines.LineOf(text, e.Message);
            throw new UnusableFileException($"{At(line)}can't be understood ({e.Message.ReplaceLineEndings(" ").TrimEnd('.')}): {Remedy}");
        }
    }

    static void Check(CalendarEvent found, int? line)
    {
        var what = $"{At(line)}the event \"{found.Summary}\"";
        if (found.DtStart is null)
        {
            throw new UnusableFileException($"{what} has no date that can be read (DTSTART;VALUE=DATE:20261225): {Remedy}");
        }
        if (!found.IsAllDay)
        {
            throw new UnusableFileException($"{what} has a time, and a holiday is a whole day: make it an all-day event (DTSTART;VALUE=DATE:{found.DtStart.Date:yyyyMMdd}), or take it out");
        }
        if (found.DtEnd is { } end && end.Date < found.DtStart.Date)
        {
            throw new UnusableFileException($"{what} ends before it begins: correct DTEND, the day after its last");
        }
    }

    static IEnumerable<Holiday> Expand(Ical.Net.Calendar calendar)
    {
        var occurrences = calendar.GetOccurrences<CalendarEvent>(new CalDateTime(FirstYear, 1, 1))
            .TakeWhile(occurrence => occurrence.Period.StartTime.Year <= LastYear)
            .Take(MostDays + 1).ToList();
        if (occurrences.Count > MostDays)
        {
            throw new UnusableFileException($"has more than {ConfiguredCalendar.MostHolidaysInAYear} days in a year: leave out what isn't a holiday");
        }

        return from occurrence in occurrences
               let holiday = (CalendarEvent)occurrence.Source
               where !string.Equals(holiday.Status, "CANCELLED", StringComparison.OrdinalIgnoreCase)
               from day in DaysOf(occurrence.Period)
               where day.Year is >= FirstYear and <= LastYear
               select new Holiday(day, NameOf(holiday));
    }

    static IEnumerable<DateOnly> DaysOf(Period period)
    {
        var first = period.StartTime.Date;
        // Its end isn't in it. One that ends where it begins is that day.
        var length = Math.Max(1, (period.EffectiveEndTime?.Date ?? first).DayNumber - first.DayNumber);
        return Enumerable.Range(0, Math.Min(length, MostDays)).Select(first.AddDays);
    }

    static string NameOf(CalendarEvent holiday)
    {
        var name = string.Join(' ', (holiday.Summary ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return name.Length == 0 ? "Holiday" : name.Length <= Holiday.LongestName ? name : $"{name[..(Holiday.LongestName - 1)].TrimEnd()}…";
    }

    static bool CanBeRead(string text)
    {
        try
        {
            return Ical.Net.Calendar.Load($"BEGIN:VCALENDAR\nVERSION:2.0\n{text}\nEND:VCALENDAR\n") is { } calendar && Expand(calendar).Count() >= 0;
        }
        catch (Exception)
        {
            return false;
        }
    }

    static string At(int? line) => line is null ? "" : $"line {line}: ";

    sealed class UnusableFileException(string message) : Exception(message);

    /// <summary>An event of the file as it stands there.</summary>
    sealed record EventLines(int Line, string Text)
    {
        public static List<EventLines> In(string text)
        {
            var events = new List<EventLines>();
            var (lines, begin) = (Lines(text), -1);
            for (var i = 0; i < lines.Length; i++)
            {
                if (lines[i].Trim().Equals("BEGIN:VEVENT", StringComparison.OrdinalIgnoreCase))
                {
                    begin = i;
                }
                else if (begin >= 0 && lines[i].Trim().Equals("END:VEVENT", StringComparison.OrdinalIgnoreCase))
                {
                    events.Add(new EventLines(begin + 1, string.Join('\n', lines[begin..(i + 1)])));
                    begin = -1;
                }
            }

            return events;
        }

        /// <summary>The line that a message of the library quotes.</summary>
        public static int? LineOf(string text, string message)
        {
            var index = Array.FindIndex(Lines(text), line => line.Trim().Length > 0 && message.Contains($"'{line.TrimEnd()}'", StringComparison.Ordinal));
            return index < 0 ? null : index + 1;
        }

        static string[] Lines(string text) => text.ReplaceLineEndings("\n").Split('\n');
    }
}
