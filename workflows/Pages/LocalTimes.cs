using System.Globalization;
using MemberServices.Calendar;
using NodaTime;
using NodaTime.Text;

namespace MemberServices.Pages;

/// <summary>Times as people read them: the organization's own, with the zone's abbreviation.</summary>
public sealed class LocalTimes(CalendarPolicy calendar)
{
    static readonly ZonedDateTimePattern ExactPattern = ZonedDateTimePattern.Create(
        "dddd, MMMM d, yyyy 'at' h:mm tt x", CultureInfo.InvariantCulture, null, null, default);

    readonly DateTimeZone zone = DateTimeZoneProviders.Tzdb[calendar.TimeZone];

    /// <summary>"Monday, March 16, 2026 at 9:00 AM CDT".</summary>
    public string Exact(DateTimeOffset at) => ExactPattern.Format(Instant.FromDateTimeOffset(at).InZone(zone));
}
