using MemberServices.Policies;
using NodaTime;

namespace MemberServices.Calendar;

/// <summary>When the organization is open. Plain data: a case carries the calendar that it started with.</summary>
public sealed record CalendarPolicy : IPolicySection
{
    /// <summary>An IANA name, "America/Chicago".</summary>
    public required string TimeZone { get; init; }

    public required WeeklyHours Hours { get; init; }

    /// <summary>Whole days on which it is closed.</summary>
    public required IReadOnlyList<Holiday> Holidays { get; init; }

    public void Check(PolicyCheck check)
    {
        check.At("timeZone").Must(
            DateTimeZoneProviders.Tzdb.GetZoneOrNull(TimeZone) is not null,
            "must be a time zone's IANA name, such as \"America/Chicago\"", $"\"{TimeZone}\"");
        Hours.Check(check.At("hours"));
        for (var i = 0; i < Holidays.Count; i++)
        {
            Holidays[i].Check(check.At("holidays").At(i));
            check.At("holidays").At(i).At("date").Must(
                !Holidays.Take(i).Any(h => h.Date == Holidays[i].Date), "must not be there twice", Holidays[i].Date);
        }
    }
}

/// <param name="Date">yyyy-MM-dd.</param>
/// <param name="Name">What it is called.</param>
public sealed record Holiday(DateOnly Date, string Name) : IPolicySection
{
    public void Check(PolicyCheck check) =>
        check.At("name").Must(Name.Trim().Length > 0, "must not be empty");
}

/// <summary>Open intervals of each day of the week, in order; a day without any is closed.</summary>
public sealed record WeeklyHours : IPolicySection
{
    public IReadOnlyList<OpenHours> Monday { get; init; } = [];

    public IReadOnlyList<OpenHours> Tuesday { get; init; } = [];

    public IReadOnlyList<OpenHours> Wednesday { get; init; } = [];

    public IReadOnlyList<OpenHours> Thursday { get; init; } = [];

    public IReadOnlyList<OpenHours> Friday { get; init; } = [];

    public IReadOnlyList<OpenHours> Saturday { get; init; } = [];

    public IReadOnlyList<OpenHours> Sunday { get; init; } = [];

    /// <summary>The intervals of a day.</summary>
    public IReadOnlyList<OpenHours> On(IsoDayOfWeek day) => day switch
    {
        IsoDayOfWeek.Monday => Monday,
        IsoDayOfWeek.Tuesday => Tuesday,
        IsoDayOfWeek.Wednesday => Wednesday,
        IsoDayOfWeek.Thursday => Thursday,
        IsoDayOfWeek.Friday => Friday,
        IsoDayOfWeek.Saturday => Saturday,
        IsoDayOfWeek.Sunday => Sunday,
        _ => [],
    };

    public void Check(PolicyCheck check)
    {
        var open = false;
        foreach (var day in Enum.GetValues<IsoDayOfWeek>())
        {
            var intervals = On(day);
            open |= intervals.Count > 0;
            for (var i = 0; i < intervals.Count; i++)
            {
                var place = check.At(day.ToString().ToLowerInvariant()).At(i);
                intervals[i].Check(place);
                if (i > 0)
                {
                    place.At("from").Must(
                        intervals[i].FromMinute > intervals[i - 1].ToMinute,
                        "must be later than the end of the interval before it", $"\"{intervals[i].From}\"");
                }
            }
        }

        check.Must(open, "must have at least one interval on one day: with no open time nothing would ever fall due");
    }
}
