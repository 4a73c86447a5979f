using MemberServices.Calendar;
using MemberServices.Pages;
using MemberServices.Tests.LocalParts;

namespace MemberServices.Tests.Pages;

public sealed class WhenADeadlineIsRead
{
    static readonly CalendarPolicy Office = new NamedCalendars(Rendering.Policies.Calendars).Default.Policy;

    static readonly CalendarPolicy Always = Office with
    {
        Holidays = [],
        Hours = new WeeklyHours { Monday = Day, Tuesday = Day, Wednesday = Day, Thursday = Day, Friday = Day, Saturday = Day, Sunday = Day },
    };

    static IReadOnlyList<OpenHours> Day => [new("00:00", "24:00")];

    [Theory]
    [InlineData("2026-12-17T16:59:00-06:00", "Thursday, December 17, 4:59 PM CST")]
    [InlineData("2026-12-17T08:30:00-06:00", "Thursday, December 17, 8:30 AM CST")]
    [InlineData("2026-12-17T17:00:00-06:00", "the end of Thursday, December 17")]
    [InlineData("2026-12-17T23:00:00-06:00", "the end of Thursday, December 17")]
    [InlineData("2026-12-18T00:00:00-06:00", "the end of Thursday, December 17")]
    [InlineData("2026-12-19T10:00:00-06:00", "the end of Saturday, December 19")]
    [InlineData("2026-12-25T10:00:00-06:00", "the end of Friday, December 25")]
    public void It_is_the_end_of_a_day_unless_the_organization_opens_again_on_it(string at, string text) =>
        Assert.Equal(text, Times(Office).Deadline(DateTimeOffset.Parse(at)));

    [Theory]
    [InlineData("2026-12-18T00:00:00-06:00", "the end of Thursday, December 17")]
    [InlineData("2026-12-17T23:00:00-06:00", "Thursday, December 17, 11:00 PM CST")]
    public void Where_it_never_closes_a_day_ends_at_midnight(string at, string text) =>
        Assert.Equal(text, Times(Always).Deadline(DateTimeOffset.Parse(at)));

    [Theory]
    [InlineData("2027-01-04T17:00:00-06:00", "the end of Monday, January 4, 2027")]
    [InlineData("2027-01-04T12:00:00-06:00", "Monday, January 4, 2027, 12:00 PM CST")]
    [InlineData("2027-01-01T00:00:00-06:00", "the end of Thursday, December 31")]
    public void The_year_is_told_unless_it_is_this_one(string at, string text) =>
        Assert.Equal(text, Times(Office).Deadline(DateTimeOffset.Parse(at)));

    static LocalTimes Times(CalendarPolicy calendar) => new(calendar, new JumpingSystem(Mls.MondayMorning));
}
