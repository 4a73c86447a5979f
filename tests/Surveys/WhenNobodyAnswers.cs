using MemberServices.Policies;

namespace MemberServices.Tests.Surveys;

public sealed class WhenNobodyAnswers : IAsyncLifetime
{
    Mls mls = null!;

    string id = "";

    public async ValueTask InitializeAsync()
    {
        mls = await Mls.StartAskingAsync();
        await mls.IsMember(Cast.Jane);
        id = await mls.IsAsked(Cast.Jane, Cast.Sarah);
    }

    public ValueTask DisposeAsync() => mls.DisposeAsync();

    [Fact]
    public async Task One_reminder_comes_after_three_days_staff_call_after_seven_and_nobody_waits_after_fourteen()
    {
        await mls.Advance(days: 3);
        Assert.StartsWith("Reminder: how did we do?", mls.SurveyMails(Cast.Jane)[^1].Subject);
        Assert.Contains("List-Unsubscribe", mls.SurveyMails(Cast.Jane)[^1].Headers.Keys);
        Assert.Empty(await mls.WorkItems());
        await mls.Advance(days: 4);
        Assert.Contains("Ask Jane Doe by phone how we did", Assert.Single(await mls.WorkItems()).Title);
        await mls.Advance(days: 7);

        Assert.Empty(await mls.WorkItems());
        Assert.Equal(["shown", "asked", "reminded", "listed", "closed"], await mls.SurveyStory(id));
        Assert.Equal(2, mls.SurveyMails(Cast.Jane).Count);
        await mls.Advance(days: 40);
        Assert.True((await mls.Survey(id)).IsOver);
        Assert.Empty(await mls.StuckCases());
    }

    [Fact]
    public async Task A_late_answer_is_thanked_and_counts()
    {
        await mls.Advance(days: 20);
        var page = await mls.Presses(Cast.Jane, "Satisfied");
        Assert.Contains("your answer still counts", page.Words);

        (await mls.Rates(page, 4, 4)).MustBe(303);

        Assert.Contains("Thank you", (await mls.Presses(Cast.Jane, "Satisfied")).Words);
        var all = (await mls.Results()).GetProperty("all");
        Assert.Equal((1, 1, 100.0, 100.0), (all.GetProperty("counts").GetProperty("delivered").GetInt32(), all.GetProperty("counts").GetProperty("rated").GetInt32(), all.GetProperty("csat").GetDouble(), all.GetProperty("responseRate").GetDouble()));
    }

    [Fact]
    public async Task After_the_links_have_expired_the_page_is_unknown_and_staff_are_told_that_it_is_over()
    {
        await mls.Advance(days: 44);
        Assert.Equal(200, (await mls.Presses(Cast.Jane, "Satisfied")).Status);
        await mls.Advance(days: 5);

        Assert.Contains("The link is incomplete, or it no longer works", (await mls.Presses(Cast.Jane, "Satisfied")).MustBe(404).Words);
        var late = await mls.WritesDown(id, new { by = Cast.Sarah.Email, satisfaction = 4 });
        Assert.Equal(410, late.Status);
    }

    [Fact]
    public async Task Staff_write_down_what_they_were_told_by_phone_and_the_call_is_off_the_list()
    {
        await mls.Advance(days: 7);
        var told = (await mls.WritesDown(id, new { by = Cast.Sarah.Email, satisfaction = 4, callAgain = 5, comment = "Busy week." })).MustBe(202);
        await mls.Settle();

        Assert.Contains("Busy week.", told.Source);
        Assert.Empty(await mls.WorkItems());
        Assert.Equal("a system, for Sarah Lindqvist", (await mls.Survey(id)).History[^1].By);
        Assert.Equal(409, await Later(new { by = Cast.Sarah.Email, satisfaction = 1 }));
    }

    [Fact]
    public async Task What_staff_send_wrong_is_said_by_field()
    {
        var answer = await mls.WritesDown(id, new { by = "nobody@lakeshore-mls.example", satisfaction = 6, recommend = 11 });

        Assert.Equal(400, answer.Status);
        Assert.Contains("Send a number from 1 to 5.", answer.Source);
        Assert.Contains("Send a number from 0 to 10.", answer.Source);
        Assert.Contains("\"by\"", answer.Source);
        Assert.Equal(404, (await mls.WritesDown("SV-222222", new { by = Cast.Sarah.Email, satisfaction = 3 })).Status);
        Assert.Contains("satisfaction (1 to 5)", (await mls.WritesDown(id, new { by = Cast.Sarah.Email })).MustBe(400).Source);
    }

    [Fact]
    public async Task Whoever_left_the_mls_meanwhile_is_neither_reminded_of_it_nor_does_it_stop_their_answer()
    {
        await mls.Says("roster.member", Mls.RecordOf(Cast.Jane, status: "Inactive"));
        await mls.Advance(days: 1);

        await mls.Rates(Cast.Jane, 5, 5);

        Assert.Equal(5, (await mls.Survey(id)).Answer?.Satisfaction);
    }

    [Fact]
    public async Task The_second_sample_is_its_own()
    {
        await using var nobody = await Mls.StartAskingAsync(policy => policy["secondSharePercent"] = 0);
        await nobody.IsMember(Cast.Jane);
        var survey = await nobody.IsAsked(Cast.Jane, Cast.Sarah);
        await nobody.Advance(days: 8);

        Assert.Equal("listed: not-in-the-sample", (await nobody.SurveyStory(survey))[^1]);
        Assert.Empty(await nobody.WorkItems(StaffRoles.Level1));
    }

    [Fact]
    public async Task A_mail_that_came_back_reached_nobody_and_its_survey_is_not_counted_as_delivered()
    {
        await using var other = await Mls.StartAskingAsync();
        await other.IsMember(Cast.Jane);
        await other.IsMember(Cast.John);
        await other.Bounces(Cast.Jane.MemberEmail);
        await other.Hangs(Cast.Jane, "call-1");
        await other.Hangs(Cast.John, "call-2");
        await other.Advance(hours: 1);

        Assert.Equal(["asked", "bounced"], await other.SurveyStory(Assert.Single(await other.Surveys(Cast.Jane)).Id.ToString()));
        Assert.Equal(1, (await other.Results()).GetProperty("all").GetProperty("counts").GetProperty("delivered").GetInt32());
        await other.Advance(days: 3);
        Assert.Single(other.SurveyMails(Cast.Jane));
        Assert.Equal(2, other.SurveyMails(Cast.John).Count);
    }

    async Task<int> Later(object body)
    {
        await mls.Advance(hours: 25);
        return (await mls.WritesDown(id, body)).Status;
    }
}
