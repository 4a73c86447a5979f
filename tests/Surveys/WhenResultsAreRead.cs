using System.Text.Json;

namespace MemberServices.Tests.Surveys;

public sealed class WhenResultsAreRead : IAsyncLifetime
{
    Mls mls = null!;

    public async ValueTask InitializeAsync()
    {
        mls = await Mls.StartAskingAsync();
        await mls.IsMember(Cast.Jane);
        await mls.IsMember(Cast.John);
    }

    public ValueTask DisposeAsync() => mls.DisposeAsync();

    [Fact]
    public async Task They_are_by_month_category_and_level_with_what_they_are_computed_from()
    {
        await mls.IsAsked(Cast.Jane, Cast.Sarah);
        await mls.Rates(Cast.Jane, 5, 5, 10);
        await mls.IsAsked(Cast.John, Cast.Sarah);
        await mls.Advance(days: 31);
        await mls.Hangs(Cast.Jane, "call-1");
        await mls.Advance(minutes: 5);
        await mls.Rates(Cast.Jane, 2, 3, 6, "Too long.");

        var months = (await mls.Results("?from=2026-03&to=2026-04")).GetProperty("lines").EnumerateArray().ToList();
        Assert.Equal(["2026-03", "2026-04"], months.Select(line => line.GetProperty("of").GetString()));
        Assert.Equal((100.0, 100.0, 50.0), (Number(months[0], "csat"), Number(months[0], "nps"), Number(months[0], "responseRate")));
        Assert.Equal((0.0, -100.0, 100.0), (Number(months[1], "csat"), Number(months[1], "nps"), Number(months[1], "responseRate")));
        Assert.True(months[0].GetProperty("hasFewAnswers").GetBoolean());
        Assert.Equal(["call", "listing-input"], (await mls.Results("?by=category")).GetProperty("lines").EnumerateArray().Select(line => line.GetProperty("of").GetString()));
        Assert.Equal(["0", "1"], (await mls.Results("?by=level")).GetProperty("lines").EnumerateArray().Select(line => line.GetProperty("of").GetString()));
        Assert.Empty((await mls.Results("?from=2025-01&to=2025-02")).GetProperty("lines").EnumerateArray());
        Assert.Equal(JsonValueKind.Null, (await mls.Results("?from=2025-01&to=2025-02")).GetProperty("all").GetProperty("csat").ValueKind);

        var csv = await mls.Api.GetAsync("/api/surveys/results?from=2026-03&to=2026-03&format=csv", TestContext.Current.CancellationToken);
        Assert.Equal("text/csv", csv.Content.Headers.ContentType?.MediaType);
        Assert.Equal(
            ["month,delivered,responded,response_rate,rated,satisfied,csat,recommended,promoters,detractors,nps,low", "2026-03,2,1,50,1,1,100,1,1,0,100,0", "all,2,1,50,1,1,100,1,1,0,100,0", ""],
            (await csv.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).TrimStart('\uFEFF').Split("\r\n"));
    }

    [Theory]
    [InlineData("?from=2026-3", "from")]
    [InlineData("?from=2026-04&to=2026-03", "from")]
    [InlineData("?from=2020-01&to=2026-03", "from")]
    [InlineData("?by=person", "by")]
    [InlineData("?format=xlsx", "format")]
    public async Task A_wrong_question_is_said_by_its_parameter(string query, string parameter)
    {
        var answer = await mls.Api.GetAsync($"/api/surveys/results{query}", TestContext.Current.CancellationToken);

        Assert.Equal(400, (int)answer.StatusCode);
        Assert.Equal(parameter, Assert.Single((await Mls.Json(answer)).GetProperty("errors").EnumerateArray()).GetProperty("field").GetString());
    }

    [Fact]
    public async Task Each_Monday_managers_get_the_week_beside_the_four_before()
    {
        await mls.IsAsked(Cast.Jane, Cast.Sarah);
        await mls.Rates(Cast.Jane, 2, 3);
        await mls.Advance(days: 7, hours: 1);
        await mls.IsAsked(Cast.John, Cast.Sarah);
        await mls.Rates(Cast.John, 5, 5, 9);
        await mls.Advance(days: 7);

        await mls.Advance(days: 3);
        var mails = mls.Inbox(Cast.Marcus.Email).All.Where(mail => mail.Subject.StartsWith("How members rate us", StringComparison.Ordinal)).ToList();
        Assert.Equal(["How members rate us, Mar 2 to Mar 8, 2026", "How members rate us, Mar 9 to Mar 15, 2026"], mails.Select(mail => mail.Subject));
        Assert.Contains("Satisfied: 0% of 1 answer, nothing to compare with", mails[0].Text);
        Assert.Contains("Satisfied: 100% of 1 answer, better by 100 than 0", mails[1].Text);
        Assert.Contains("Response: 100% of 1 survey, as before", mails[1].Text);
        Assert.Contains("listing-input: 100% satisfied (few answers), 1 answer", mails[1].Text);
    }

    [Fact]
    public async Task Where_nobody_was_asked_there_is_nothing_to_publish()
    {
        await mls.Advance(days: 15);

        Assert.Empty(mls.Inbox(Cast.Marcus.Email).All);
    }

    static double Number(JsonElement line, string name) => line.GetProperty(name).GetDouble();
}
