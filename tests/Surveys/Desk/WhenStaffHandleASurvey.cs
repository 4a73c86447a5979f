using MemberServices.Policies;
using MemberServices.Tests.Desk;
using MemberServices.Tests.Pages;

namespace MemberServices.Tests.Surveys.Desk;

public sealed class WhenStaffHandleASurvey : IAsyncLifetime
{
    Mls mls = null!;
    StaffBrowser sarah = null!;
    StaffBrowser marcus = null!;
    string id = "";

    public async ValueTask InitializeAsync()
    {
        mls = await Mls.StartAskingAsync();
        await mls.IsMember(Cast.Jane);
        id = await mls.IsAsked(Cast.Jane, Cast.Sarah);
        (sarah, marcus) = (await mls.SignsIn(Cast.Sarah), await mls.SignsIn(Cast.Marcus));
    }

    public async ValueTask DisposeAsync()
    {
        sarah.Dispose();
        marcus.Dispose();
        await mls.DisposeAsync();
    }

    [Fact]
    public async Task Its_story_tells_what_it_waits_for_and_what_comes_next_and_why()
    {
        var page = await sarah.Sees($"/staff/cases/{id}");

        Assert.Contains("How did we do? Photos vanish", page.Words);
        Assert.Contains("Jane Doe may answer until Mon, Mar 16", page.Words);
        Assert.Contains("Sarah Lindqvist helped.", page.Words);
        Assert.Contains("Asked on our page", page.Words);
        Assert.Contains("Asked by mail", page.Words);
        Assert.Contains("We remind them, once 3 days after the mail", page.Words);
        Assert.Contains("Staff are to call them 7 days after the mail", page.Words);
        Assert.Contains("It is closed 14 days after the mail", page.Words);
        Assert.Contains(id, (await sarah.Sees("/staff/members/TX-123456")).Words);
        Assert.Contains(id, (await sarah.Sees("/staff/surveys?of=all")).Words);
        Assert.Equal(404, (await sarah.Opens("/staff/cases/SV-222222")).Status);
    }

    [Fact]
    public async Task Who_did_not_answer_is_on_the_list_and_what_they_say_on_the_phone_counts()
    {
        Assert.Contains("Nobody is to be called", (await sarah.Sees("/staff/surveys")).Words);
        await mls.Advance(days: 7.1);
        Assert.Contains(id, (await sarah.Sees("/staff/surveys")).Words);

        var page = await sarah.Sees($"/staff/cases/{id}/call");
        Assert.Contains("Somebody of us asks Jane Doe by phone", page.Words);
        Assert.Contains("512", page.Words);
        Assert.Contains("Choose whether you reached them.", (await sarah.Sends(page.FormOf("call").With("text", "Voicemail"))).MustBe(400).Words);
        var tried = await sarah.Does(page.FormOf("call").With("reached", "no").With("text", "Voicemail"));
        Assert.Contains($"{id}: The call is logged.", tried.Words);
        Assert.Contains("Called: not reached, by Sarah Lindqvist", tried.Words);
        Assert.Contains(id, (await sarah.Sees("/staff/surveys?of=calls")).Words);

        Assert.Contains("Choose what they answered to one question at least.", (await sarah.Sends(tried.FormOf("answer").With("comment", "Fine."))).MustBe(400).Words);
        var done = await sarah.Does(tried.FormOf("answer").With("satisfaction", "5").With("recommend", "9").With("comment", "Fine."));

        Assert.Contains("Answered: satisfied 5 of 5, recommends 9 of 10, written down by Sarah Lindqvist", done.Words);
        Assert.Contains("Very satisfied (5 of 5)", done.Words);
        Assert.DoesNotContain(id, (await sarah.Sees("/staff/surveys?of=calls")).Words);
        Assert.Empty(await mls.WorkItems());
        Assert.Equal(5, (await mls.Survey(id)).Answer!.Satisfaction);
        Assert.Contains("survey.called", await mls.Happenings(Cast.Jane));
    }

    [Fact]
    public async Task Who_does_not_want_to_answer_leaves_the_list_and_is_closed_as_everybody()
    {
        await mls.Advance(days: 7.1);

        await sarah.Does((await sarah.Sees($"/staff/cases/{id}")).FormOf("call").With("reached", "yes"));

        Assert.Empty(await mls.WorkItems());
        Assert.DoesNotContain(id, (await sarah.Sees("/staff/surveys?of=calls")).Words);
        Assert.Contains("Jane Doe doesn’t want to answer.", (await sarah.Sees($"/staff/cases/{id}")).Words);
        await mls.Advance(days: 8);
        Assert.Equal(["shown", "asked", "reminded", "listed", "called", "closed"], await mls.SurveyStory(id));
        Assert.Empty(await mls.StuckCases());
    }

    [Fact]
    public async Task What_came_of_a_managers_call_is_logged_on_the_page_and_the_work_is_done()
    {
        await mls.Rates(Cast.Jane, 1, 2, 3, "Nobody listened.");
        var list = await marcus.Sees("/staff/surveys");
        Assert.Contains("Dissatisfied members", list.Words);
        Assert.Contains(id, list.Words);
        var page = await marcus.Sees($"/staff/cases/{id}");
        Assert.Contains("A manager owes Jane Doe a call by Tue, Mar 3", page.Words);
        Assert.Contains("Nobody listened.", page.Words);
        Assert.Single(page.Words.Split("Due: Call Jane Doe").Skip(1));

        Assert.Contains("Say what you heard", (await marcus.Sends(page.FormOf("call").With("reached", "yes"))).MustBe(400).Words);
        await marcus.Does(page.FormOf("call").With("reached", "no").With("text", "Busy"));
        Assert.Single(await mls.WorkItems(StaffRoles.Managers));
        var done = await marcus.Does((await marcus.Sees($"/staff/cases/{id}")).FormOf("call").With("reached", "yes").With("text", "Apologized, and mended it."));

        Assert.Contains("The call is logged, and the managers’ work is done.", done.Words);
        Assert.Contains("We ask Jane Doe whether it is better on Wed, Apr 1", done.Words);
        Assert.Empty(await mls.WorkItems(StaffRoles.Managers));
        Assert.Equal("Apologized, and mended it.", (await mls.Survey(id)).Outcome);
        Assert.DoesNotContain(id, (await marcus.Sees("/staff/surveys?of=recoveries")).Words);
        await mls.Advance(days: 30);
        Assert.StartsWith("Is it better now?", mls.SurveyMails(Cast.Jane)[^1].Subject);
    }

    [Fact]
    public async Task Of_two_who_log_the_call_the_second_reads_who_was_quicker_and_keeps_what_was_typed()
    {
        await mls.Rates(Cast.Jane, 1, 2);
        using var elena = await mls.SignsIn(Cast.Elena);
        var (first, second) = ((await marcus.Sees($"/staff/cases/{id}")).FormOf("call"), (await elena.Sees($"/staff/cases/{id}")).FormOf("call"));
        await marcus.Does(first.With("reached", "yes").With("text", "Mended."));

        var late = (await elena.Sends(second.With("reached", "yes").With("text", "She is glad now."))).MustBe(409);

        Assert.Contains("Marcus Bell was quicker", late.Words);
        Assert.Contains("She is glad now.", late.Words);
        Assert.Equal("Mended.", (await mls.Survey(id)).Outcome);
        Assert.Equal(303, (await marcus.Sends(first.With("reached", "yes").With("text", "Mended."))).Status);
        Assert.Single(await mls.SurveyStory(id), line => line == "recovered");
    }

    [Fact]
    public async Task A_survey_is_withdrawn_with_a_reason_and_nobody_hears_of_it_any_more()
    {
        Assert.Contains($"/staff/cases/{id}/withdraw", (await sarah.Sees($"/staff/cases/{id}")).Source);
        var page = await sarah.Sees($"/staff/cases/{id}/withdraw");
        Assert.Contains("It can’t be taken back.", page.Words);
        Assert.Contains("Say why.", (await sarah.Sends(page.FormOf("withdraw"))).MustBe(400).Words);

        var done = await sarah.Does(page.FormOf("withdraw").With("reason", "Her father died."));

        Assert.Contains("Withdrawn: nobody is asked any more", done.Words);
        Assert.Contains("Her father died.", done.Words);
        Assert.DoesNotContain(done.Forms, form => form.Action.Contains($"/cases/{id}/", StringComparison.Ordinal));
        var mails = mls.SurveyMails(Cast.Jane).Count;
        await mls.Advance(days: 30);
        Assert.Equal(mails, mls.SurveyMails(Cast.Jane).Count);
        Assert.Empty(await mls.WorkItems());
        Assert.Contains("The survey is over", (await mls.WritesDown(id, new { by = Cast.Sarah.Email, satisfaction = 4 })).Words);
        Assert.Empty(await mls.StuckCases());
    }

    [Fact]
    public async Task A_member_is_asked_deliberately_about_what_staff_name_unless_they_may_not_be()
    {
        await mls.IsMember(Cast.John);
        var form = (await sarah.Sees("/staff/surveys/new?member=tx-654321")).FormOf("new");
        Assert.Equal("tx-654321", form.Fields["member"]);
        Assert.Contains("Say what it is about", (await sarah.Sends(form)).MustBe(400).Words);
        Assert.Contains("No member has this key or address.", (await sarah.Sends(form.With("member", "nobody@example.com").With("about", "The class"))).MustBe(400).Words);
        Assert.Contains("Jane Doe isn’t asked: another survey asked them lately.", (await sarah.Sends(form.With("member", Cast.Jane.MemberEmail).With("about", "The class"))).MustBe(400).Words);

        var filled = form.With("about", "the class on Tuesday").With("helper", Cast.Tom.Email);
        var done = await sarah.Does(filled);

        Assert.Contains("is on its way.", done.Words);
        Assert.Contains("How did we do? the class on Tuesday", done.Words);
        var mail = Assert.Single(mls.SurveyMails(Cast.John));
        Assert.Contains("the class on Tuesday (with Tom Okafor)", mail.Text);
        Assert.Equal(done.Response.RequestMessage!.RequestUri, (await sarah.Does(filled)).Response.RequestMessage!.RequestUri);
        Assert.Single(mls.SurveyMails(Cast.John));
        await mls.Rates(Cast.John, 5, 5);
        Assert.Equal("chosen", (await mls.Results("?by=category")).GetProperty("lines")[0].GetProperty("of").GetString());
    }

    [Fact]
    public async Task Results_stand_with_their_counts_and_are_a_file_too()
    {
        Assert.Contains("1 survey, too few", (await sarah.Sees("/staff/surveys/results")).Words);
        await mls.Rates(Cast.Jane, 5, 5, 10, "Great.");

        var page = await sarah.Sees("/staff/surveys/results?by=category");

        Assert.Contains("Listing input 1 answer, too few 1 answer, too few 1 survey, too few 0", page.Words);
        Assert.DoesNotContain("100%", page.Words);
        Assert.Contains("No data", (await sarah.Sees("/staff/surveys/results?from=2025-01&to=2025-02")).Words);
        Assert.Contains("It must be a month, such as 2026-03.", (await sarah.Opens("/staff/surveys/results?from=March")).MustBe(400).Words);
        var csv = await sarah.Opens("/staff/surveys/results?by=category&format=csv");
        Assert.Equal("text/csv", csv.Response.Content.Headers.ContentType!.MediaType);
        Assert.StartsWith("category,delivered,responded", csv.Source, StringComparison.Ordinal);
        Assert.Equal("application/json", (await sarah.Opens("/staff/surveys/results?format=json")).Response.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task Nothing_is_left_to_do_in_a_survey_whose_member_was_erased()
    {
        await mls.Rates(Cast.Jane, 5, 5, comment: "Great.");
        await mls.Advance(days: 1100);

        var page = await sarah.Opens($"/staff/cases/{id}");
        Assert.DoesNotContain("Jane", page.Words);
        Assert.DoesNotContain(page.Status == 200 ? page.Forms : [], form => form.Action.Contains($"/cases/{id}/", StringComparison.Ordinal));
    }
}
