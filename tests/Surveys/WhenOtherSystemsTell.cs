namespace MemberServices.Tests.Surveys;

/// <summary>Of calls, of keys that were pressed, of members who come and go.</summary>
public sealed class WhenOtherSystemsTell : IAsyncLifetime
{
    Mls mls = null!;

    public async ValueTask InitializeAsync()
    {
        mls = await Mls.StartAskingAsync();
        await mls.IsMember(Cast.Jane);
    }

    public ValueTask DisposeAsync() => mls.DisposeAsync();

    [Fact]
    public async Task A_call_is_asked_about_within_minutes()
    {
        await mls.Hangs(Cast.Jane, "call-1", by: Cast.Sarah);
        await mls.Hangs(Cast.Jane, "call-1", by: Cast.Sarah);
        await mls.Advance(minutes: 5);

        Assert.Contains("Your call on Monday, March 2, which Sarah Lindqvist took.", Assert.Single(mls.SurveyMails(Cast.Jane)).Text);
    }

    [Fact]
    public async Task Who_gave_up_who_has_a_ticket_and_whom_nobody_knows_are_not_asked_about_the_call()
    {
        await mls.Hangs(Cast.Jane, "call-1", outcome: "abandoned");
        await mls.Hangs(Cast.Jane, "call-2", ticket: await mls.OpensTicket(Cast.Jane));
        await mls.Hangs(null, "call-3");
        await mls.Hangs(Cast.John, "call-4");
        await mls.Advance(hours: 1);

        Assert.Empty(await mls.Surveys(Cast.Jane));
        Assert.Empty(await mls.Surveys(Cast.John));
        Assert.Empty(mls.DeadLetters("commands"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Keys_that_were_pressed_are_the_answer_whichever_message_comes_first(bool isCallFirst)
    {
        Task Call() => mls.Hangs(Cast.Jane, "call-1", by: Cast.Sarah);
        Task Keys() => mls.Says("survey.answered", new { callId = "call-1", memberKey = Cast.Jane.MemberKey, by = Cast.Sarah.Name, satisfaction = 4 });
        await (isCallFirst ? Call() : Keys());
        await (isCallFirst ? Keys() : Call());
        await Keys();
        await mls.Advance(days: 2);

        var survey = Assert.Single(await mls.Surveys(Cast.Jane));
        Assert.Equal((4, Cast.Sarah.Name), (survey.Answer?.Satisfaction, survey.Helper));
        Assert.Empty(mls.SurveyMails(Cast.Jane));
        Assert.Empty(mls.DeadLetters("commands"));
        Assert.Empty(await mls.StuckCases());

        // Who was asked by phone isn't asked by mail soon.
        await mls.Hangs(Cast.Jane, "call-2");
        await mls.Advance(hours: 1);
        Assert.Empty(mls.SurveyMails(Cast.Jane));
    }

    [Fact]
    public async Task What_is_wrong_with_them_is_said_by_field()
    {
        await mls.Says("survey.answered", new { callId = "call-1", memberKey = Cast.Jane.MemberKey, satisfaction = 9 });
        await mls.Says("survey.answered", new { callId = "call-1", memberKey = Cast.John.MemberKey, satisfaction = 3 });
        await mls.Says("survey.answered", new { satisfaction = 3 });
        await mls.Says("survey.answered", new { caseId = "SV-222222", satisfaction = 3 });
        await mls.Says("call.ended", new { callId = "call-1", outcome = "lost" });
        await mls.Says("member.departed", new { memberKey = Cast.John.MemberKey });

        Assert.Equal(
            [
                "data.satisfaction: Send a number from 1 to 5.", "data.memberKey: No member has this key: only members are asked.",
                "data.callId: Send either the survey's caseId or the callId.", "data.caseId: There is no such survey. Look at its number.",
                "data.outcome: Choose answered or abandoned.", "data.memberKey: No member has this key. Send the one that the members' list has.",
            ],
            mls.DeadLetters("commands").Select(letter => letter.Description?.Split('\n')[0]));
    }

    [Fact]
    public async Task An_answer_to_a_survey_by_its_number_is_taken_until_another_counts()
    {
        var id = await mls.IsAsked(Cast.Jane, Cast.Sarah);
        await mls.Says("survey.answered", new { caseId = id, satisfaction = 5 });
        await mls.Advance(hours: 25);
        await mls.Says("survey.answered", new { caseId = id, satisfaction = 1 });

        Assert.Equal(5, (await mls.Survey(id)).Answer?.Satisfaction);
        Assert.Contains("has an answer already", Assert.Single(mls.DeadLetters("commands")).Description);
    }

    [Fact]
    public async Task A_new_member_is_asked_thirty_days_after_they_got_access()
    {
        await mls.Applies(Cast.John);
        await mls.Approves(Cast.Bob);
        await mls.Advance(days: 29);
        Assert.Empty(mls.SurveyMails(Cast.John));
        await mls.Advance(days: 1);

        var mail = Assert.Single(mls.SurveyMails(Cast.John));
        Assert.StartsWith("How did we do? Your first weeks with Lakeshore MLS", mail.Subject);
        await mls.Rates(Cast.John, 5, 5);
        Assert.Equal(("enrollment", 0), ((await mls.Surveys(Cast.John))[0].Category, (await mls.Surveys(Cast.John))[0].Level));
    }

    [Fact]
    public async Task Who_leaves_is_asked_once_how_it_was()
    {
        await mls.Says("roster.member", Mls.RecordOf(Cast.Jane, status: "Inactive"));
        await mls.Says("member.departed", new { memberKey = Cast.Jane.MemberKey, reason = "Retires" }, mls.Now, "departure-1");
        await mls.Says("member.departed", new { memberKey = Cast.Jane.MemberKey, reason = "Retires" }, mls.Now, "departure-1");
        await mls.Advance(minutes: 1);

        Assert.StartsWith("How did we do? Your time with Lakeshore MLS", Assert.Single(mls.SurveyMails(Cast.Jane)).Subject);
        Assert.Contains("member.departed", await mls.Happenings(Cast.Jane));
        await mls.Rates(Cast.Jane, 4, 3);
        Assert.Equal("departure", Assert.Single(await mls.Surveys(Cast.Jane)).Category);
    }

    [Fact]
    public async Task Who_left_before_the_question_came_is_not_asked_how_the_beginning_was()
    {
        await mls.Applies(Cast.John);
        await mls.Approves(Cast.Bob);
        await mls.Advance(days: 10);
        await mls.Says("roster.member", Mls.RecordOf(Cast.John, status: "Inactive"));
        await mls.Advance(days: 25);

        Assert.Empty(mls.SurveyMails(Cast.John));
    }
}
