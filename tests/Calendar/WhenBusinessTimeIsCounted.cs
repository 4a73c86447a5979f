using System.Text.Json;
using MemberServices.Calendar;

namespace MemberServices.Tests.Calendar;

public class WhenBusinessTimeIsCounted
{
    readonly BusinessCalendar calendar = new(Calendars.Chicago);

    [Theory]
    [InlineData("2026-03-02 09:30", 0, "2026-03-02 09:30")]
    [InlineData("2026-03-02 09:30", 2, "2026-03-04 09:30")]
    [InlineData("2026-03-02 09:30", 5, "2026-03-09 09:30")]
    [InlineData("2026-03-06 22:15", 1, "2026-03-09 22:15")]
    [InlineData("2026-03-07 10:00", 1, "2026-03-09 10:00")]
    [InlineData("2026-03-07 10:00", 0, "2026-03-07 10:00")]
    [InlineData("2026-10-30 12:00", 1, "2026-11-02 12:00")]
    [InlineData("2026-11-25 09:30", 1, "2026-11-27 09:30")]
    [InlineData("2026-12-24 09:30", 14, "2027-01-14 09:30")]
    public void Business_days_skip_weekends_and_holidays_and_keep_the_clock_time(string from, int days, string to) =>
        Assert.Equal(to, calendar.Shows(calendar.AddBusinessDays(calendar.At(from), days)));

    [Theory]
    [InlineData("2026-03-02 09:30", "00:30", "2026-03-02 10:00")]
    [InlineData("2026-03-02 09:00", "08:00", "2026-03-02 17:00")]
    [InlineData("2026-03-02 09:00", "08:01", "2026-03-03 09:01")]
    [InlineData("2026-03-04 11:00", "02:00", "2026-03-04 14:00")]
    [InlineData("2026-03-04 12:30", "00:10", "2026-03-04 13:10")]
    [InlineData("2026-03-06 16:00", "02:00", "2026-03-09 10:00")]
    [InlineData("2026-03-08 03:00", "01:00", "2026-03-09 10:00")]
    [InlineData("2026-11-25 16:00", "02:00", "2026-11-27 10:00")]
    [InlineData("2026-03-07 12:00", "00:00", "2026-03-07 12:00")]
    public void Hours_pass_only_while_it_is_open(string from, string time, string to) =>
        Assert.Equal(to, calendar.Shows(calendar.Add(calendar.At(from), TimeSpan.Parse(time))));

    [Theory]
    [InlineData("2026-03-04 11:59", true, "2026-03-04 11:59")]
    [InlineData("2026-03-04 12:00", false, "2026-03-04 13:00")]
    [InlineData("2026-03-04 13:00", true, "2026-03-04 13:00")]
    [InlineData("2026-03-04 17:00", false, "2026-03-05 09:00")]
    [InlineData("2026-03-06 17:00", false, "2026-03-09 09:00")]
    [InlineData("2026-11-26 10:00", false, "2026-11-27 09:00")]
    public void It_is_open_from_an_intervals_begin_up_to_its_end(string at, bool open, string next)
    {
        Assert.Equal(open, calendar.IsOpen(calendar.At(at)));
        Assert.Equal(next, calendar.Shows(calendar.NextOpen(calendar.At(at))));
    }

    [Fact]
    public void A_calendar_that_traveled_with_a_case_counts_the_same()
    {
        var traveled = JsonSerializer.Deserialize<CalendarPolicy>(JsonSerializer.Serialize(Calendars.Chicago))!;
        var from = calendar.At("2026-11-25 16:00");

        Assert.Equal(calendar.Add(from, TimeSpan.FromHours(2)), new BusinessCalendar(traveled).Add(from, TimeSpan.FromHours(2)));
    }

    [Fact]
    public void Time_does_not_go_back()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => calendar.AddBusinessDays(default, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => calendar.Add(default, TimeSpan.FromMinutes(-1)));
    }

    [Fact]
    public void A_calendar_without_open_time_is_refused()
    {
        var closed = Calendars.Chicago with { Hours = new() };

        Assert.Contains("at least one interval", Assert.Throws<ArgumentException>(() => new BusinessCalendar(closed)).Message);
    }
}
