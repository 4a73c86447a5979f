using MemberServices.Policies;
using NodaTime;
using NodaTime.TimeZones;

namespace MemberServices.Calendar;

/// <summary>What a stretch of time is to the organization.</summary>
public enum StretchKind
{
    Open,

    /// <summary>Outside the opening hours of a day that isn't a holiday.</summary>
    Closed,
    Holiday,
}

/// <summary>A stretch of time that is all open or all closed, of one day.</summary>
/// <param name="From">Its begin, UTC.</param>
/// <param name="To">Its end, UTC, not in it; later than its begin.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Holiday">The holiday's name, else null.</param>
public sealed record CalendarStretch(DateTimeOffset From, DateTimeOffset To, StretchKind Kind, string? Holiday = null)
{
    static readonly ZoneLocalMappingResolver Resolver = Resolvers.CreateMappingResolver(
        Resolvers.ReturnEarlier, Resolvers.ReturnStartOfIntervalAfter);

    /// <summary>
    /// All time from an instant on, in order, without a gap and without end. Open is what <see cref="BusinessCalendar"/>
    /// calls open.
    /// </summary>
    /// <exception cref="ArgumentException">The policy breaks a rule; the message lists every error.</exception>
    public static IEnumerable<CalendarStretch> AllFrom(CalendarPolicy policy, DateTimeOffset start)
    {
        var check = new PolicyCheck();
        policy.Check(check);
        return check.Errors.Count == 0
            ? Enumerate(policy, Instant.FromDateTimeOffset(start))
            : throw new ArgumentException(string.Join(Environment.NewLine, check.Errors), nameof(policy));
    }

    static IEnumerable<CalendarStretch> Enumerate(CalendarPolicy policy, Instant cursor)
    {
        var zone = DateTimeZoneProviders.Tzdb[policy.TimeZone];
        var holidays = policy.Holidays.ToDictionary(h => LocalDate.FromDateOnly(h.Date), h => h.Name);
        for (var date = cursor.InZone(zone).Date; ; date = date.PlusDays(1))
        {
            var holiday = holidays.GetValueOrDefault(date);
            foreach (var open in holiday is null ? policy.Hours.On(date.DayOfWeek) : [])
            {
                var (begin, end) = (AtMinute(open.FromMinute), AtMinute(open.ToMinute));
                // Past, or empty because the clock skips all of it.
                if (end <= cursor || end <= begin)
                {
                    continue;
                }

                if (begin > cursor)
                {
                    yield return Stretch(cursor, begin, StretchKind.Closed);
                    cursor = begin;
                }

                yield return Stretch(cursor, end, StretchKind.Open);
                cursor = end;
            }

            var midnight = AtMinute(24 * 60);
            if (midnight > cursor)
            {
                yield return Stretch(cursor, midnight, holiday is null ? StretchKind.Closed : StretchKind.Holiday, holiday);
                cursor = midnight;
            }

            Instant AtMinute(int minute) => date.AtMidnight().PlusMinutes(minute).InZone(zone, Resolver).ToInstant();
        }
    }

    static CalendarStretch Stretch(Instant from, Instant to, StretchKind kind, string? holiday = null) =>
        new(from.ToDateTimeOffset(), to.ToDateTimeOffset(), kind, holiday);
}
