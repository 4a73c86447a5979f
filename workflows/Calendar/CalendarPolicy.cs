using MemberServices.Policies;
using NodaTime;

namespace MemberServices.Calendar;

/// <summary>When the organization is open. Plain data: a case carries the calendar that it started with.</summary>
/// <remarks>Rows are read for years: what is right once stays right. Rules of the policy file alone are <see cref="ConfiguredCalendar"/>'s.</remarks>
public sealed record CalendarPolicy : IPolicySection
{
    /// <summary>How many years of holidays a case keeps, from its opening on.</summary>
    public const int YearsKept = 5;

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
        Holiday.CheckAll(Holidays, check.At("holidays"));
    }

    /// <summary>
    /// What a case that begins then keeps of it: the holidays of <see cref="YearsKept"/> years. All of a file's would be read
    /// with every row of the case.
    /// </summary>
    public CalendarPolicy KeptFrom(DateTimeOffset at)
    {
        var first = DateOnly.FromDateTime(at.UtcDateTime).AddDays(-1);
        return this with { Holidays = [.. Holidays.Where(holiday => holiday.Date >= first && holiday.Date < first.AddYears(YearsKept))] };
    }
}
