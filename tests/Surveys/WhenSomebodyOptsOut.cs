namespace MemberServices.Tests.Surveys;

public sealed class WhenSomebodyOptsOut : IAsyncLifetime
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
    public async Task One_click_of_the_mail_program_is_enough_and_it_holds_for_reminder_and_call()
    {
        (await mls.ClicksUnsubscribe(Cast.Jane)).MustBe(200);
        await mls.ClicksUnsubscribe(Cast.Jane);
        await mls.Advance(days: 15);

        Assert.Single(mls.SurveyMails(Cast.Jane));
        Assert.Empty(await mls.WorkItems());
        Assert.Equal(["shown", "asked", "reminded: opted-out", "listed: opted-out", "closed"], await mls.SurveyStory(id));
        Assert.Equal(1, (await mls.Happenings(Cast.Jane)).Count(type => type == "contact.opted-out"));
    }

    [Fact]
    public async Task They_are_not_asked_about_later_services_nor_may_anybody_else_come_to_them_until_they_are_back()
    {
        (await mls.Prefers(Cast.Jane, "no")).MustBe(303);
        await mls.Advance(days: 40);
        await mls.IsHelped(Cast.Jane, Cast.Tom);
        (await mls.OnTheirPage(Cast.Jane, "confirm", ("answer", "yes"))).MustBe(303);
        await mls.Advance(hours: 2);
        Assert.Single(mls.SurveyMails(Cast.Jane));
        Assert.Equal(["asked: opted-out"], await mls.SurveyStory((await mls.Surveys(Cast.Jane))[^1].Id.ToString()));
        foreach (var who in new[] { MemberServices.Contacts.Contacted.Person(Cast.Jane.MemberKey), MemberServices.Contacts.Contacted.Mailbox(Cast.Jane.MemberEmail) })
        {
            Assert.False(await mls.Budget.TrySpendAsync(who, "notice-1", mls.Now, TestContext.Current.CancellationToken));
        }

        Assert.Contains("You don’t get surveys", (await mls.Opens(mls.SurveyMails(Cast.Jane)[^1].Link("Don’t ask me again"))).Words);
        (await mls.Prefers(Cast.Jane, "yes")).MustBe(303);
        await mls.IsHelped(Cast.Jane, Cast.Tom);
        Assert.Contains("May we ask how we did?", (await mls.SaysYes(Cast.Jane)).Words);
    }

    [Fact]
    public async Task Opening_the_page_and_sending_it_as_it_came_change_nothing()
    {
        var page = await mls.Opens(mls.SurveyMails(Cast.Jane)[^1].Link("Don’t ask me again"));

        Assert.Contains("Choose yes or no.", (await mls.Sends(page.Form)).MustBe(400).Words);
        await mls.Advance(days: 3);
        Assert.Equal(2, mls.SurveyMails(Cast.Jane).Count);
    }

    [Fact]
    public async Task A_call_that_is_on_the_list_already_lapses()
    {
        await mls.Advance(days: 7);
        Assert.Single(await mls.WorkItems());

        (await mls.Prefers(Cast.Jane, "no")).MustBe(303);

        Assert.Empty(await mls.WorkItems());
    }

    [Fact]
    public async Task Their_answer_is_still_welcome_and_the_page_leads_to_the_choice()
    {
        await mls.ClicksUnsubscribe(Cast.Jane);
        var page = await mls.Presses(Cast.Jane, "Satisfied");
        Assert.Contains($"/preferences/", page.Source);

        (await mls.Rates(page, 5, 5)).MustBe(303);

        Assert.Equal(5, (await mls.Survey(id)).Answer!.Satisfaction);
    }
}
