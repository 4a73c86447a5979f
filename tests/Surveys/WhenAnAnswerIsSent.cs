namespace MemberServices.Tests.Surveys;

public sealed class WhenAnAnswerIsSent : IAsyncLifetime
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

    [Theory]
    [InlineData("satisfaction", "0", "Choose one from 1 to 5.")]
    [InlineData("satisfaction", "6", "Choose one from 1 to 5.")]
    [InlineData("callAgain", "", "Choose whether you will call us.")]
    [InlineData("recommend", "11", "Choose one from 0 to 10.")]
    [InlineData("recommend", "-1", "Choose one from 0 to 10.")]
    [InlineData("recommend", "1e1", "Choose one from 0 to 10.")]
    public async Task What_is_out_of_range_is_said_and_what_was_typed_stays(string field, string value, string words)
    {
        var page = await mls.Presses(Cast.Jane, "Satisfied");
        var form = page.Form.With("satisfaction", "4").With("callAgain", "4").With("comment", "Typed before.").With(field, value);

        var refused = (await mls.Sends(form)).MustBe(400);

        Assert.Contains(words, refused.Words);
        Assert.Equal("Typed before.", refused.Form.Fields["comment"]);
        Assert.Null((await mls.Survey(id)).Answer);
    }

    [Fact]
    public async Task The_first_counts_pressed_twice_it_is_one_and_for_a_day_it_may_be_changed()
    {
        var form = (await mls.Presses(Cast.Jane, "Satisfied")).Form.With("callAgain", "4");
        (await mls.Sends(form.With("satisfaction", "4"))).MustBe(303);
        (await mls.Sends(form.With("satisfaction", "4"))).MustBe(303);
        Assert.Equal(1, (await mls.Survey(id)).History.Count(line => line.Kind == "answered"));

        await mls.Advance(hours: 23);
        var again = await mls.Presses(Cast.Jane, "Satisfied");
        Assert.Contains("Change my answer", again.Words);
        (await mls.Rates(again, 5, 5)).MustBe(303);
        Assert.Equal(5, (await mls.Survey(id)).Answer!.Satisfaction);
        Assert.Equal(1, (await mls.Results()).GetProperty("all").GetProperty("counts").GetProperty("rated").GetInt32());

        await mls.Advance(hours: 1);
        var late = await mls.Sends(form.With("satisfaction", "1"));
        Assert.Equal(409, late.Status);
        Assert.Contains("has an answer already, and the time to change it is over. This one wasn’t recorded.", late.Words);
        Assert.Equal(5, (await mls.Survey(id)).Answer!.Satisfaction);
    }

    [Fact]
    public async Task The_reminder_s_link_leads_to_the_same_survey()
    {
        await mls.Advance(days: 3);
        await mls.Rates(Cast.Jane, 4, 5);

        Assert.Contains("Your answer", (await mls.Opens(mls.SurveyMails(Cast.Jane)[0].Link("Satisfied"))).Words);
    }

    [Fact]
    public async Task Links_of_other_pages_and_those_that_never_were_are_one_page()
    {
        var ticket = mls.Inbox(Cast.Jane).Link("Open your ticket").Segments[^1];
        var survey = mls.SurveyMails(Cast.Jane)[^1].Link("Satisfied").Segments[^1];

        foreach (var path in new[] { $"/surveys/{ticket}", "/surveys/unknown", $"/tickets/{survey}", "/preferences/unknown", $"/preferences/{ticket}" })
        {
            Assert.Contains("The link is incomplete, or it no longer works", (await mls.Opens(path)).MustBe(404).Words);
        }
    }

    [Fact]
    public async Task Opening_and_looking_change_nothing()
    {
        var before = mls.Rows().Count(row => row.Contains(id, StringComparison.Ordinal) && row.Contains("entry-", StringComparison.Ordinal));
        foreach (var label in new[] { "Very satisfied", "Very dissatisfied", "Don’t ask me again" })
        {
            await mls.Opens(mls.SurveyMails(Cast.Jane)[^1].Link(label));
        }
        await mls.Settle();

        Assert.Equal(before, mls.Rows().Count(row => row.Contains(id, StringComparison.Ordinal) && row.Contains("entry-", StringComparison.Ordinal)));
        Assert.Null((await mls.Survey(id)).Answer);
    }

    [Fact]
    public async Task Praise_with_words_is_told_for_the_channel_of_whoever_helped()
    {
        await mls.Rates(Cast.Jane, 5, 5, 9, "Sarah called back twice. 4111 1111 1111 1111");

        Assert.Contains("survey.praised", await mls.Happenings(Cast.Jane));
        var line = (await mls.Timeline(Cast.Jane.MemberKey)).First(each => each.GetProperty("type").GetString() == "survey.praised");
        Assert.Equal("Praised Sarah Lindqvist", line.GetProperty("summary").GetString());
        Assert.DoesNotContain("4111 1111", (await mls.Survey(id)).Answer!.Comment);
    }

    [Fact]
    public async Task The_single_question_needs_a_tick_and_every_no_is_for_a_manager()
    {
        await using var other = await Mls.StartAskingAsync(policy => policy["form"] = "yes-no");
        await other.IsMember(Cast.Jane);
        var survey = await other.IsAsked(Cast.Jane, Cast.Sarah);
        var page = await other.Presses(Cast.Jane, "No");
        Assert.Equal("no", page.Form.Fields["satisfied"]);
        Assert.Contains("Tick the box to send your answer.", (await other.Sends(page.Form)).MustBe(400).Words);

        (await other.Sends(page.Form.With("sure", "yes"))).MustBe(303);

        Assert.False((await other.Survey(survey)).Answer!.IsSatisfied);
        Assert.Contains("Call Jane Doe, who is dissatisfied", Assert.Single(await other.WorkItems(MemberServices.Policies.StaffRoles.Managers)).Title);
    }
}
