using FsCheck;
using FsCheck.Fluent;
using MemberServices.Calendar;
using MemberServices.Tests.Calendar;

namespace MemberServices.Tests.Calendar;

public class WhenTheCalendarIsListed
{
    [Fact]
    public void Every_minute_is_in_one_stretch_and_open_where_the_calendar_says_so() => Prop.ForAll(
        AnyCalendar.Policy.ToArbitrary(), AnyCalendar.Instant.ToArbitrary(), (policy, start) =>
        {
            var calendar = new BusinessCalendar(policy);
            var at = start;
            foreach (var stretch in new BusinessCalendar(policy).StretchesFrom(start).TakeWhile(s => s.From < start.AddDays(9)))
            {
                if (stretch.From != at || stretch.To <= stretch.From)
                {
                    return false;
                }

                for (; at < stretch.To; at = at.AddMinutes(1))
                {
                    if (calendar.IsOpen(at) != (stretch.Kind == StretchKind.Open))
                    {
                        return false;
                    }
                }

                at = stretch.To;
            }

            return at >= start.AddDays(9);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_holiday_has_its_name_and_the_hours_around_it_are_closed()
    {
        var calendar = new BusinessCalendar(Calendars.Chicago);

        Assert.Equal(
            ["Open 16:00 ", "Closed 17:00 ", "Holiday 00:00 Thanksgiving Day", "Closed 00:00 ", "Open 09:00 "],
            calendar.StretchesFrom(calendar.At("2026-11-25 16:00")).Take(5)
                .Select(s => $"{s.Kind} {calendar.Shows(s.From)[^5..]} {s.Holiday}"));
    }

    [Fact]
    public void Hours_that_the_clock_skips_are_no_stretch()
    {
        var night = Calendars.Chicago with { Hours = new() { Sunday = [new("02:10", "02:50"), new("05:00", "06:00")] } };
        var calendar = new BusinessCalendar(night);

        Assert.Equal(
            ["Closed 00:00", "Open 05:00", "Closed 06:00"],
            new BusinessCalendar(night).StretchesFrom(calendar.At("2026-03-08 00:00")).Take(3).Select(s => $"{s.Kind} {calendar.Shows(s.From)[^5..]}"));
    }

    [Fact]
    public void The_open_time_up_to_where_some_was_added_is_what_was_added() => Prop.ForAll(
        AnyCalendar.Policy.ToArbitrary(), AnyCalendar.Instant.ToArbitrary(), Gen.Choose(0, 3000).ToArbitrary(), (policy, start, minutes) =>
            new BusinessCalendar(policy).OpenTimeBetween(start, new BusinessCalendar(policy).Add(start, TimeSpan.FromMinutes(minutes))) == TimeSpan.FromMinutes(minutes))
        .QuickCheckThrowOnFailure();

    [Fact]
    public void A_target_in_business_days_is_the_open_time_up_to_its_deadline()
    {
        var calendar = new BusinessCalendar(Calendars.Chicago);
        var opened = calendar.At("2026-03-03 10:00");

        // Tuesday from ten, and Wednesday up to ten.
        Assert.Equal(TimeSpan.FromHours(8), calendar.OpenTimeBetween(opened, calendar.DeadlineAfter(opened, 1)));
        Assert.Equal(TimeSpan.Zero, calendar.OpenTimeBetween(opened, opened.AddDays(-1)));
    }

    [Fact]
    public void A_calendar_without_open_time_is_refused_before_it_is_counted() =>
        Assert.Throws<ArgumentException>(() => new BusinessCalendar(Calendars.Chicago with { Hours = new() }));
}
