using NodaTime;
using NodaTime.TimeZones;

namespace MemberServices.Mail;

/// <summary>When mails that nobody asked for may arrive, by the recipient's own clock. Pure.</summary>
/// <param name="TimeZone">The recipient's: an IANA name, such as "America/Denver".</param>
/// <param name="FromHour">From this hour on: 0 to 23.</param>
/// <param name="ToHour">Before this hour: more than <paramref name="FromHour"/>, up to 24.</param>
public sealed record SendingHours(string TimeZone, int FromHour, int ToHour)
{
    static readonly ZoneLocalMappingResolver Resolver = Resolvers.CreateMappingResolver(Resolvers.ReturnEarlier, Resolvers.ReturnStartOfIntervalAfter);

    /// <summary>The instant itself when mails may arrive then, else the next at which they may.</summary>
    public DateTimeOffset NextOpen(DateTimeOffset at)
    {
        var zone = DateTimeZoneProviders.Tzdb[TimeZone];
        var local = Instant.FromDateTimeOffset(at).InZone(zone).LocalDateTime;
        if (local.Hour >= FromHour && local.Hour < ToHour)
        {
            return at.ToUniversalTime();
        }
        var day = local.Hour < FromHour ? local.Date : local.Date.PlusDays(1);
        return (day + new LocalTime(FromHour, 0)).InZone(zone, Resolver).ToInstant().ToDateTimeOffset();
    }
}
