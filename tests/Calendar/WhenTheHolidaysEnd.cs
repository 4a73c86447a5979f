using System.Collections.Concurrent;
using MemberServices.Calendar;
using MemberServices.Messages;
using MemberServices.Policies;
using MemberServices.WorkItems;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace MemberServices.Tests.Calendar;

/// <summary>The sample policy's holidays are listed up to the end of 2027; its longest schedule, that of all stages of an enrollment without a checklist, is 104 business days.</summary>
public sealed class WhenTheHolidaysEnd
{
    const string Remedy = "List the holidays of 2028 in policies.json (calendars.named.office.holidays): dates in 2028 are computed without them";

    readonly ConcurrentQueue<string> warnings = [];

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_is_said_while_they_reach_far_enough()
    {
        await using var mls = await StartAsync("2027-06-15T09:00:00-05:00");
        await mls.Advance(days: 5);

        Assert.Equal("""{"status":"healthy"}""", await mls.Http.GetStringAsync("health", Cancel));
        Assert.Empty(await OpsWork(mls));
        Assert.DoesNotContain(warnings, warning => warning.Contains("holidays"));
    }

    [Fact]
    public async Task It_is_said_at_the_start_and_in_health_which_is_still_good()
    {
        await using var mls = await StartAsync("2027-11-01T09:00:00-05:00");

        Assert.Contains(Remedy, warnings);
        using var anybody = await mls.Http.GetAsync("health", Cancel);
        Assert.Equal((200, """{"status":"degraded"}"""), ((int)anybody.StatusCode, await anybody.Content.ReadAsStringAsync(Cancel)));
        using var details = await mls.Api.GetAsync("api/health", Cancel);
        Assert.Equal(200, (int)details.StatusCode);
        var check = (await Mls.Json(details)).GetProperty("checks").EnumerateArray().Single(each => each.GetProperty("name").GetString() == "holidays");
        Assert.Equal((true, Remedy), (check.GetProperty("works").GetBoolean(), check.GetProperty("error").GetString()));
    }

    [Fact]
    public async Task Ops_get_one_work_item_a_month_before_a_date_is_computed_without_them()
    {
        await using var mls = await StartAsync("2027-06-15T09:00:00-05:00");

        await mls.Advance(days: 14);
        Assert.Empty(await OpsWork(mls));
        await mls.Advance(days: 50);

        var item = Assert.Single(await OpsWork(mls));
        Assert.Equal(("holidays.2028", Remedy), (item.Id, item.Title));
        var calendar = mls.Services.GetRequiredService<BusinessCalendar>();
        var longest = mls.Services.GetServices<LongestSchedule>().Max(schedule => schedule.BusinessDays);
        Assert.Equal(104, longest);
        Assert.Equal(2027, calendar.AddBusinessDays(item.OpenedAt.AddDays(29), longest).Year);
        Assert.Equal(2028, calendar.AddBusinessDays(item.OpenedAt.AddDays(30), longest).Year);
        Assert.Empty(mls.DeadLetters($"{Bus.Events}/Subscriptions/{Bus.Interactions}"));
    }

    [Fact]
    public async Task The_item_is_closed_when_they_are_listed()
    {
        using var folder = new TemporaryFolder();
        await using (var before = await Mls.StartAsync(folder.Folder, "--start", "2027-11-01T09:00:00-05:00"))
        {
            await before.Advance(days: 1);
            Assert.Single(await OpsWork(before));
        }

        var policy = folder.Path("next.json");
        var text = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "policies.json"), Cancel);
        await File.WriteAllTextAsync(policy, text.Replace("\"holidays\": [", "\"holidays\": [{ \"date\": \"2028-12-25\", \"name\": \"Christmas Day\" },"), Cancel);
        await using var mls = await Mls.StartAsync(folder.Folder, $"--Policies:File={policy}");
        await mls.Advance(days: 1);

        Assert.Empty(await OpsWork(mls));
    }

    [Fact]
    public void An_organization_that_keeps_none_misses_none() =>
        Assert.Null(Listed(Calendars.Chicago with { Holidays = [] }, new LongestSchedule(250)).MissingYear(Mls.MondayMorning));

    [Fact]
    public void The_longest_schedule_of_those_that_count_by_it_counts()
    {
        var policy = Calendars.Chicago with { Holidays = [new Holiday(new DateOnly(2026, 7, 3), "Independence Day")] };

        Assert.Null(Listed(policy).MissingYear(Mls.MondayMorning));
        Assert.Null(Listed(policy, new(20), new(100), new(250, "around-the-clock")).MissingYear(Mls.MondayMorning));
        Assert.Equal(2027, Listed(policy, new(20), new(250)).MissingYear(Mls.MondayMorning));
        Assert.Equal(2027, Listed(policy, new(20), new(250, "office")).MissingYear(Mls.MondayMorning));
    }

    static ListedHolidays Listed(CalendarPolicy policy, params LongestSchedule[] schedules) =>
        new(new NamedCalendar("office", IsDefault: true, null, policy), schedules);

    Task<Mls> StartAsync(string at) => Mls.StartAsync(app => app.Logging.AddProvider(new Warnings(warnings)), "--start", at);

    static Task<IReadOnlyList<WorkItem>> OpsWork(Mls mls) => mls.Services.GetRequiredService<WorkItemTable>().OpenAsync(StaffRoles.Ops, Cancel);

    sealed class Warnings(ConcurrentQueue<string> said) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public bool IsEnabled(LogLevel logLevel) => logLevel == LogLevel.Warning;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            said.Enqueue(formatter(state, exception));

        public void Dispose()
        {
        }
    }
}
