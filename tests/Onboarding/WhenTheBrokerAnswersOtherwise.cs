using System.Net;
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
        var id = await mls.Applies(Mls.Jane);

        await mls.Decides(Mls.Bob, "decline", "She left in May, card 4111 1111 1111 1111");

        var end = (await mls.Enrollment(id)).End!;
        Assert.Equal(EnrollmentEnd.Declined, end.End);
        Assert.Equal("Bob Broker", end.By);
        Assert.DoesNotContain("4111 1111", end.Reason);
        Assert.Contains("She left in May", mls.Inbox(Mls.Jane.MemberEmail).Latest.Text);
        Assert.Contains("enrollment.declined", await mls.Happenings("TX-123456"));
        Assert.NotEqual(id, await mls.Applies(Mls.Jane));
    }

    [Fact]
    public async Task Not_my_agent_has_its_own_words_and_staff_look_for_the_office()
    {
        var id = await mls.Applies(Mls.Jane);

        await mls.Decides(Mls.Bob, "not-my-agent");

        Assert.Contains("you are not an agent of this office", (await mls.Enrollment(id)).End!.Note);
        Assert.Contains("office", mls.Inbox(Mls.Jane.MemberEmail).Latest.Subject);
        Assert.Contains("Find the office", Assert.Single(await mls.WorkItems()).Title);
    }

    [Fact]
    public async Task A_hand_over_asks_the_delegate_and_starts_the_days_anew()
    {
        var id = await mls.Applies(Mls.Jane);
        await mls.Advance(days: 1);

        await mls.Decides(Mls.Bob, "hand-over", delegateKey: "dana");

        Assert.Equal("Dana Deputy", (await mls.Enrollment(id)).WaitsFor!.Who);
        await mls.Advance(days: 2);
        Assert.Equal(1, mls.Inbox(Mls.Bob).Count);
        Assert.Equal(2, mls.Inbox(Mls.Dana).Count);

        await mls.Decides(Mls.Dana, "approve");
        Assert.Equal(EnrollmentEnd.Completed, (await mls.Enrollment(id)).End!.End);
    }

    [Fact]
    public async Task The_first_of_two_answers_counts_and_the_second_is_shown_it()
    {
        var id = await mls.Applies(Mls.Jane);
        var page = mls.Inbox(Mls.Bob).Latest.Links[0].Address;

        var answers = await Task.WhenAll(
            mls.Decides(page, "approve"), mls.Decides(page, "decline", "no"), mls.Decides(page, "not-my-agent"));

        Assert.Equal(2, answers.Count(a => a.StatusCode == HttpStatusCode.Conflict));
        var enrollment = await mls.Enrollment(id);
        Assert.NotNull(enrollment.End);
        Assert.Equal(2, mls.Inbox(Mls.Jane.MemberEmail).Count);
        Assert.Single(await mls.Happenings("TX-123456"), t => t == "approval.decided");
    }

    [Fact]
    public async Task A_link_that_was_handed_over_decides_nothing()
    {
        var id = await mls.Applies(Mls.Jane);
        var page = mls.Inbox(Mls.Bob).Latest.Links[0].Address;
        await mls.Decides(page, "hand-over", delegateKey: "dana");

        await mls.Decides(page, "approve");

        Assert.Equal("Dana Deputy", (await mls.Enrollment(id)).WaitsFor!.Who);
    }
}
