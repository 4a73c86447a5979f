using FsCheck;
using FsCheck.Fluent;
using MemberServices.Calendar;

namespace MemberServices.Tests.Calendar;

/// <summary>
/// Split days, holidays, hours up to midnight, both changes of the clock, offsets of half an hour: the calendar counts what
/// counting minute by minute gives.
/// </summary>
public class WhateverIsCountedByHand
{
    [Fact]
    public void It_is_open_when_the_wall_clock_says_so() => Holds(c => Enumerable.Range(0, 500).All(i =>
        c.Calendar.IsOpen(c.At.AddMinutes(i * 7)) == c.Naive.IsOpen(c.At.AddMinutes(i * 7))));

    [Fact]
    public void Open_time_between_two_moments_is_the_minutes_between_them() => Holds(c =>
        c.Calendar.OpenTimeBetween(c.At, c.At.AddMinutes(c.Minutes)) == TimeSpan.FromMinutes(c.Naive.OpenMinutes(c.At, c.At.AddMinutes(c.Minutes))));

    [Fact]
    public void Added_open_time_ends_when_so_many_minutes_have_passed() => Holds(c =>
        c.Calendar.Add(c.At, TimeSpan.FromMinutes(c.Minutes % 1500)) == c.Naive.Add(c.At, c.Minutes % 1500));

    [Fact]
    public void Business_days_are_the_days_on_the_wall_calendar() => Holds(c =>
        c.Calendar.DeadlineAfter(c.At, c.Days) == c.Naive.DeadlineAfter(c.At, c.Days));

    [Fact]
    public void A_later_start_never_has_an_earlier_date() => Holds(c =>
        c.Naive.DeadlineAfter(c.At, c.Days) <= c.Calendar.DeadlineAfter(c.At.AddMinutes(c.Minutes), c.Days));

    [Fact]
    public void Its_words_count_to_the_day_and_the_time_that_it_reaches() => Holds(c =>
    {
        var at = c.Calendar.DeadlineAfter(c.At, c.Days);
        var words = c.Calendar.Explain(c.At, c.Days);
        var time = c.Calendar.InZone(at).ToString("h:mm tt x", System.Globalization.CultureInfo.InvariantCulture);
        return words.Contains(time, StringComparison.Ordinal)
            && (c.Days == 0 || words.Contains($"({c.Days})", StringComparison.Ordinal) && !words.Contains($"({c.Days + 1})", StringComparison.Ordinal));
    });

    static void Holds(Func<(BusinessCalendar Calendar, NaiveCalendar Naive, DateTimeOffset At, int Minutes, int Days), bool> property) => Prop.ForAll(
        (from policy in AnyCalendar.Policy
         from at in AnyCalendar.Instant
         from minutes in Gen.Choose(0, 9000)
         from days in Gen.Choose(0, 12)
         select (new BusinessCalendar(policy), new NaiveCalendar(policy), at, minutes, days)).ToArbitrary(), property).Check(Config.QuickThrowOnFailure.WithMaxTest(150));
}
