using MemberServices.Calendar;
using MemberServices.Cases;
using MemberServices.Onboarding;
using Microsoft.Extensions.DependencyInjection;

namespace MemberServices.Tests.Onboarding;

public sealed class WhenTheProcessEndsInBetween : IAsyncLifetime
{
    Mls mls = null!;

    CaseTable<EnrollmentOpened, EnrollmentOutcome> Cases => mls.Services.GetRequiredService<CaseTable<EnrollmentOpened, EnrollmentOutcome>>();

    CaseClaims Claims => mls.Services.GetRequiredService<CaseClaims>();

    public async ValueTask InitializeAsync() => mls = await Mls.StartAsync();

    public ValueTask DisposeAsync() => mls.DisposeAsync();

    [Fact]
    public async Task A_license_claimed_for_a_case_that_is_gone_is_taken()
    {
        await Claims.ClaimAsync(EnrollmentService.LicenseKey(Cast.Jane), CaseId.New(CaseKind.Enrollment), TestContext.Current.CancellationToken);

        Assert.Equal("Bob Broker", (await mls.Enrollment(await mls.Applies(Cast.Jane))).WaitsFor!.Who);
    }

    [Fact]
    public async Task A_case_that_was_written_and_claimed_its_license_starts_with_the_next_try()
    {
        var lost = await Write("key 1");
        await Claims.ClaimAsync(EnrollmentService.LicenseKey(Cast.Jane), lost, TestContext.Current.CancellationToken);

        var answer = await Mls.Json(await mls.SendsToTheApi(Cast.Jane, "key 1"));
        await mls.Settle();

        Assert.Equal((lost.ToString(), true), (answer.GetProperty("id").GetString(), answer.GetProperty("isNew").GetBoolean()));
        Assert.Equal(1, mls.Inbox(Cast.Bob).Count);
    }

    [Fact]
    public async Task A_case_that_was_written_without_its_license_disturbs_nobody()
    {
        var lost = await Write("key 1");

        var answer = await Mls.Json(await mls.SendsToTheApi(Cast.Jane, "key 1"));
        await mls.Settle();

        Assert.NotEqual(lost.ToString(), answer.GetProperty("id").GetString());
        Assert.Equal(1, mls.Inbox(Cast.Bob).Count);
    }

    [Fact]
    public async Task An_answer_that_the_case_never_heard_of_is_told_by_the_next_click()
    {
        var id = await mls.Applies(Cast.Jane);
        var open = (await mls.Opens(mls.Request(Cast.Bob))).Form;
        await mls.ApprovesUnheard(id);

        await mls.Sends(open.Choosing("approve"));

        Assert.Equal(EnrollmentEnd.Completed, (await mls.Enrollment(id)).End!.End);
    }

    [Fact]
    public async Task Or_at_the_latest_by_the_next_reminder_which_is_not_sent()
    {
        var id = await mls.Applies(Cast.Jane);
        await mls.ApprovesUnheard(id);

        await mls.Advance(days: 2);

        Assert.DoesNotContain(mls.Inbox(Cast.Bob).All, mail => mail.Subject.Contains("Reminder"));
        Assert.Equal(EnrollmentEnd.Completed, (await mls.Enrollment(id)).End!.End);
    }

    Task<CaseId> Write(string request) => Cases.OpenAsync(
        new EnrollmentOpened(
            Cast.Jane, Cast.Lakeview.OfficeName, mls.Now, Actor.System("api"), Channel.Api,
            mls.Services.GetRequiredService<CalendarPolicy>(), mls.Services.GetRequiredService<EnrollmentPolicy>().Stages),
        request, TestContext.Current.CancellationToken);
}
