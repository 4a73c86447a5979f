using System.Runtime.CompilerServices;
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
    internal static readonly ZoneLocalMappingResolver Resolver = Resolvers.CreateMappingResolver(
        Resolvers.ReturnEarlier, Resolvers.ReturnStartOfIntervalAfter);

    static readonly ConditionalWeakTable<CalendarPolicy, BusinessCalendar> Made = [];

    readonly DateTimeZone zone;
    readonly WeeklyHours hours;
    readonly Dictionary<LocalDate, string> holidays;

    /// <exception cref="ArgumentException">The policy breaks a rule; the message lists every error.</exception>
    public BusinessCalendar(CalendarPolicy policy)
    {
        PolicyCheck.ThrowIfInvalid(policy);
        zone = DateTimeZoneProviders.Tzdb[policy.TimeZone];
        hours = policy.Hours;
        holidays = policy.Holidays.ToDictionary(h => LocalDate.FromDateOnly(h.Date), h => h.Name);
    }

    /// <summary>The calendar of a policy, which is checked and read once, however often it is asked for.</summary>
    /// <inheritdoc cref="BusinessCalendar(CalendarPolicy)"/>
    public static BusinessCalendar Of(CalendarPolicy policy) => Made.GetValue(policy, each => new BusinessCalendar(each));

    /// <summary>What the organization's clock shows at an instant.</summary>
    public ZonedDateTime InZone(DateTimeOffset at) => Instant.FromDateTimeOffset(at).InZone(zone);

    /// <summary>Whether the organization is open. An interval's end is closed.</summary>
    public bool IsOpen(DateTimeOffset at) => NextOpen(at) == at;

    /// <summary>Whether the day that the organization's clock shows has any open time.</summary>
    public bool IsBusinessDay(DateTimeOffset at) => IsBusinessDay(InZone(at).Date);

    /// <summary>The instant itself when it is open, else the next opening.</summary>
    public DateTimeOffset NextOpen(DateTimeOffset at) => OpenFrom(at).First().From;

    /// <summary>When the organization closes for the day that its clock shows; the instant itself when it doesn't open that day any more.</summary>
    public DateTimeOffset ClosingOf(DateTimeOffset at)
    {
        var day = InZone(at).Date;
        return OpenFrom(at).TakeWhile(open => InZone(open.From).Date == day).Select(open => (DateTimeOffset?)open.To).LastOrDefault() ?? at;
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

        var left = openTime;
        foreach (var open in OpenFrom(start))
        {
            if (open.Length >= left)
            {
                return open.From + left;
            }

            left -= open.Length;
        }

        throw new InvalidOperationException("A calendar has open time without end.");
    }

    /// <summary>
    /// The inverse of <see cref="Add"/>. It also makes a duration of a target in business days, "the open time up to
    /// this deadline", for a clock that pauses. Zero when <paramref name="to"/> isn't later.
    /// </summary>
    public TimeSpan OpenTimeBetween(DateTimeOffset from, DateTimeOffset to)
    {
        var passed = TimeSpan.Zero;
        foreach (var open in OpenFrom(from).TakeWhile(open => open.From < to))
        {
            passed += (open.To < to ? open.To : to) - open.From;
        }

        return passed;
    }

    /// <summary>All time from an instant on, in order, without a gap and without end.</summary>
    public IEnumerable<CalendarStretch> StretchesFrom(DateTimeOffset start)
    {
        var cursor = Instant.FromDateTimeOffset(start);
        for (var date = cursor.InZone(zone).Date; ; date = date.PlusDays(1))
        {
            var holiday = holidays.GetValueOrDefault(date);
            foreach (var open in holiday is null ? hours.On(date.DayOfWeek) : [])
            {
                var (begin, end) = (AtMinute(date, open.FromMinute), AtMinute(date, open.ToMinute));
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

            var midnight = AtMinute(date, 24 * 60);
            if (midnight > cursor)
            {
                yield return Stretch(cursor, midnight, holiday is null ? StretchKind.Closed : StretchKind.Holiday, holiday);
                cursor = midnight;
            }
        }
    }

    IEnumerable<CalendarStretch> OpenFrom(DateTimeOffset start) => StretchesFrom(start).Where(stretch => stretch.Kind == StretchKind.Open);

    /// <summary>The holiday of a day that would be a business day without it, or null.</summary>
    internal string? HolidayOn(LocalDate date) => hours.On(date.DayOfWeek).Count > 0 ? holidays.GetValueOrDefault(date) : null;

    internal bool IsBusinessDay(LocalDate date) => !holidays.ContainsKey(date) && hours.On(date.DayOfWeek).Count > 0;

    Instant AtMinute(LocalDate date, int minute) =>
        date.AtMidnight().PlusMinutes(minute).InZone(zone, Resolver).ToInstant();

    static CalendarStretch Stretch(Instant from, Instant to, StretchKind kind, string? holiday = null) =>
        new(from.ToDateTimeOffset(), to.ToDateTimeOffset(), kind, holiday);
}
