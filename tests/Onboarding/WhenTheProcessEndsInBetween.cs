using MemberServices.Onboarding;
using Microsoft.Extensions.DependencyInjection;

namespace MemberServices.Tests.Onboarding;

public sealed class WhenTheProcessEndsInBetween : IAsyncLifetime
{
    Mls mls = null!;

    EnrollmentTable Table => mls.Services.GetRequiredService<EnrollmentTable>();

    public async ValueTask InitializeAsync() => mls = await Mls.StartAsync();

    public ValueTask DisposeAsync() => mls.DisposeAsync();

    [Fact]
    public async Task A_license_claimed_for_a_case_that_was_never_written_is_finished_by_the_next_try()
    {
        var lost = EnrollmentId.New();
        await Table.ClaimAsync(Mls.Jane.MemberKey, lost, Mls.Jane.OfficeKey, TestContext.Current.CancellationToken);

        Assert.Equal(lost, await mls.Applies(Mls.Jane));
        Assert.Equal("Bob Broker", (await mls.Enrollment(lost)).WaitsFor!.Who);
    }

    [Fact]
    public async Task A_license_claimed_at_an_office_that_is_not_meant_anymore_is_taken()
    {
        await Table.ClaimAsync(Mls.Jane.MemberKey, EnrollmentId.New(), "solo", TestContext.Current.CancellationToken);

        Assert.Equal("Bob Broker", (await mls.Enrollment(await mls.Applies(Mls.Jane))).WaitsFor!.Who);
    }

    [Fact]
    public async Task A_case_that_was_written_but_not_started_starts_with_the_next_try()
    {
        var lost = EnrollmentId.New();
        await Table.ClaimAsync(Mls.Jane.MemberKey, lost, Mls.Jane.OfficeKey, TestContext.Current.CancellationToken);
        await Table.AddCaseAsync(lost, new EnrollmentOpened(Mls.Jane, "Lakeview Realty", mls.Now, "api", "api"), TestContext.Current.CancellationToken);

        Assert.Equal(lost, await mls.Applies(Mls.Jane));
        Assert.Equal(1, mls.Inbox(Mls.Bob).Count);
    }

    [Fact]
    public async Task An_answer_that_the_case_never_heard_of_is_told_by_the_next_click()
    {
        var id = await mls.Applies(Mls.Jane);
        await Approve(id);

        await mls.Decides(Mls.Bob, "approve");

        Assert.Equal(EnrollmentOutcome.Completed, (await mls.Enrollment(id)).End!.Outcome);
    }

    [Fact]
    public async Task Or_at_the_latest_by_the_next_reminder_which_is_not_sent()
    {
        var id = await mls.Applies(Mls.Jane);
        await Approve(id);

        await mls.Advance(days: 2);

        Assert.Equal(1, mls.Inbox(Mls.Bob).Count);
        Assert.Equal(EnrollmentOutcome.Completed, (await mls.Enrollment(id)).End!.Outcome);
    }

    Task<StepOutcome> Approve(string id) => Table.AddOutcomeAsync(
        id, new StepOutcome(1, OutcomeKind.Approve, "Bob Broker", mls.Now, "web"), TestContext.Current.CancellationToken);
}
