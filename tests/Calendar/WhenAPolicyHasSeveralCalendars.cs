using MemberServices.Calendar;
using MemberServices.Policies;
using MemberServices.Tests.Policies;
using MemberServices.WorkItems;
using Microsoft.Extensions.DependencyInjection;

namespace MemberServices.Tests.Calendar;

public sealed class WhenAPolicyHasSeveralCalendars
{
    const string Level2 = """
        { "timeZone": "Asia/Kolkata", "hours": { "monday": [{ "from": "00:00", "to": "02:00" }, { "from": "09:30", "to": "13:00" }, { "from": "14:00", "to": "24:00" }] },
          "holidays": [{ "date": "2026-01-26", "name": "Republic Day" }] }
        """;

    const string Urgent = """{ "timeZone": "America/Chicago", "aroundTheClock": true }""";

    static readonly (string, string)[] Three = [("calendars.named.level-2", Level2), ("calendars.named.urgent", Urgent)];

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void Each_counts_by_itself_and_what_names_none_by_the_default()
    {
        var calendars = new NamedCalendars(PolicyReader.Read(PolicyText.With(Three)).Calendars);

        Assert.Equal("office", calendars.Default.Name);
        Assert.Equal(["office", "level-2", "urgent"], calendars.All.Select(each => each.Name));
        // A Sunday evening in Chicago is a Monday morning in Kolkata, half an hour beside the whole.
        var sunday = new DateTimeOffset(2026, 3, 1, 20, 0, 0, TimeSpan.FromHours(-6));
        Assert.False(calendars.Default.Time.IsOpen(sunday));
        Assert.Equal(sunday.AddHours(2), calendars.Of("level-2").Time.NextOpen(sunday));
        Assert.Equal(sunday.AddHours(5), calendars.Of("urgent").Time.Add(sunday, TimeSpan.FromHours(5)));
        Assert.Contains("there are office, level-2, urgent", Assert.Throws<ArgumentException>(() => calendars.Of("level-3")).Message);
    }

    [Fact]
    public void Around_the_clock_no_holiday_is_closed_and_the_hours_go_through_midnight_and_the_clocks_changes()
    {
        var urgent = new NamedCalendars(PolicyReader.Read(PolicyText.With(Three)).Calendars).Of("urgent").Time;

        Assert.All(["2026-03-07T12:00:00-06:00", "2026-10-31T12:00:00-05:00", "2026-12-25T00:00:00-06:00"], start =>
            Assert.Equal(DateTimeOffset.Parse(start).AddHours(48), urgent.Add(DateTimeOffset.Parse(start), TimeSpan.FromHours(48))));
    }

    [Fact]
    public async Task Each_whose_holidays_end_is_told_of_by_its_name()
    {
        using var folder = new TemporaryFolder();
        folder.Folder.Create();
        await File.WriteAllTextAsync(folder.Path("policies.json"), PolicyText.With(Three), Cancel);
        await using var mls = await Mls.StartAsync("--start", "2027-11-01T09:00:00-05:00", $"--Policies:File={folder.Path("policies.json")}");
        await mls.Advance(days: 2);

        string[] remedies =
        [
            "List the holidays of 2028 in policies.json (calendars.named.office.holidays): dates in 2028 are computed without them",
            "List the holidays of 2027 in policies.json (calendars.named.level-2.holidays): dates in 2027 are computed without them",
        ];
        using var health = await mls.Api.GetAsync("api/health", Cancel);
        var check = (await Mls.Json(health)).GetProperty("checks").EnumerateArray().Single(each => each.GetProperty("name").GetString() == "holidays");
        Assert.Equal(string.Join("; ", remedies), check.GetProperty("error").GetString());
        var items = await mls.Services.GetRequiredService<WorkItemTable>().OpenAsync(StaffRoles.Ops, Cancel);
        Assert.Equal([("holidays.2028", remedies[0]), ("holidays.level-2.2027", remedies[1])], items.Select(item => (item.Id, item.Title)));
    }

    [Fact]
    public void One_with_a_file_is_mended_there()
    {
        var calendar = new NamedCalendar("office", IsDefault: true, "holidays.ics", Calendars.Chicago);

        Assert.Equal(
            "List the holidays of 2027 in holidays.ics (calendars.named.office.holidaysFile): dates in 2027 are computed without them", new ListedHolidays(calendar, []).Remedy(2027));
    }
}
