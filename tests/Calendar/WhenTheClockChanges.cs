using MemberServices.Calendar;

namespace MemberServices.Tests.Calendar;

/// <summary>Chicago: forward at 02:00 on 2026-03-08, back at 02:00 on 2026-11-01, both Sundays.</summary>
public class WhenTheClockChanges
{
    readonly BusinessCalendar office = new(Calendars.Chicago);
    readonly BusinessCalendar always = new(Calendars.AroundTheClock("America/Chicago"));

    [Theory]
    [InlineData("2026-03-06 09:30")]
    [InlineData("2026-10-30 09:30")]
    public void A_business_day_keeps_the_clock_time(string friday)
    {
        var monday = office.AddBusinessDays(office.At(friday), 1);

        Assert.EndsWith("09:30", office.Shows(monday));
        Assert.NotEqual(TimeSpan.FromHours(72), monday - office.At(friday));
    }

    [Fact]
    public void A_clock_time_that_is_skipped_is_the_moment_after_the_gap() =>
        Assert.Equal("2026-03-08 03:00", always.Shows(always.AddBusinessDays(always.At("2026-03-07 02:30"), 1)));

    [Fact]
    public void A_clock_time_that_comes_twice_is_the_first()
    {
        var first = always.AddBusinessDays(always.At("2026-10-31 01:30"), 1);

        Assert.Equal(TimeSpan.FromHours(24), first - always.At("2026-10-31 01:30"));
    }

    [Theory]
    [InlineData("2026-03-08 00:00", 23)]
    [InlineData("2026-11-01 00:00", 25)]
    public void A_day_around_the_clock_has_the_hours_that_it_has(string midnight, int hours)
    {
        var day = always.At(midnight);

        Assert.Equal("00:00", always.Shows(always.Add(day, TimeSpan.FromHours(hours)))[^5..]);
        Assert.True(always.IsOpen(day + TimeSpan.FromHours(2.5)));
    }

    [Fact]
    public void Opening_hours_in_the_gap_begin_after_it()
    {
        var night = new BusinessCalendar(Calendars.AroundTheClock("America/Chicago") with
        {
            Hours = new() { Sunday = [new("02:30", "04:00")] },
        });

        Assert.Equal("2026-03-08 03:00", night.Shows(night.NextOpen(night.At("2026-03-08 00:00"))));
        Assert.Equal("2026-03-15 02:31", night.Shows(night.Add(night.At("2026-03-08 00:00"), TimeSpan.FromMinutes(61))));
    }

    [Theory]
    [InlineData("Africa/Cairo")]
    [InlineData("America/St_Johns")]
    [InlineData("Australia/Lord_Howe")]
    [InlineData("Pacific/Apia")]
    public void Around_the_clock_is_every_minute_in_every_zone(string zone)
    {
        var calendar = new BusinessCalendar(Calendars.AroundTheClock(zone));
        var start = new DateTimeOffset(2009, 1, 1, 0, 0, 0, TimeSpan.Zero);

        for (var at = start; at < start.AddYears(3); at += TimeSpan.FromMinutes(30))
        {
            Assert.True(calendar.IsOpen(at), $"{zone} {at:u}");
        }

        Assert.Equal(start + TimeSpan.FromDays(900), calendar.Add(start, TimeSpan.FromDays(900)));
    }
}
