using System.Text.Json;
using MemberServices.Cases;
using MemberServices.Onboarding;
using Microsoft.Extensions.DependencyInjection;

namespace MemberServices.Tests.Policies;

/// <summary>Counted by hand: the office is open Monday to Friday, 8:30 to 17:00, in Chicago; broker approval has 2, 5, 7, 13 and 14 days.</summary>
public sealed class WhenAPolicyIsPreviewed(WhenAPolicyIsPreviewed.App app) : IClassFixture<WhenAPolicyIsPreviewed.App>
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    // March 8, 2026: forward. November 1: back. July 3, November 26 and 27, December 25 are holidays; in 2027, December 24 and 31.
    [Theory]
    // Over a weekend on which clocks go forward.
    [InlineData("2026-03-06T16:00:00-06:00", "reminder", "2026-03-10T21:00:00Z", "Tuesday, March 10, 2026 at 4:00 PM CDT",
        "2 business days after Fri, Mar 6, 4:00 PM CST: Mon 9 (1), Tue 10 (2), at the same clock time, 4:00 PM CDT; clocks go forward on Sun, Mar 8")]
    // The same moment, told in Kolkata.
    [InlineData("2026-03-07T03:30:00%2B05:30", "reminder", "2026-03-10T21:00:00Z", "Tuesday, March 10, 2026 at 4:00 PM CDT",
        "2 business days after Fri, Mar 6, 4:00 PM CST: Mon 9 (1), Tue 10 (2), at the same clock time, 4:00 PM CDT; clocks go forward on Sun, Mar 8")]
    // Over a weekend on which clocks go back.
    [InlineData("2026-10-30T21:00:00Z", "reminder", "2026-11-03T22:00:00Z", "Tuesday, November 3, 2026 at 4:00 PM CST",
        "2 business days after Fri, Oct 30, 4:00 PM CDT: Mon, Nov 2 (1), Tue 3 (2), at the same clock time, 4:00 PM CST; clocks go back on Sun, Nov 1")]
    // On a Saturday.
    [InlineData("2026-03-14T10:00:00-05:00", "reminder", "2026-03-18T13:30:00Z", "Wednesday, March 18, 2026 at 8:30 AM CDT",
        "2 business days after Sat, Mar 14, 10:00 AM CDT, which is closed: from the next opening, Mon, Mar 16, 8:30 AM CDT: Tue 17 (1), Wed 18 (2), at the same clock time, 8:30 AM CDT")]
    // On a Friday evening.
    [InlineData("2026-03-13T18:00:00-05:00", "reminder", "2026-03-18T13:30:00Z", "Wednesday, March 18, 2026 at 8:30 AM CDT",
        "2 business days after Fri, Mar 13, 6:00 PM CDT, which is closed: from the next opening, Mon, Mar 16, 8:30 AM CDT: Tue 17 (1), Wed 18 (2), at the same clock time, 8:30 AM CDT")]
    // In the minute of closing, and the one before.
    [InlineData("2026-03-13T17:00:00-05:00", "reminder", "2026-03-18T13:30:00Z", "Wednesday, March 18, 2026 at 8:30 AM CDT",
        "2 business days after Fri, Mar 13, 5:00 PM CDT, which is closed: from the next opening, Mon, Mar 16, 8:30 AM CDT: Tue 17 (1), Wed 18 (2), at the same clock time, 8:30 AM CDT")]
    [InlineData("2026-03-13T16:59:00-05:00", "reminder", "2026-03-17T21:59:00Z", "Tuesday, March 17, 2026 at 4:59 PM CDT",
        "2 business days after Fri, Mar 13, 4:59 PM CDT: Mon 16 (1), Tue 17 (2), at the same clock time, 4:59 PM CDT")]
    // Before opening.
    [InlineData("2026-03-16T07:00:00-05:00", "reminder", "2026-03-18T13:30:00Z", "Wednesday, March 18, 2026 at 8:30 AM CDT",
        "2 business days after Mon, Mar 16, 7:00 AM CDT, which is closed: from the next opening, Mon, Mar 16, 8:30 AM CDT: Tue 17 (1), Wed 18 (2), at the same clock time, 8:30 AM CDT")]
    // Before two holidays, and on the first of them.
    [InlineData("2026-11-25T10:00:00-06:00", "reminder", "2026-12-01T16:00:00Z", "Tuesday, December 1, 2026 at 10:00 AM CST",
        "2 business days after Wed, Nov 25, 10:00 AM CST: Mon 30 (1), Tue, Dec 1 (2), at the same clock time, 10:00 AM CST; holidays skipped: Thu, Nov 26 (Thanksgiving Day), Fri, Nov 27 (Day after Thanksgiving)")]
    [InlineData("2026-11-26T10:00:00-06:00", "reminder", "2026-12-02T14:30:00Z", "Wednesday, December 2, 2026 at 8:30 AM CST",
        "2 business days after Thu, Nov 26, 10:00 AM CST, which is closed: from the next opening, Mon, Nov 30, 8:30 AM CST: Tue, Dec 1 (1), Wed 2 (2), at the same clock time, 8:30 AM CST; holidays skipped: Thu, Nov 26 (Thanksgiving Day), Fri, Nov 27 (Day after Thanksgiving)")]
    // Up to the end of the last day.
    [InlineData("2026-03-09T09:00:00-05:00", "end", "2026-03-27T22:00:00Z", "Friday, March 27, 2026 at 5:00 PM CDT",
        "14 business days after Mon, Mar 9, 9:00 AM CDT: Tue 10 (1), Wed 11 (2), Thu 12 (3), Fri 13 (4), Mon 16 (5), Tue 17 (6), Wed 18 (7), Thu 19 (8), Fri 20 (9), Mon 23 (10), Tue 24 (11), Wed 25 (12), Thu 26 (13), Fri 27 (14), at the same clock time, 9:00 AM CDT; until that day closes, 5:00 PM CDT")]
    // Into a year whose holidays nobody has listed: Martin Luther King Jr. Day, January 17, is counted.
    [InlineData("2027-12-28T10:00:00-06:00", "end", "2028-01-18T23:00:00Z", "Tuesday, January 18, 2028 at 5:00 PM CST",
        "14 business days after Tue, Dec 28, 10:00 AM CST: Wed 29 (1), Thu 30 (2), Mon, Jan 3, 2028 (3), Tue 4 (4), Wed 5 (5), Thu 6 (6), Fri 7 (7), Mon 10 (8), Tue 11 (9), Wed 12 (10), Thu 13 (11), Fri 14 (12), Mon 17 (13), Tue 18 (14), at the same clock time, 10:00 AM CST; until that day closes, 5:00 PM CST; holiday skipped: Fri, Dec 31 (New Year's Day (observed))")]
    public async Task An_enrollments_deadline_is_told_with_its_arithmetic(string openedAt, string kind, string at, string local, string how)
    {
        var deadline = DeadlineOf((await Preview("enrollment", openedAt)).GetProperty("stages")[0], kind);

        Assert.Equal((DateTimeOffset.Parse(at), local, how), (deadline.GetProperty("at").GetDateTimeOffset(), deadline.GetProperty("local").GetString(), deadline.GetProperty("how").GetString()));
    }

    [Theory]
    [InlineData("2026-12-24T16:59:00-06:00", "2026-12-28T22:59:00Z", "1 business day after Thu, Dec 24, 4:59 PM CST: Mon 28 (1), at the same clock time, 4:59 PM CST; holiday skipped: Fri, Dec 25 (Christmas Day)")]
    [InlineData("2026-07-02T12:00-05:00", "2026-07-06T17:00:00Z", "1 business day after Thu, Jul 2, 12:00 PM CDT: Mon 6 (1), at the same clock time, 12:00 PM CDT; holiday skipped: Fri, Jul 3 (Independence Day (observed))")]
    public async Task A_work_items_too(string openedAt, string at, string how)
    {
        var stage = Assert.Single((await Preview("work-item", openedAt)).GetProperty("stages").EnumerateArray());
        var deadline = DeadlineOf(stage, "due");

        Assert.Equal((DateTimeOffset.Parse(at), how), (deadline.GetProperty("at").GetDateTimeOffset(), deadline.GetProperty("how").GetString()));
    }

    /// <summary>One minute of Thursday and 6 hours 47 minutes of Monday; Friday is Christmas Day.</summary>
    [Fact]
    public async Task A_work_items_owner_and_their_manager_hear_of_it()
    {
        var stage = (await Preview("work-item", "2026-12-24T16:59:00-06:00")).GetProperty("stages")[0];

        Assert.Equal(
            [
                "reminder Monday, December 28, 2026 at 3:17 PM CST: 80 percent of the opening hours up to the due time: 6 h 48 min of 8 h 30 min",
                "due Monday, December 28, 2026 at 4:59 PM CST: 1 business day after Thu, Dec 24, 4:59 PM CST: Mon 28 (1), at the same clock time, 4:59 PM CST; holiday skipped: Fri, Dec 25 (Christmas Day)",
                "manager Tuesday, December 29, 2026 at 4:59 PM CST: 1 business day after Mon, Dec 28, 4:59 PM CST: Tue 29 (1), at the same clock time, 4:59 PM CST",
            ],
            stage.GetProperty("deadlines").EnumerateArray().Select(each => $"{each.GetProperty("kind")} {each.GetProperty("local")}: {each.GetProperty("how")}"));
    }

    [Fact]
    public async Task Its_stages_come_in_order_with_what_happens_and_later_ones_say_that_they_begin_later()
    {
        var preview = await Preview("enrollment", "2026-03-02T09:00:00-06:00");

        Assert.Equal(
            [
                "broker-approval: reminder 1 We remind the broker, reminder 2 We remind the broker for the last time, staff 1 Member services call the office, and tell you how it stands, "
                    + "last-notice 1 We give a last notice: the time is almost over, end 1 The application expires",
                "billing: reminder 1 We remind you, reminder 2 We remind you for the last time, staff 1 Our finance team looks into it, "
                    + "last-notice 1 We give a last notice: the time is almost over, end 1 The application expires",
                "access: staff 1 Member services look into it, end 1 The enrollment fails",
                "provisioning: staff 1 Member services look into it, end 1 The enrollment fails",
                "welcome: end 1 The enrollment fails",
                "checklist: reminder 1 We remind you: Signed data license, reminder 2 We remind you: Signed data license, due 1 Due: Signed data license, "
                    + "reminder 3 We remind you: Orientation class and Rules quiz, reminder 4 We remind you: Orientation class and Rules quiz, "
                    + "due 2 Due: Orientation class and Rules quiz. Without it your access is suspended, staff 1 Member services call you about what is left, "
                    + "last-notice 1 We give a last notice: the time is almost over, end 1 Your enrollment ends, and your access is taken away",
            ],
            preview.GetProperty("stages").EnumerateArray().Select(stage => $"{stage.GetProperty("id")}: {string.Join(", ", stage.GetProperty("deadlines").EnumerateArray().Select(each => $"{each.GetProperty("kind")} {each.GetProperty("number")} {each.GetProperty("what")}"))}"));
        Assert.Equal(
            [null, .. Enumerable.Repeat("As if it began at the opening: it begins when the stage before it is done.", 5)],
            preview.GetProperty("stages").EnumerateArray().Select(stage => stage.GetProperty("note").GetString()));
        Assert.Equal(
            ("Monday, March 2, 2026 at 9:00 AM CST", "office", "America/Chicago", 0),
            (preview.GetProperty("openedAtLocal").GetString(), preview.GetProperty("calendar").GetString(), preview.GetProperty("timeZone").GetString(), preview.GetProperty("warnings").GetArrayLength()));
    }

    [Theory]
    [InlineData("2027-12-28T10:00:00-06:00", "2028")]
    [InlineData("2025-12-29T10:00:00-06:00", "2025")]
    public async Task A_year_without_holidays_is_warned_about(string openedAt, string year) => Assert.Equal(
        [$"List the holidays of {year} in policies.json (calendars.named.office.holidays): dates in {year} are computed without them"],
        (await Preview("enrollment", openedAt)).GetProperty("warnings").EnumerateArray().Select(warning => warning.GetString()));

    [Fact]
    public async Task What_is_opened_then_has_those_deadlines()
    {
        await using var mls = await Mls.StartAsync();
        await mls.Advance(days: 4, hours: 11);
        var id = CaseId.Parse(await mls.Applies(Cast.Jane));
        var step = (await mls.Services.GetRequiredService<CaseTable<EnrollmentOpened, EnrollmentOutcome>>().GetAsync(id, Cancel)).Steps[0];

        var told = (await Preview("enrollment", $"{step.AskedAt:yyyy-MM-ddTHH:mm:ss.FFFFFFFZ}")).GetProperty("stages")[0].GetProperty("deadlines").EnumerateArray();

        Assert.Equal(step.Deadlines.Select(deadline => deadline.At), told.Select(each => each.GetProperty("at").GetDateTimeOffset()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("yesterday")]
    [InlineData("2026-03-06")]
    [InlineData("2026-03-06T16:00:00")]
    [InlineData("2026-02-30T16:00:00Z")]
    [InlineData("2026-03-06T16:00:00+01:00")]
    [InlineData("1999-12-31T23:59:59Z")]
    [InlineData("2100-01-01T00:00:00Z")]
    [InlineData("99999-01-01T00:00:00Z")]
    [InlineData("0000-00-00T00:00:00-99:99")]
    public async Task A_moment_that_is_none_is_refused_with_an_example(string openedAt)
    {
        using var answer = await app.Mls.Api.GetAsync($"api/policies/preview?kind=enrollment&openedAt={openedAt}", Cancel);

        var error = Assert.Single((await Problem(answer)).GetProperty("errors").EnumerateArray());
        Assert.Equal(("openedAt", openedAt.Length == 0 ? "required" : "invalid"), (error.GetProperty("field").GetString(), error.GetProperty("code").GetString()));
        Assert.Contains("2026-03-06T16:00:00-06:00", error.GetProperty("message").GetString());
    }

    [Theory]
    [InlineData("", "required")]
    [InlineData("?kind=party", "unknown")]
    public async Task A_kind_that_is_none_is_refused_with_those_that_are_beside_every_other_error(string query, string code)
    {
        using var answer = await app.Mls.Api.GetAsync($"api/policies/preview{query}", Cancel);

        var errors = (await Problem(answer)).GetProperty("errors").EnumerateArray().ToList();
        Assert.Equal(["kind", "openedAt"], errors.Select(error => error.GetProperty("field").GetString()));
        Assert.Equal((code, "Send one of complaint, enrollment, survey, ticket-high, ticket-low, ticket-normal, ticket-urgent, work-item."), (errors[0].GetProperty("code").GetString(), errors[0].GetProperty("message").GetString()));
    }

    [Fact]
    public async Task A_survey_is_sent_by_day_and_followed_up()
    {
        // A ticket is closed at half past nine in the evening in Chicago, on a Friday.
        var deadlines = (await Preview("survey", "2026-03-07T03:30:00Z")).GetProperty("stages")[0].GetProperty("deadlines").EnumerateArray().ToList();

        Assert.Equal(
            ["asked, Saturday, March 7, 2026 at 8:00 AM CST", "reminded, Tuesday, March 10, 2026 at 9:00 AM CDT", "listed, Monday, March 16, 2026 at 8:30 AM CDT", "closed, Saturday, March 21, 2026 at 9:00 AM CDT"],
            deadlines.Select(each => $"{each.GetProperty("kind").GetString()}, {each.GetProperty("local").GetString()}"));
    }

    [Theory]
    [InlineData("2000-01-01T00:00:00Z")]
    [InlineData("2099-12-31T23:59:59Z")]
    public async Task The_first_and_the_last_moment_are_told(string openedAt) =>
        Assert.Equal(6, (await Preview("enrollment", openedAt)).GetProperty("stages").GetArrayLength());

    [Fact]
    public async Task It_needs_the_key()
    {
        using var answer = await app.Mls.Http.GetAsync("api/policies/preview?kind=enrollment&openedAt=2026-03-06T16:00:00Z", Cancel);

        Assert.Equal(401, (int)answer.StatusCode);
    }

    async Task<JsonElement> Preview(string kind, string openedAt)
    {
        using var answer = await app.Mls.Api.GetAsync($"api/policies/preview?kind={kind}&openedAt={openedAt}", Cancel);
        Assert.Equal(200, (int)answer.StatusCode);
        return await Mls.Json(answer);
    }

    static async Task<JsonElement> Problem(HttpResponseMessage answer)
    {
        Assert.Equal((400, "application/problem+json"), ((int)answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        return await Mls.Json(answer);
    }

    static JsonElement DeadlineOf(JsonElement stage, string kind) =>
        stage.GetProperty("deadlines").EnumerateArray().First(each => each.GetProperty("kind").GetString() == kind);

    public sealed class App : IAsyncLifetime
    {
        public Mls Mls { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Mls = await Mls.StartAsync(Mls.AsShipped);

        public ValueTask DisposeAsync() => Mls.DisposeAsync();
    }
}
