namespace MemberServices.Tests.Surveys;

public sealed class WhenSurveysAreForgotten : IAsyncLifetime
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
    public async Task A_person_gets_all_of_it_and_erased_leaves_the_numbers()
    {
        await mls.Rates(Cast.Jane, 5, 5, 10, "Sarah was kind to me.");
        await mls.ClicksUnsubscribe(Cast.Jane);
        await mls.Says("roster.member", Mls.RecordOf(Cast.Jane, status: "Inactive"));
        var export = (await Mls.Json(await mls.Api.GetAsync($"/api/people/{Cast.Jane.MemberKey}/export", TestContext.Current.CancellationToken))).GetRawText();
        Assert.Contains("Sarah was kind to me.", export);
        Assert.Contains("opt-outs", export);
        Assert.Contains(id, export);

        Assert.Equal(System.Net.HttpStatusCode.Accepted, (await mls.Erases(Cast.Jane.MemberKey)).StatusCode);
        await mls.Advance(days: 3);

        Assert.Equal("done", await mls.Erasure(Cast.Jane));
        var survey = await mls.Survey(id);
        Assert.Equal(("", "", null, 5), (survey.Name, survey.MemberKey, survey.Helper, survey.Answer!.Satisfaction));
        Assert.Empty(mls.RowsAbout(Cast.Jane));
        Assert.Equal(1, (await mls.Results()).GetProperty("all").GetProperty("counts").GetProperty("rated").GetInt32());
    }

    [Fact]
    public async Task One_under_way_is_withdrawn_and_its_call_with_it()
    {
        await mls.Advance(days: 7);
        Assert.Single(await mls.WorkItems());
        await mls.Says("roster.member", Mls.RecordOf(Cast.Jane, status: "Inactive"));

        await mls.Erases(Cast.Jane.MemberKey);
        await mls.Advance(days: 3);

        Assert.Equal("done", await mls.Erasure(Cast.Jane));
        Assert.Empty(await mls.WorkItems());
        Assert.Empty(mls.RowsAbout(Cast.Jane));
        Assert.Equal(404, (await mls.Presses(Cast.Jane, "Satisfied")).Status);
    }

    [Fact]
    public async Task Finished_ones_are_forgotten_as_other_cases()
    {
        await mls.Rates(Cast.Jane, 5, 5, 10, "Sarah was kind to me.");
        await mls.Advance(days: 600);
        Assert.Equal(Cast.Jane.MemberFullName, (await mls.Survey(id)).Name);
        await mls.Advance(days: 140);

        Assert.Equal("", (await mls.Survey(id)).Name);
        Assert.Null((await mls.Survey(id)).About);
    }
}
