namespace MemberServices.Tests.Surveys;

public sealed class WhenATicketIsClosed : IAsyncLifetime
{
    Mls mls = null!;

    public async ValueTask InitializeAsync()
    {
        mls = await Mls.StartAskingAsync();
        await mls.IsMember(Cast.Jane);
    }

    public ValueTask DisposeAsync() => mls.DisposeAsync();

    [Fact]
    public async Task Yes_opens_the_questions_and_whoever_answers_there_gets_no_mail()
    {
        var id = await mls.IsHelped(Cast.Jane, Cast.Sarah);
        var page = await mls.SaysYes(Cast.Jane);
        Assert.Contains($"Your ticket {id} is closed. May we ask how we did?", page.Words);
        Assert.Contains("Your question “Photos vanish”, solved by Sarah Lindqvist on Monday, March 2.", page.Words);

        var sent = (await mls.Rates(page, 5, 4, 10, "She was patient.")).MustBe(303);

        var thanks = await mls.Opens(sent.Response.Headers.Location!.OriginalString);
        Assert.Contains("We have your answer. Thank you.", thanks.Words);
        Assert.Contains("Very satisfied", thanks.Words);
        await mls.Advance(days: 40);
        Assert.Empty(mls.SurveyMails(Cast.Jane));
        Assert.Equal(["shown", "answered"], await mls.SurveyStory(Assert.Single(await mls.Surveys(Cast.Jane)).Id.ToString()));
        Assert.Empty(await mls.StuckCases());
    }

    [Fact]
    public async Task Whoever_does_not_answer_there_gets_a_mail_an_hour_later_whose_links_only_fill_in()
    {
        await mls.IsHelped(Cast.Jane, Cast.Sarah);
        await mls.SaysYes(Cast.Jane);
        await mls.Advance(minutes: 59);
        Assert.Empty(mls.SurveyMails(Cast.Jane));
        await mls.Advance(minutes: 1);

        var mail = Assert.Single(mls.SurveyMails(Cast.Jane));
        Assert.Equal("How did we do? Photos vanish", mail.Subject[..mail.Subject.LastIndexOf(" (", StringComparison.Ordinal)]);
        Assert.Contains("solved by Sarah Lindqvist on Monday, March 2", mail.Text);
        Assert.Equal(["Very satisfied", "Satisfied", "In between", "Dissatisfied", "Very dissatisfied", "Don’t ask me again"], mail.Links.Select(link => link.Label).Take(6));
        var page = await mls.Presses(Cast.Jane, "Very satisfied");
        Assert.Equal("5", page.Form.Fields["satisfaction"]);
        Assert.Contains("Filled in from your email. You can change it.", page.Words);
        Assert.Null((await mls.Survey(mls.SurveyOf(Cast.Jane))).Answer);

        // A scanner sends the form as it came.
        Assert.Equal(400, (await mls.Sends(page.Form)).Status);
        Assert.Null((await mls.Survey(mls.SurveyOf(Cast.Jane))).Answer);
    }

    [Fact]
    public async Task It_is_day_by_the_member_s_own_clock()
    {
        await mls.Says("roster.office", Mls.RecordOf(Cast.Lakeview).Append(new("timeZone", "America/Los_Angeles")).ToDictionary());
        await mls.IsHelped(Cast.Jane, Cast.Sarah);
        await mls.Advance(hours: 10.5);
        await mls.SaysYes(Cast.Jane);
        await mls.Advance(hours: 1);

        // Twenty to nine in the evening in Chicago, where we are, and to seven on the coast.
        Assert.Single(mls.SurveyMails(Cast.Jane));
    }

    [Fact]
    public async Task At_night_nobody_is_written_to()
    {
        await mls.IsHelped(Cast.Jane, Cast.Sarah);
        await mls.Advance(hours: 10.5);
        await mls.SaysYes(Cast.Jane);
        await mls.Advance(hours: 12);
        Assert.Empty(mls.SurveyMails(Cast.Jane));

        await mls.Advance(Mls.MondayMorning.AddHours(23) - mls.Now);

        Assert.Equal(Mls.MondayMorning.AddHours(23), Assert.Single(mls.SurveyMails(Cast.Jane)).At);
    }

    [Fact]
    public async Task Silence_about_the_ticket_is_asked_by_mail_too()
    {
        await mls.IsHelped(Cast.Jane, Cast.Sarah);
        await mls.Advance(days: 3, hours: 1);

        Assert.Single(mls.SurveyMails(Cast.Jane));
    }

    [Fact]
    public async Task Resolved_again_it_is_another_service_of_whoever_resolved_it_then_and_nobody_is_asked_twice_in_thirty_days()
    {
        var id = await mls.IsHelped(Cast.Jane, Cast.Sarah);
        await mls.SaysYes(Cast.Jane);
        await mls.Advance(hours: 2);
        (await mls.OnTheirPage(Cast.Jane, "reopen", ("text", "It happens again."))).MustBe(303);
        await mls.Resolves(id, Cast.Tom);
        (await mls.OnTheirPage(Cast.Jane, "confirm", ("answer", "yes"))).MustBe(303);
        await mls.Advance(hours: 2);

        var surveys = await mls.Surveys(Cast.Jane);
        Assert.Equal([Cast.Sarah.Name, Cast.Tom.Name], surveys.Select(survey => survey.Helper));
        Assert.Equal(["shown", "asked"], await mls.SurveyStory(surveys[0].Id.ToString()));
        Assert.Equal(["asked: asked-lately"], await mls.SurveyStory(surveys[1].Id.ToString()));
        Assert.True(surveys[1].IsOver);

        await mls.Advance(days: 31);
        await mls.IsAsked(Cast.Jane, Cast.Tom);
        Assert.Equal(["shown", "asked"], await mls.SurveyStory(mls.SurveyOf(Cast.Jane)));
    }

    [Fact]
    public async Task The_four_unasked_contacts_of_thirty_days_are_not_overdrawn()
    {
        for (var i = 0; i < 4; i++)
        {
            await mls.Budget.TrySpendAsync(MemberServices.Contacts.Contacted.Person(Cast.Jane.MemberKey), $"notice-{i}", mls.Now, TestContext.Current.CancellationToken);
        }
        await mls.IsHelped(Cast.Jane, Cast.Sarah);
        await mls.Advance(days: 4);

        Assert.Empty(mls.SurveyMails(Cast.Jane));
        Assert.Equal(["asked: contact-budget"], await mls.SurveyStory(Assert.Single(await mls.Surveys(Cast.Jane)).Id.ToString()));
    }

    [Fact]
    public async Task Whoever_is_no_member_or_was_not_helped_is_not_asked()
    {
        await mls.IsHelped(Cast.John, Cast.Sarah);
        await mls.SaysSolved(Cast.John, "yes");
        var itself = await mls.OpensTicket(Cast.Jane);
        (await mls.OnTheirPage(Cast.Jane, "solved", ("solved", "yes"))).MustBe(303);
        await mls.Advance(days: 1);

        Assert.Empty(await mls.Surveys(Cast.John));
        Assert.Empty(await mls.Surveys(Cast.Jane));
        Assert.Equal(MemberServices.Tickets.TicketEnd.SolvedItself, (await mls.Ticket(itself)).End);
    }
}
