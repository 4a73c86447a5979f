using MemberServices.Calendar;
using MemberServices.Onboarding;
using MemberServices.Policies;
using MemberServices.Cases;
using MemberServices.Tests.Policies;
using Microsoft.Extensions.DependencyInjection;

namespace MemberServices.Tests.Calendar;

/// <summary>An iCalendar file beside the policy file.</summary>
public sealed class WhenHolidaysAreInAFile : IDisposable
{
    const string OneWithATime = "DTSTART:20261225T090000Z\nSUMMARY:Christmas party\n";

    readonly TemporaryFolder folder = new();

    public WhenHolidaysAreInAFile() => folder.Folder.Create();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Each_whole_day_of_an_event_is_one() => Assert.Equal(
        ["2026-12-24 Winter break", "2026-12-25 Winter break", "2026-12-26 Winter break", "2027-01-01 New Year, and after"],
        Read("DTSTART;VALUE=DATE:20261224\nDTEND;VALUE=DATE:20261227\nSUMMARY:Winter break\n", "DTSTART;VALUE=DATE:20270101\nSUMMARY:New Year\\, and\n  after\n"));

    [Fact]
    public void What_repeats_is_there_every_time_up_to_2100_but_for_its_exceptions()
    {
        var days = Read("DTSTART;VALUE=DATE:20201126\nRRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=4TH\nEXDATE;VALUE=DATE:20271125\nSUMMARY:Thanksgiving\n");

        Assert.Equal(["2020-11-26 Thanksgiving", "2021-11-25 Thanksgiving", "2022-11-24 Thanksgiving"], days.Take(3));
        Assert.DoesNotContain(days, day => day.StartsWith("2027", StringComparison.Ordinal));
        Assert.Equal("2100-11-25 Thanksgiving", days[^1]);
    }

    [Fact]
    public void What_was_moved_once_is_where_it_was_moved_to() => Assert.Equal(
        ["2026-07-04 July 4", "2027-07-05 July 4, observed", "2028-07-04 July 4"],
        Read(
            "UID:july\nDTSTART;VALUE=DATE:20260704\nRRULE:FREQ=YEARLY;COUNT=3\nSUMMARY:July 4\n",
            "UID:july\nRECURRENCE-ID;VALUE=DATE:20270704\nDTSTART;VALUE=DATE:20270705\nSUMMARY:July 4\\, observed\n"));

    [Fact]
    public void What_was_cancelled_is_none_and_a_long_name_is_cut() => Assert.Equal(
        [$"2026-12-25 {new string('x', 59)}…"],
        Read(
            "DTSTART;VALUE=DATE:20261224\nSTATUS:CANCELLED\nSUMMARY:Eve\n", $"DTSTART;VALUE=DATE:20261225\nSUMMARY:{new string('x', 80)}\n"));

    [Theory]
    [InlineData("DTSTART:20261225T090000Z\nSUMMARY:Christmas party\n", "line 4: the event \"Christmas party\" has a time, and a holiday is a whole day: make it an all-day event (DTSTART;VALUE=DATE:20261225), or take it out")]
    [InlineData("SUMMARY:Some day\n", "line 4: the event \"Some day\" has no date that can be read")]
    [InlineData("DTSTART;VALUE=DATE:2026-12-25\nSUMMARY:Dashes\n", "line 4: the event \"Dashes\" has no date that can be read (DTSTART;VALUE=DATE:20261225)")]
    [InlineData("DTSTART;VALUE=DATE:20261341\nSUMMARY:No month\n", "line 4: can't be understood")]
    [InlineData("DTSTART;VALUE=DATE:20261224\nRRULE:FREQ=SOMETIMES\nSUMMARY:C\n", "line 4: can't be understood (The recurrence rule part 'freq' or its value SOMETIMES is not supported")]
    [InlineData("DTSTART;VALUE=DATE:20261224\nRRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30\nSUMMARY:Never\n", "line 4: can't be understood")]
    [InlineData("DTSTART;VALUE=DATE:20261224\nhello world\nSUMMARY:C\n", "line 4: can't be understood (Could not parse line: 'hello world')")]
    [InlineData("DTSTART;VALUE=DATE:20261224\nDTEND;VALUE=DATE:20261220\nSUMMARY:Back\n", "line 4: the event \"Back\" ends before it begins")]
    [InlineData("DTSTART;VALUE=DATE:20260101\nRRULE:FREQ=DAILY\nSUMMARY:Always\n", "has more than 60 days in a year")]
    [InlineData("DTSTART;VALUE=DATE:20260101\nRRULE:FREQ=HOURLY\nSUMMARY:Always\n", "has more than 60 days in a year")]
    [InlineData("DTSTART;VALUE=DATE:20260101\nDTEND;VALUE=DATE:20261231\nSUMMARY:A year off\n", "must have at most 60 holidays in a year")]
    public void An_event_that_is_no_holiday_is_refused_with_its_line_and_what_to_do(string body, string what) =>
        Assert.Contains(what, Error(Calendar(body)));

    [Fact]
    public void The_second_event_is_told_from_the_first() => Assert.Contains(
        "line 9: the event \"Christmas party\"", Error(Calendar("DTSTART;VALUE=DATE:20261224\nSUMMARY:Eve\n", OneWithATime)));

    [Theory]
    [InlineData("<!DOCTYPE html><html></html>", "line 1: isn't an iCalendar file, which begins with BEGIN:VCALENDAR: download the file itself")]
    [InlineData("", "isn't an iCalendar file")]
    [InlineData("BEGIN:VCALENDAR\nVERSION:2.0\nEND:VCALENDAR\n", "has no event")]
    [InlineData("BEGIN:VCALENDAR\nVERSION:2.0\nhello\nEND:VCALENDAR\n", "line 3: can't be understood")]
    [InlineData("BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART;VALUE=DATE:20261224\n", "can't be understood (Unclosed component VEVENT)")]
    public void A_file_that_is_none_is_refused(string text, string what) => Assert.Contains(what, Error(text));

    [Fact]
    public void A_missing_file_and_one_that_is_too_big_are_refused()
    {
        Assert.Equal(
            $"$.calendars.named.office.holidaysFile: holidays.ics must be beside the policy file: there is none at {folder.Path("holidays.ics")}", $"{Assert.Single(Errors(null))}");
        Assert.EndsWith("must have at most 1048576 bytes; it has 1048577: leave out what isn't a holiday", Error(new string('x', HolidaysFile.Largest + 1)));
    }

    [Fact]
    public async Task The_app_says_so_when_it_starts_and_nothing_else()
    {
        await File.WriteAllTextAsync(folder.Path("holidays.ics"), Calendar(OneWithATime), TestContext.Current.CancellationToken);

        var error = Assert.Throws<PolicyException>(() => Mls.Build(["--memory", $"--Policies:File={Policy()}"]));

        Assert.Equal(2, error.Message.Split('\n').Length);
        Assert.Contains("$.calendars.named.office.holidaysFile: holidays.ics line 4: the event \"Christmas party\"", error.Message);
    }

    [Fact]
    public async Task A_list_beside_it_keeps_its_names()
    {
        await File.WriteAllTextAsync(folder.Path("holidays.ics"), Calendar("DTSTART;VALUE=DATE:20261224\nSUMMARY:Eve\n", "DTSTART;VALUE=DATE:20261225\nSUMMARY:Weihnachten\n"), TestContext.Current.CancellationToken);

        var policies = PolicyReader.Load(Policy("""[{"date":"2026-12-25","name":"Christmas Day"}]"""));

        Assert.Equal(
            ["Eve", "Christmas Day"], new NamedCalendars(policies.Calendars).Default.Policy.Holidays.Select(holiday => holiday.Name));
    }

    /// <summary>Wednesday, March 4 is closed by the file: two business days after Monday are Thursday.</summary>
    [Fact]
    public async Task A_case_keeps_them_when_the_file_is_changed_later()
    {
        var file = folder.Path("holidays.ics");
        await File.WriteAllTextAsync(file, Calendar("DTSTART;VALUE=DATE:20260304\nRRULE:FREQ=YEARLY\nSUMMARY:Founders' Day\n"), TestContext.Current.CancellationToken);
        var data = new DirectoryInfo(folder.Path("data"));
        string id;
        await using (var mls = await Mls.StartAsync(data, $"--Policies:File={Policy()}"))
        {
            id = await mls.Applies(Cast.Jane);
        }

        await File.WriteAllTextAsync(file, Calendar("DTSTART;VALUE=DATE:20260305\nSUMMARY:Another day\n"), TestContext.Current.CancellationToken);
        await using var later = await Mls.StartAsync(data, $"--Policies:File={Policy()}");
        await later.Advance(hours: 1);
        await later.Resends(id);

        var record = await later.Services.GetRequiredService<CaseTable<EnrollmentOpened, EnrollmentOutcome>>().GetAsync(CaseId.Parse(id), TestContext.Current.CancellationToken);
        Assert.Equal(
            ["2026-03-04", "2027-03-04", "2028-03-04", "2029-03-04", "2030-03-04"], record.Opened.Calendar.Holidays.Select(holiday => $"{holiday.Date:yyyy-MM-dd}"));
        Assert.All(record.Steps, step => Assert.Equal(new DateOnly(2026, 3, 5), DateOnly.FromDateTime(step.Deadlines[0].At.UtcDateTime)));
        Assert.Equal(2, record.Steps.Count);
    }

    string Policy(string holidays = "null")
    {
        var path = folder.Path("policies.json");
        File.WriteAllText(path, PolicyText.With(("calendars.named.office.holidays", holidays), ("calendars.named.office.holidaysFile", "\"holidays.ics\"")));
        return path;
    }

    IEnumerable<PolicyError> Errors(string? text)
    {
        if (text is not null)
        {
            File.WriteAllText(folder.Path("holidays.ics"), text);
        }

        return Assert.Throws<PolicyException>(() => PolicyReader.Load(Policy())).Errors;
    }

    string Error(string text) => $"{Assert.Single(Errors(text))}";

    IReadOnlyList<string> Read(params string[] events)
    {
        File.WriteAllText(folder.Path("holidays.ics"), Calendar(events));
        var holidays = new NamedCalendars(PolicyReader.Load(Policy()).Calendars).Default.Policy.Holidays;
        return [.. holidays.Select(holiday => $"{holiday.Date:yyyy-MM-dd} {holiday.Name}")];
    }

    static string Calendar(params string[] events) =>
        $"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//Lakeshore//Holidays//EN\n{string.Concat(events.Select((body, i) => $"BEGIN:VEVENT\n{(body.StartsWith("UID", StringComparison.Ordinal) ? "" : $"UID:{i}\n")}{body}END:VEVENT\n"))}END:VCALENDAR\n";
}
