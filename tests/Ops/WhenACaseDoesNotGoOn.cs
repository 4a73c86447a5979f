using System.Text.Json;
using Local;
using Local.Tables;
using MemberServices.Calendar;
using MemberServices.Cases;
using MemberServices.Cases.Finding;
using MemberServices.Onboarding;
using Microsoft.Extensions.DependencyInjection;

namespace MemberServices.Tests.Ops;

public sealed class WhenACaseDoesNotGoOn : IAsyncLifetime
{
    readonly WrittenLines lines = new();
    Mls mls = null!;

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => mls = await Mls.StartAsync(lines.Listen);

    public ValueTask DisposeAsync() => mls.DisposeAsync();

    [Fact]
    public async Task Nothing_is_stuck_while_all_go_on()
    {
        await mls.Applies(Cast.Jane);
        var done = await mls.Applies(Cast.John);
        await mls.Withdraws(done);

        for (var day = 0; day < 25; day++)
        {
            Assert.Empty(await mls.StuckCases());
            await mls.Advance(days: 1);
        }

        Assert.Equal(EnrollmentEnd.Expired, (await mls.Enrollment(Mailbox.Case(mls.Inbox(Cast.Jane).Latest))).End!.End);
        Assert.Empty(await mls.StuckOrchestrations());
        Assert.Empty(lines.Of("Mended").Concat(lines.Of("CaseStuck")));
    }

    [Fact]
    public async Task An_answer_that_nobody_told_it_is_told_within_six_hours()
    {
        var id = await mls.Applies(Cast.Jane);
        await mls.ApprovesUnheard(id);

        await mls.Advance(hours: 6.2);

        Assert.Equal(EnrollmentEnd.Completed, (await mls.Enrollment(id)).End!.End);
        Assert.Contains(id, Assert.Single(lines.Of("Mended")));
        Assert.Empty(await mls.StuckCases());
    }

    [Fact]
    public async Task An_earlier_answer_that_nobody_told_it_doesnt_keep_a_later_one_from_being_heard()
    {
        var id = await mls.Applies(Cast.Jane);
        await mls.ApprovesUnheard(id);

        await mls.Withdraws(id);

        Assert.Equal(EnrollmentEnd.Withdrawn, (await mls.Enrollment(id)).End!.End);
        Assert.Contains(mls.Inbox(Cast.Jane).All, mail => mail.Subject.Contains("withdrawn", StringComparison.OrdinalIgnoreCase) || mail.Text.Contains("withdrawn", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task One_whose_orchestration_was_never_started_is_started()
    {
        var cases = mls.Services.GetRequiredService<CaseTable<EnrollmentOpened, EnrollmentOutcome>>();
        var lost = await cases.OpenAsync(
            new EnrollmentOpened(
                Cast.Jane, Cast.Lakeview.OfficeName, mls.Now, Actor.System("api"), Channel.Api,
                mls.Services.GetRequiredService<CalendarPolicy>(), mls.Services.GetRequiredService<EnrollmentPolicy>().Stages),
            "key 1", Cancel);
        await mls.Services.GetRequiredService<CaseClaims>().ClaimAsync(EnrollmentService.LicenseKey(Cast.Jane), lost, Cancel);
        await mls.Services.GetRequiredService<CaseIndex>().AnnounceAsync(lost, mls.Now, Cancel);

        await mls.Advance(minutes: 14);
        Assert.Empty(await mls.StuckCases());
        await mls.Advance(minutes: 20);

        Assert.Equal(1, mls.Inbox(Cast.Bob).Count);
        Assert.Equal("Bob Broker", (await mls.Enrollment(lost.ToString())).WaitsFor!.Who);
        Assert.Empty(await mls.StuckCases());
        await mls.Approves(Cast.Bob);
        Assert.Equal(EnrollmentEnd.Completed, (await mls.Enrollment(lost.ToString())).End!.End);
    }

    [Fact]
    public async Task One_whose_orchestration_the_scheduler_has_lost_begins_again_within_six_hours_and_nobody_is_written_to_twice()
    {
        var id = await mls.Applies(Cast.Jane);
        var mails = mls.Inbox(Cast.Jane).Count;
        await mls.LosesTheOrchestrationOf(id);

        await mls.Advance(hours: 6.2);

        Assert.Contains("no orchestration", Assert.Single(lines.Of("Mended")));
        Assert.Equal((mails, 1), (mls.Inbox(Cast.Jane).Count, mls.Inbox(Cast.Bob).Count));
        await mls.Advance(days: 2);
        Assert.Contains("Reminder", mls.Inbox(Cast.Bob).Latest.Subject);
        await mls.Approves(Cast.Bob);
        Assert.Equal(EnrollmentEnd.Completed, (await mls.Enrollment(id)).End!.End);
        Assert.Single(lines.Of("Mended"));
    }

    [Fact]
    public async Task One_that_goes_on_is_read_four_times_a_day()
    {
        await mls.Advance(days: 1);
        var idle = await TableTransactionsOf(days: 1);
        await mls.Applies(Cast.Jane);
        await mls.Applies(Cast.John);
        // Their mails are out then.
        await mls.Advance(hours: 1);

        Assert.Equal(2 * 4, await TableTransactionsOf(days: 1) - idle);

        async Task<long> TableTransactionsOf(int days)
        {
            var before = mls.Machine.Meter[Metered.TableTransactions];
            await mls.Advance(days: days);
            return mls.Machine.Meter[Metered.TableTransactions] - before;
        }
    }

    [Fact]
    public async Task A_ticket_that_goes_on_is_not_read()
    {
        await mls.Advance(days: 1);
        var before = mls.Machine.Meter[Metered.TableTransactions];
        await mls.Advance(days: 1);
        var idle = mls.Machine.Meter[Metered.TableTransactions] - before;
        var id = await mls.OpensTicket(Cast.Jane, "low");
        await mls.Holds(id, Cast.Sarah);
        await mls.Advance(hours: 1);

        before = mls.Machine.Meter[Metered.TableTransactions];
        await mls.Advance(days: 1);
        Assert.Equal(idle, mls.Machine.Meter[Metered.TableTransactions] - before);
    }

    [Fact]
    public async Task An_answer_on_a_ticket_that_nobody_told_it_is_told_within_half_an_hour()
    {
        var id = await mls.OpensTicket(Cast.Jane);
        await mls.Holds(id, Cast.Sarah);
        // It is in the log, and whoever put it there goes down before anybody hears of it.
        mls.Machine.Part<TableTransport>().Faults.Refuse(403, on: "TK.list");
        Assert.InRange((await mls.Acts(id, "answer", Cast.Sarah, new { text = "Please try again." })).Status, 500, 599);
        Assert.DoesNotContain(mls.Inbox(Cast.Jane).All, mail => mail.Text.Contains("Please try again."));

        await mls.Advance(minutes: 30);

        Assert.Single(mls.Inbox(Cast.Jane).All, mail => mail.Text.Contains("Please try again."));
        Assert.Contains(id, Assert.Single(lines.Of("Mended")));
        Assert.Empty(await mls.StuckCases());
        await mls.Advance(days: 1);
        Assert.Single(lines.Of("Mended"));
    }

    [Fact]
    public async Task A_ticket_whose_orchestration_the_scheduler_has_lost_begins_again_within_six_hours()
    {
        var id = await mls.OpensTicket(Cast.Jane);
        await mls.Responds(id, Cast.Sarah);
        var mails = mls.Inbox(Cast.Jane).Count;
        await mls.LosesTheOrchestrationOf(id);

        await mls.Advance(hours: 6.2);

        Assert.Contains("no orchestration", Assert.Single(lines.Of("Mended")));
        Assert.Equal(mails, mls.Inbox(Cast.Jane).Count);
        await mls.Resolves(id, Cast.Sarah);
        Assert.Equal(mails + 1, mls.Inbox(Cast.Jane).Count);
    }

    [Fact]
    public async Task A_revocation_that_was_recorded_and_never_begun_is_begun()
    {
        var id = await mls.Applies(Cast.Jane);
        await mls.Approves(Cast.Bob);
        await mls.Advance(days: 40);
        await mls.RevokesUnheard(id);

        await mls.Advance(minutes: 14);
        Assert.Empty(await mls.StuckCases());
        await mls.Advance(minutes: 20);

        Assert.Equal(0, await mls.UsersWith(Cast.Jane.MemberEmail));
        Assert.Single(mls.Inbox(Cast.Jane).All, mail => mail.Subject.Contains("Your access to"));
        Assert.Contains(id, Assert.Single(lines.Of("Mended")));
        Assert.Empty(await mls.StuckCases());
    }

    [Fact]
    public async Task A_revocation_that_was_announced_and_never_recorded_is_forgotten_even_when_the_scheduler_knows_the_case_no_more()
    {
        var id = await mls.Applies(Cast.Jane);
        await mls.Approves(Cast.Bob);
        await mls.Advance(days: 40);
        await mls.Scheduler.PurgeInstanceAsync(id, Cancel);
        var mails = mls.Inbox(Cast.Jane).Count;
        await mls.Services.GetRequiredService<EnrollmentIndex>().AnnounceAsync(CaseId.Parse(id), mls.Now, Cancel);

        await mls.Advance(hours: 7);

        Assert.Empty(await mls.StuckCases());
        Assert.Equal((EnrollmentEnd.Completed, mails), ((await mls.Enrollment(id)).End!.End, mls.Inbox(Cast.Jane).Count));
        Assert.Equal(1, await mls.UsersWith(Cast.Jane.MemberEmail));
        Assert.Null(await mls.Scheduler.GetInstanceAsync(id, Cancel));
        Assert.Contains("never recorded", Assert.Single(lines.Of("Mended")));
    }

    [Fact]
    public async Task One_that_was_stopped_by_hand_is_listed_and_told_to_the_log_each_time()
    {
        var id = await mls.Applies(Cast.Jane);
        await mls.Scheduler.TerminateInstanceAsync(id, Cancel);

        await mls.Advance(days: 2, hours: 1);

        var stuck = Assert.Single(await mls.StuckCases());
        Assert.Equal(
            (id, "broker-approval", 1, "its orchestration is terminated", false),
            (stuck.GetProperty("id").GetString(), stuck.GetProperty("stage").GetString(), stuck.GetProperty("step").GetInt32(), stuck.GetProperty("why").GetString(),
                stuck.GetProperty("canBeMended").GetBoolean()));
        Assert.InRange(lines.Of("CaseStuck").Count, 2, 4);
        Assert.All(lines.Of("CaseStuck"), line => Assert.Contains(id, line));
    }

    [Fact]
    public async Task An_orchestration_that_failed_is_listed_and_told_to_the_log_with_or_without_its_case()
    {
        var missing = CaseId.New(CaseKind.Enrollment).ToString();
        // Its input is none.
        await mls.Scheduler.ScheduleNewOrchestrationInstanceAsync(nameof(EnrollmentWorkflow.Enrollment), input: null, new Microsoft.DurableTask.StartOrchestrationOptions(missing), Cancel);

        await mls.Advance(minutes: 16);

        var failed = Assert.Single(await mls.StuckOrchestrations());
        Assert.Equal((missing, "Enrollment", "failed", false), Told(failed));
        Assert.Contains(missing, Assert.Single(lines.Of("OrchestrationFailed")));
    }

    [Fact]
    public async Task An_orchestration_without_a_case_is_listed_and_told_to_the_log_while_it_runs()
    {
        await mls.Applies(Cast.John);
        var id = await mls.Applies(Cast.Jane);
        await mls.LosesTheRowsOf(id);

        await mls.Advance(hours: 6.2);

        Assert.Equal((id, "Enrollment", "running", false), Told(Assert.Single(await mls.StuckOrchestrations())));
        Assert.Contains(id, Assert.Single(lines.Of("OrchestrationWithoutCase")));
    }

    [Fact]
    public async Task They_are_listed_page_by_page()
    {
        foreach (var who in new[] { Cast.Jane, Cast.John, Cast.Paul })
        {
            await mls.Scheduler.TerminateInstanceAsync(await mls.Applies(who), Cancel);
        }
        await mls.Advance(days: 2, hours: 1);

        Assert.Equal(3, (await mls.StuckCases(take: 1)).Select(each => each.GetProperty("id").GetString()).Distinct().Count());
        Assert.Equal(400, (int)(await mls.Api.GetAsync("/api/ops/stuck?after=nowhere", Cancel)).StatusCode);
        Assert.Equal(400, (int)(await mls.Api.GetAsync("/api/ops/stuck?after=0.nowhere", Cancel)).StatusCode);
        Assert.Equal(401, (int)(await mls.Http.GetAsync("/api/ops/stuck", Cancel)).StatusCode);
    }

    static (string? Instance, string? Name, string? Status, bool HasCase) Told(JsonElement orchestration) => (
        orchestration.GetProperty("instance").GetString(), orchestration.GetProperty("name").GetString(), orchestration.GetProperty("status").GetString(),
        orchestration.GetProperty("hasCase").GetBoolean());
}
