using FsCheck;
using FsCheck.Fluent;
using MemberServices.Calendar;

namespace MemberServices.Tests.Calendar;

public class WhateverTheCalendar
{
    static readonly DateTimeOffset Start = new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero);

    static Gen<(BusinessCalendar Calendar, DateTimeOffset At, int A, int B)> Cases =>
        from policy in AnyCalendar.Policy
        from minutes in Gen.Choose(0, 500 * 24 * 60)
        from a in Gen.Choose(1, 60 * 30)
        from b in Gen.Choose(1, 60 * 30)
        select (new BusinessCalendar(policy), Start.AddMinutes(minutes), a, b);

    [Fact]
    public void Time_added_in_two_parts_is_time_added_at_once() => Holds(c =>
        c.Calendar.Add(c.Calendar.Add(c.At, Minutes(c.A)), Minutes(c.B)) == c.Calendar.Add(c.At, Minutes(c.A + c.B)));

    [Fact]
    public void Added_time_ends_while_it_is_open_or_at_the_moment_it_closes() => Holds(c =>
        c.Calendar.IsOpen(c.Calendar.Add(c.At, Minutes(c.A)) - TimeSpan.FromTicks(1)));

    [Fact]
    public void Added_time_is_as_many_open_minutes_as_counting_them_gives() => Holds(c =>
    {
        var end = c.Calendar.Add(c.At, Minutes(c.A % 600 + 1));
        var open = 0;
        for (var at = c.At; at < end; at += TimeSpan.FromMinutes(1))
        {
            open += c.Calendar.IsOpen(at) ? 1 : 0;
        }

        return open == c.A % 600 + 1;
    });

    [Fact]
    public void Days_added_in_two_parts_are_days_added_at_once() => Holds(c =>
    {
        // At night a clock time may be skipped, and then isn't kept.
        var noon = c.At - c.Calendar.InZone(c.At).TimeOfDay.Minus(new NodaTime.LocalTime(12, 0)).ToDuration().ToTimeSpan();
        var (a, b) = (c.A % 40, c.B % 40);
        return c.Calendar.AddBusinessDays(c.Calendar.AddBusinessDays(noon, a), b) == c.Calendar.AddBusinessDays(noon, a + b);
    });

    [Fact]
    public void A_business_day_is_reached_by_adding_days() => Holds(c =>
        c.Calendar.IsBusinessDay(c.Calendar.AddBusinessDays(c.At, c.A % 20 + 1)));

    [Fact]
    public void The_next_opening_is_open_and_nothing_before_it_is() => Holds(c =>
    {
        var next = c.Calendar.NextOpen(c.At);
        return c.Calendar.IsOpen(next) && c.Calendar.NextOpen(next) == next
            && (next == c.At || !c.Calendar.IsOpen(next - TimeSpan.FromTicks(1)) && !c.Calendar.IsOpen(c.At));
    });

    static void Holds(Func<(BusinessCalendar Calendar, DateTimeOffset At, int A, int B), bool> property) =>
        Prop.ForAll(Cases.ToArbitrary(), property).QuickCheckThrowOnFailure();

    static TimeSpan Minutes(int minutes) => TimeSpan.FromMinutes(minutes);
}
