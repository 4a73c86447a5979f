using MemberServices.Onboarding;

namespace MemberServices.Tests.Onboarding;

public sealed class WhenTheBrokerAnswersOtherwise : IAsyncLifetime
{
    Mls mls = null!;

    public async ValueTask InitializeAsync() => mls = await Mls.StartAsync();

    public ValueTask DisposeAsync() => mls.DisposeAsync();

    [Fact]
    public async Task A_decline_reaches_the_applicant_with_its_reason_and_without_card_numbers()
    {
        var id = await mls.Applies(Cast.Jane);

        await mls.Declines(Cast.Bob, "She left in May, card 4111 1111 1111 1111");

        var end = (await mls.Enrollment(id)).End!;
        Assert.Equal(EnrollmentEnd.Declined, end.End);
        Assert.Equal("Bob Broker", end.By);
        Assert.DoesNotContain("4111 1111", end.Reason);
        Assert.Contains("She left in May", mls.Inbox(Cast.Jane).Latest.Text);
        Assert.Contains("enrollment.declined", await mls.Happenings(Cast.Jane));
        Assert.NotEqual(id, await mls.Applies(Cast.Jane));
    }

    [Fact]
    public async Task Not_my_agent_has_its_own_words_and_staff_look_for_the_office()
    {
        var id = await mls.Applies(Cast.Jane);

        await mls.SaysNotMyAgent(Cast.Bob);

        Assert.Contains("you are not an agent of this office", (await mls.Enrollment(id)).End!.Note);
        Assert.Contains("office", mls.Inbox(Cast.Jane).Latest.Subject);
        Assert.Contains("Find the office", Assert.Single(await mls.WorkItems()).Title);
    }

    [Fact]
    public async Task A_hand_over_asks_the_delegate_and_starts_the_days_anew()
    {
        var id = await mls.Applies(Cast.Jane);
        await mls.Advance(days: 1);

        await mls.HandsOver(Cast.Bob, to: Cast.Dana);

        Assert.Equal("Dana Deputy", (await mls.Enrollment(id)).WaitsFor!.Who);
        await mls.Advance(days: 2);
        Assert.Equal(2, mls.Inbox(Cast.Bob).Count);
        Assert.Equal("You handed Jane Doe over to Dana Deputy", mls.Inbox(Cast.Bob).Latest.Subject);
        Assert.Equal(2, mls.Inbox(Cast.Dana).Count);

        await mls.Approves(Cast.Dana);
        Assert.Equal(EnrollmentEnd.Completed, (await mls.Enrollment(id)).End!.End);
    }

    [Fact]
    public async Task The_first_of_two_answers_counts_and_the_second_is_shown_it()
    {
        var id = await mls.Applies(Cast.Jane);
        var open = (await mls.Opens(mls.Request(Cast.Bob))).Form;

        var answers = await Task.WhenAll(
            mls.Sends(open.Choosing("approve")), mls.Sends(open.Choosing("decline").With("reason", "no")), mls.Sends(open.Choosing("not-my-agent")));

        Assert.Equal(2, answers.Count(answer => answer.Status == 409));
        var enrollment = await mls.Enrollment(id);
        Assert.NotNull(enrollment.End);
        Assert.Equal(4, mls.Inbox(Cast.Jane).Count);
        Assert.Single(await mls.Happenings(Cast.Jane), t => t == "approval.decided");
    }

    [Fact]
    public async Task A_link_that_was_handed_over_decides_nothing()
    {
        var id = await mls.Applies(Cast.Jane);
        var open = (await mls.Opens(mls.Request(Cast.Bob))).Form;
        await mls.HandsOver(Cast.Bob, to: Cast.Dana);

        await mls.Sends(open.Choosing("approve"));

        Assert.Equal("Dana Deputy", (await mls.Enrollment(id)).WaitsFor!.Who);
    }
}
