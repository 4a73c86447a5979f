using MemberServices.Policies;

namespace MemberServices.Tests.Surveys;

public sealed class WhenSomebodyIsDissatisfied : IAsyncLifetime
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
    [InlineData(2, 5, null, "", true)]
    [InlineData(5, 2, null, "", true)]
    [InlineData(4, 4, 6, "Slow.", true)]
    [InlineData(4, 4, 6, "", false)]
    [InlineData(3, 3, 7, "So so.", false)]
    public async Task A_manager_calls_within_a_business_day(int satisfaction, int callAgain, int? recommend, string comment, bool isLow)
    {
        await mls.Rates(Cast.Jane, satisfaction, callAgain, recommend, comment);

        var work = await mls.WorkItems(StaffRoles.Managers);
        Assert.Equal(isLow ? 1 : 0, work.Count);
        if (isLow)
        {
            Assert.Equal(mls.Now.AddDays(1), work[0].Due);
            Assert.Contains("A manager calls you within one business day", (await mls.Presses(Cast.Jane, "Satisfied")).Words);
        }
    }

    [Fact]
    public async Task What_came_of_the_call_is_kept_and_a_month_later_one_question_asks_whether_it_is_better()
    {
        await mls.Rates(Cast.Jane, 1, 2, 3, "Nobody listened.");
        await mls.Advance(hours: 3);
        (await mls.Finishes(Assert.Single(await mls.WorkItems(StaffRoles.Managers)), Cast.Marcus, "Apologized, and mended it with her")).MustBe(200);
        await mls.Settle();
        Assert.Equal("Apologized, and mended it with her", (await mls.Survey(id)).Outcome);
        await mls.Advance(days: 30);

        Assert.StartsWith("Is it better now?", mls.SurveyMails(Cast.Jane)[^1].Subject);
        var page = await mls.Presses(Cast.Jane, "No, it isn’t");
        Assert.Equal("no", page.Form.Fields["better"]);
        Assert.Equal(400, (await mls.Sends(page.Form)).Status);
        (await mls.Sends(page.Form.With("sure", "yes").With("comment", "The same again."))).MustBe(303);
        (await mls.Sends(page.Form.With("sure", "yes").With("comment", "The same again."))).MustBe(303);

        Assert.False((await mls.Survey(id)).IsBetter);
        Assert.Contains("it isn’t better", Assert.Single(await mls.WorkItems(StaffRoles.Managers)).Title);
        Assert.Equal(409, (await mls.Sends(page.Form.With("better", "yes").With("sure", "yes"))).Status);
        Assert.Equal(["shown", "asked", "answered", "recovered", "asked-again", "said-better"], await mls.SurveyStory(id));
        await mls.Advance(days: 2);
        Assert.Empty(await mls.StuckCases());
    }

    [Fact]
    public async Task Other_work_of_the_survey_is_no_recovery()
    {
        await mls.Advance(days: 7);
        (await mls.Finishes(Assert.Single(await mls.WorkItems()), Cast.Sarah, "She will answer by mail")).MustBe(200);
        await mls.Settle();

        Assert.Null((await mls.Survey(id)).RecoveredAt);
    }

    [Fact]
    public async Task An_answer_that_is_changed_for_the_worse_is_for_a_manager_too()
    {
        await mls.Rates(Cast.Jane, 4, 4);
        await mls.Advance(hours: 2);
        await mls.Rates(Cast.Jane, 1, 4);

        Assert.Single(await mls.WorkItems(StaffRoles.Managers));
        var counts = (await mls.Results()).GetProperty("all").GetProperty("counts");
        Assert.Equal((1, 0, 1), (counts.GetProperty("rated").GetInt32(), counts.GetProperty("satisfied").GetInt32(), counts.GetProperty("low").GetInt32()));
    }

    [Fact]
    public async Task Without_the_call_it_ends_after_ninety_days()
    {
        await mls.Rates(Cast.Jane, 1, 1);
        await mls.Advance(days: 91);

        Assert.True((await mls.Survey(id)).IsOver);
        Assert.Empty(await mls.StuckCases());
    }
}
