using System.Text.Json;
using MemberServices.Calendar;
using MemberServices.Cases;
using MemberServices.Tests.Calendar;

namespace MemberServices.Tests.Cases;

/// <summary>Level 1 keeps the hours of Chicago; level 2 is there around the clock.</summary>
public class WhenTheClockStops
{
    readonly BusinessCalendar office = new(Calendars.Chicago);

    ClockFacts Monday => new()
    {
        OpenedAt = office.At("2026-03-02 15:00"),
        Target = TimeSpan.FromHours(4),
        Calendars = new Dictionary<int, CalendarPolicy> { [1] = Calendars.Chicago, [2] = Calendars.AroundTheClock("America/Chicago") },
    };

    [Fact]
    public void Warns_at_four_fifths_and_is_due_when_the_open_time_is_used()
    {
        var clock = new StopClock(Monday);

        Assert.Equal("2026-03-03 10:12", Shows(clock.WarnsAt));
        Assert.Equal("2026-03-03 11:00", Shows(clock.DueAt));
        Assert.Equal(TimeSpan.FromHours(2), clock.UsedAt(office.At("2026-03-03 08:00")));
        Assert.Equal(TimeSpan.Zero, clock.UsedAt(office.At("2026-03-02 08:00")));
    }

    [Fact]
    public void A_target_that_ends_with_the_day_is_due_when_it_closes() =>
        Assert.Equal("2026-03-02 17:00", Shows(new StopClock(Monday with { Target = TimeSpan.FromHours(2) }).DueAt));

    [Fact]
    public void A_pause_over_night_gives_back_its_open_hours_and_no_more()
    {
        var clock = new StopClock(Paused("2026-03-02 16:00", "2026-03-03 10:00"));

        Assert.Equal("2026-03-03 13:00", Shows(clock.DueAt));
        Assert.Equal(
            [
                "03-02 15:00 Running 60 ",
                "03-02 16:00 Paused 60 waiting for the customer",
                "03-02 17:00 Closed 960 ",
                "03-03 09:00 Paused 60 waiting for the customer",
                "03-03 10:00 Running 180 ",
            ],
            Lines(clock, clock.DueAt!.Value));
    }

    [Fact]
    public void While_it_waits_nothing_is_due_but_what_was_used_stays()
    {
        var clock = new StopClock(Paused("2026-03-03 10:30", null));

        Assert.Null(clock.DueAt);
        Assert.Equal("2026-03-03 10:12", Shows(clock.WarnsAt));
        Assert.Equal(TimeSpan.FromHours(3.5), clock.UsedAt(office.At("2027-03-03 10:30")));
    }

    [Fact]
    public void A_pause_that_came_after_it_was_due_changes_nothing() =>
        Assert.Equal("2026-03-03 11:00", Shows(new StopClock(Paused("2026-03-03 11:00", null)).DueAt));

    [Fact]
    public void Two_reasons_at_once_pause_once_and_are_both_listed()
    {
        var clock = new StopClock(Monday with
        {
            Pauses =
            [
                new(office.At("2026-03-02 16:00"), office.At("2026-03-03 09:30"), "waiting for the customer"),
                new(office.At("2026-03-02 15:30"), office.At("2026-03-02 16:30"), "incident TK-234567"),
            ],
        });

        Assert.Equal("2026-03-03 13:00", Shows(clock.DueAt));
        Assert.Equal("03-02 16:00 Paused 30 incident TK-234567, waiting for the customer", Lines(clock, clock.DueAt!.Value)[2]);
    }

    [Fact]
    public void A_level_counts_by_its_own_calendar_from_when_it_has_the_case()
    {
        var clock = new StopClock(Monday with { LevelChanges = [new(office.At("2026-03-02 16:30"), 2)] });

        Assert.Equal("2026-03-02 19:00", Shows(clock.DueAt));
        Assert.Equal(["03-02 15:00 Running 90 ", "03-02 16:30 Level 0 ", "03-02 16:30 Running 150 "], Lines(clock, clock.DueAt!.Value));
        Assert.Equal([1, 2, 2], clock.Listing(clock.DueAt!.Value).Select(entry => entry.Level));
    }

    [Fact]
    public void Of_two_moves_at_one_instant_the_higher_level_holds_and_a_repeated_one_is_none()
    {
        var at = office.At("2026-03-02 16:30");
        var clock = new StopClock(Monday with { LevelChanges = [new(at, 1), new(at, 2), new(at, 1), new(at.AddMinutes(5), 2)] });

        Assert.Equal([1, 2, 2], clock.Listing(at.AddHours(1)).Select(entry => entry.Level));
        Assert.Equal("2026-03-02 19:00", Shows(clock.DueAt));
    }

    [Theory]
    [InlineData("2026-03-02 14:00")]
    [InlineData("2026-03-02 15:00")]
    public void A_move_up_to_the_opening_is_where_it_opened(string moved)
    {
        var clock = new StopClock(Monday with { LevelChanges = [new(office.At(moved), 2)] });

        Assert.Equal("2026-03-02 19:00", Shows(clock.DueAt));
        Assert.Equal(["03-02 15:00 Running 240 "], Lines(clock, clock.DueAt!.Value));
    }

    [Fact]
    public void A_change_of_priority_recomputes_from_the_opening_and_keeps_the_pauses()
    {
        var paused = Paused("2026-03-02 15:30", "2026-03-02 18:00");

        Assert.Equal("2026-03-03 12:30", Shows(new StopClock(paused).DueAt));
        Assert.Equal("2026-03-02 19:30", Shows(new StopClock(paused.Reprioritized(TimeSpan.FromHours(2), aroundTheClock: true)).DueAt));
        Assert.Equal(
            new StopClock(paused).DueAt,
            new StopClock(paused.Reprioritized(TimeSpan.FromHours(2), true).Reprioritized(TimeSpan.FromHours(4), false)).DueAt);
    }

    [Fact]
    public void A_reopened_case_goes_on_with_what_it_had_used()
    {
        var resolved = Monday with { Pauses = [new(office.At("2026-03-02 16:00"), office.At("2026-03-11 14:00"), "resolved")] };

        Assert.Equal("2026-03-11 17:00", Shows(new StopClock(resolved).DueAt));
    }

    [Fact]
    public void A_holiday_is_listed_by_its_name()
    {
        var clock = new StopClock(Monday with { OpenedAt = office.At("2026-11-25 16:00") });

        Assert.Equal(
            ["11-25 16:00 Running 60 ", "11-25 17:00 Closed 420 ", "11-26 00:00 Holiday 1440 Thanksgiving Day", "11-27 00:00 Closed 540 ", "11-27 09:00 Running 180 "],
            Lines(clock, clock.DueAt!.Value));
    }

    [Fact]
    public void A_listing_is_read_as_it_was_written()
    {
        var listing = new StopClock(Paused("2026-03-02 16:00", "2026-03-03 10:00")).Listing(office.At("2026-03-04 10:00"));
        var json = JsonSerializer.Serialize(listing, JsonSerializerOptions.Web);

        Assert.Contains("""
            "state":"paused","level":1,"why":"waiting for the customer","minutes":60}
            """, json);
        Assert.Equal(listing, JsonSerializer.Deserialize<ClockEntry[]>(json, JsonSerializerOptions.Web));
    }

    [Fact]
    public void What_no_clock_can_keep_is_refused_in_words()
    {
        Assert.Contains("more than 0", Refused(Monday with { Target = TimeSpan.Zero }));
        Assert.Contains("at most 60 days", Refused(Monday with { Target = TimeSpan.FromDays(61) }));
        Assert.Contains("1 to 99 percent", Refused(Monday with { WarnPercent = 100 }));
        Assert.Contains("Level 3 must have a calendar: there are those of 1, 2", Refused(Monday with { LevelChanges = [new(office.At("2027-01-01 09:00"), 3)] }));
        Assert.Contains("at least one interval", Refused(Monday with { Calendars = new Dictionary<int, CalendarPolicy> { [1] = Calendars.Chicago with { Hours = new() } } }));
        Assert.Throws<ArgumentException>(() => Paused("2026-03-02 16:00", "2026-03-02 15:59"));
        Assert.Throws<ArgumentOutOfRangeException>(() => new StopClock(Monday).UsedAt(DateTimeOffset.MaxValue));
        Assert.Empty(new StopClock(Monday).Listing(DateTimeOffset.MinValue));
    }

    static string Refused(ClockFacts facts) => Assert.Throws<ArgumentException>(() => new StopClock(facts)).Message;

    ClockFacts Paused(string from, string? to) => Monday with
    {
        Pauses = [new(office.At(from), to is null ? null : office.At(to), "waiting for the customer")],
    };

    string? Shows(DateTimeOffset? at) => at is { } instant ? office.Shows(instant) : null;

    string[] Lines(StopClock clock, DateTimeOffset until) =>
        [.. clock.Listing(until).Select(entry => $"{office.Shows(entry.From)[5..]} {entry.State} {entry.Minutes} {entry.Why}")];
}
