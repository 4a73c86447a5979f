using MemberServices.Policies;
using NodaTime;
using NodaTime.TimeZones;

namespace MemberServices.Calendar;

/// <summary>
/// Counts in the organization's business time. Pure: the same answer for the same policy and instant, whenever it is
/// asked, so that orchestrations may ask it. Outcomes are UTC.
/// </summary>
/// <remarks>
/// Where the clock is put forward, a time that it skips is the moment after the gap; where it is put back, a time that
/// it shows twice is the first one.
/// </remarks>
public sealed class BusinessCalendar
{
    static readonly ZoneLocalMappingResolver Resolver = Resolvers.CreateMappingResolver(
        Resolvers.ReturnEarlier, Resolvers.ReturnStartOfIntervalAfter);

    readonly DateTimeZone zone;
    readonly WeeklyHours hours;
    readonly HashSet<LocalDate> holidays;

    /// <exception cref="ArgumentException">The policy breaks a rule; the message lists every error.</exception>
    public BusinessCalendar(CalendarPolicy policy)
    {
        var check = new PolicyCheck();
        policy.Check(check);
        if (check.Errors.Count > 0)
        {
            throw new ArgumentException(string.Join(Environment.NewLine, check.Errors), nameof(policy));
        }

        zone = DateTimeZoneProviders.Tzdb[policy.TimeZone];
        hours = policy.Hours;
        holidays = policy.Holidays.Select(h => LocalDate.FromDateOnly(h.Date)).ToHashSet();
    }

    /// <summary>What the organization's clock shows at an instant.</summary>
    public ZonedDateTime InZone(DateTimeOffset at) => Instant.FromDateTimeOffset(at).InZone(zone);

    /// <summary>Whether the organization is open. An interval's end is closed.</summary>
    public bool IsOpen(DateTimeOffset at)
    {
        var instant = Instant.FromDateTimeOffset(at);
        return OpenFrom(instant).First().Contains(instant);
    }

    /// <summary>Whether the day that the organization's clock shows has any open time.</summary>
    public bool IsBusinessDay(DateTimeOffset at) => IsBusinessDay(InZone(at).Date);

    /// <summary>The instant itself when it is open, else the next opening.</summary>
    public DateTimeOffset NextOpen(DateTimeOffset at)
    {
        var instant = Instant.FromDateTimeOffset(at);
        return Instant.Max(instant, OpenFrom(instant).First().Start).ToDateTimeOffset();
    }

    /// <summary>
    /// That many business days later, at the same time on the clock, whether that is open or not. From a closed day,
    /// the first business day after it is one day later. Zero days are the instant itself.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="days"/> is negative.</exception>
    public DateTimeOffset AddBusinessDays(DateTimeOffset start, int days)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(days);
        if (days == 0)
        {
            return start.ToUniversalTime();
        }

        var local = InZone(start).LocalDateTime;
        var date = local.Date;
        for (var counted = 0; counted < days; counted += IsBusinessDay(date) ? 1 : 0)
        {
            date = date.PlusDays(1);
        }

        return (date + local.TimeOfDay).InZone(zone, Resolver).ToInstant().ToDateTimeOffset();
    }

    /// <summary>
    /// The first instant at which that much open time has passed: within open hours, or at their very end. Nothing to
    /// pass is the instant itself.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="openTime"/> is negative.</exception>
    public DateTimeOffset Add(DateTimeOffset start, TimeSpan openTime)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(openTime, TimeSpan.Zero);
        if (openTime == TimeSpan.Zero)
        {
            return start.ToUniversalTime();
        }

        var from = Instant.FromDateTimeOffset(start);
        var left = Duration.FromTimeSpan(openTime);
        foreach (var open in OpenFrom(from))
        {
            var begin = Instant.Max(from, open.Start);
            if (open.End - begin >= left)
            {
                return (begin + left).ToDateTimeOffset();
            }

            left -= open.End - begin;
        }

        throw new InvalidOperationException("A calendar has open time without end.");
    }

    bool IsBusinessDay(LocalDate date) => !holidays.Contains(date) && hours.On(date.DayOfWeek).Count > 0;

    /// <summary>The open intervals that end after an instant, in order, without end.</summary>
    IEnumerable<Interval> OpenFrom(Instant instant)
    {
        for (var date = instant.InZone(zone).Date; ; date = date.PlusDays(1))
        {
            if (!IsBusinessDay(date))
            {
                continue;
            }

            foreach (var open in hours.On(date.DayOfWeek))
            {
                var interval = new Interval(AtMinute(date, open.FromMinute), AtMinute(date, open.ToMinute));
                // Empty where the clock skips all of it.
                if (interval.End > instant && interval.Duration > Duration.Zero)
                {
                    yield return interval;
                }
            }
        }
    }

    Instant AtMinute(LocalDate date, int minute) =>
        date.AtMidnight().PlusMinutes(minute).InZone(zone, Resolver).ToInstant();
}
