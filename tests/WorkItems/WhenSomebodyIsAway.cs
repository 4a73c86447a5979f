using System.Net.Http.Json;
using MemberServices.Onboarding.BrokerApproval;
using MemberServices.Staff;
using MemberServices.Staff.Away;
using Microsoft.Extensions.DependencyInjection;

namespace MemberServices.Tests.WorkItems;

public sealed class WhenSomebodyIsAway : IAsyncLifetime
{
    const string Soon = "A work item of yours is due soon";

    Mls mls = null!;

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => mls = await Mls.StartAsync();

    public ValueTask DisposeAsync() => mls.DisposeAsync();

    [Fact]
    public async Task What_falls_due_then_goes_to_the_stand_in_and_comes_back()
    {
        (await mls.IsAway(Cast.Sarah, mls.Now, mls.Now.AddDays(1), Cast.Diego)).MustBe(200);
        var (during, after) = (await mls.OpensWork("Call the broker"), await mls.OpensWork("Call another", due: mls.Now.AddDays(3)));
        await mls.Takes(during, Cast.Sarah);
        await mls.Takes(after, Cast.Sarah);

        await mls.Advance(days: 3);

        Assert.Equal([Soon], mls.ToldOf(during, Cast.Diego));
        Assert.Empty(mls.ToldOf(during, Cast.Sarah));
        Assert.Contains("You get this because Sarah Lindqvist is away and you stand in.", mls.Inbox(Cast.Diego.Email).Latest.Text);
        Assert.Equal([Soon], mls.ToldOf(after, Cast.Sarah));
        Assert.Equal("taken", (await mls.Work(during)).GetProperty("workItem").GetProperty("state").GetString());
    }

    [Fact]
    public async Task A_manager_is_stood_in_for_as_well()
    {
        await mls.IsAway(Cast.Priya, mls.Now, mls.Now.AddDays(9), Cast.Tom);
        var item = await mls.OpensWork("Call the broker");

        await mls.Advance(days: 3);

        Assert.Equal(["A work item is overdue"], mls.ToldOf(item, Cast.Tom));
        Assert.Empty(mls.ToldOf(item, Cast.Priya));
    }

    [Fact]
    public async Task A_stand_in_who_is_away_has_one_too()
    {
        await Away((Cast.Sarah, Cast.Diego), (Cast.Diego, Cast.Hannah));

        Assert.Equal(Cast.Hannah.Name, await ActingFor(Cast.Sarah));
    }

    [Fact]
    public async Task Five_hops_are_followed_and_a_sixth_is_not()
    {
        await Away((Cast.Sarah, Cast.Diego), (Cast.Diego, Cast.Hannah), (Cast.Hannah, Cast.Priya), (Cast.Priya, Cast.Tom), (Cast.Tom, Cast.Elena));
        Assert.Equal(Cast.Elena.Name, await ActingFor(Cast.Sarah));

        await Away((Cast.Elena, Cast.Ruth));
        Assert.Null(await ActingFor(Cast.Sarah));
        Assert.Equal(Cast.Ruth.Name, await ActingFor(Cast.Diego));
    }

    [Fact]
    public async Task In_a_circle_the_role_hears()
    {
        await Away((Cast.Sarah, Cast.Diego), (Cast.Diego, Cast.Sarah));
        var item = await mls.OpensWork("Call the broker");
        await mls.Takes(item, Cast.Sarah);

        await mls.Advance(hours: 7);

        Assert.Equal("reminded, system, level-1", (await mls.StoryOf(item))[^1]);
        Assert.Empty(mls.ToldOf(item, Cast.Sarah).Concat(mls.ToldOf(item, Cast.Diego)));
    }

    [Fact]
    public async Task Who_comes_back_early_says_so()
    {
        await Away((Cast.Sarah, Cast.Diego));
        (await mls.IsBack(Cast.Sarah)).MustBe(200);
        (await mls.IsBack(Cast.Sarah)).MustBe(200);

        Assert.Equal(Cast.Sarah.Name, await ActingFor(Cast.Sarah));
        Assert.Equal(404, (int)(await mls.Api.GetAsync($"/api/staff/{Cast.Sarah.Email}/away", Cancel)).StatusCode);
    }

    [Fact]
    public async Task It_can_be_read_and_said_anew()
    {
        await mls.IsAway(Cast.Sarah, mls.Now.AddDays(1), mls.Now.AddDays(2), Cast.Diego);
        var first = await mls.Api.GetStringAsync($"/api/staff/{Cast.Sarah.Email}/away", Cancel);
        await mls.Advance(minutes: 5);
        (await mls.IsAway(Cast.Sarah, mls.Now.AddDays(1).AddMinutes(-5), mls.Now.AddDays(2).AddMinutes(-5), Cast.Diego)).MustBe(200);
        Assert.Equal(first, await mls.Api.GetStringAsync($"/api/staff/{Cast.Sarah.Email}/away", Cancel));
        Assert.Contains("\"isAway\":false", first);
        Assert.Equal(Cast.Sarah.Name, await ActingFor(Cast.Sarah));

        await mls.IsAway(Cast.Sarah, mls.Now, mls.Now.AddDays(2), Cast.Hannah);
        Assert.Equal(Cast.Hannah.Name, await ActingFor(Cast.Sarah));
    }

    [Theory]
    [InlineData("""{ "from": "2026-03-02T08:00:00-06:00", "until": "2026-03-09T08:00:00-06:00", "standIn": "diego.santos@lakeshore-mls.example" }""", "by")]
    [InlineData("""{ "by": "sarah.lindqvist@lakeshore-mls.example", "until": "2026-03-09T08:00:00-06:00", "standIn": "diego.santos@lakeshore-mls.example" }""", "from")]
    [InlineData("""{ "by": "sarah.lindqvist@lakeshore-mls.example", "from": "2026-03-02T08:00:00", "until": "2026-03-09T08:00:00-06:00", "standIn": "diego.santos@lakeshore-mls.example" }""", "from")]
    [InlineData("""{ "by": "sarah.lindqvist@lakeshore-mls.example", "from": "9999-03-02T08:00:00-06:00", "until": "9999-03-09T08:00:00-06:00", "standIn": "diego.santos@lakeshore-mls.example" }""", "from")]
    [InlineData("""{ "by": "sarah.lindqvist@lakeshore-mls.example", "from": "2026-03-09T08:00:00-06:00", "until": "2026-03-09T08:00:00-06:00", "standIn": "diego.santos@lakeshore-mls.example" }""", "until")]
    [InlineData("""{ "by": "sarah.lindqvist@lakeshore-mls.example", "from": "2026-01-02T08:00:00-06:00", "until": "2026-02-09T08:00:00-06:00", "standIn": "diego.santos@lakeshore-mls.example" }""", "until")]
    [InlineData("""{ "by": "sarah.lindqvist@lakeshore-mls.example", "from": "2026-03-02T08:00:00-06:00", "until": "2026-03-09T08:00:00-06:00" }""", "standIn")]
    [InlineData("""{ "by": "sarah.lindqvist@lakeshore-mls.example", "from": "2026-03-02T08:00:00-06:00", "until": "2026-03-09T08:00:00-06:00", "standIn": "jane@example.com" }""", "standIn")]
    [InlineData("""{ "by": "sarah.lindqvist@lakeshore-mls.example", "from": "2026-03-02T08:00:00-06:00", "until": "2026-03-09T08:00:00-06:00", "standIn": "SARAH.lindqvist@lakeshore-mls.example" }""", "standIn")]
    public async Task What_is_wrong_is_named(string body, string field)
    {
        using var answer = await mls.Api.PutAsync(
            $"/api/staff/{Cast.Sarah.Email}/away", new StringContent(body, System.Text.Encoding.UTF8, "application/json"), Cancel);

        Assert.Equal(400, (int)answer.StatusCode);
        Assert.Equal([field], (await Mls.Json(answer)).GetProperty("errors").EnumerateArray().Select(error => error.GetProperty("field").GetString()));
    }

    [Fact]
    public async Task Who_is_not_of_the_staff_is_not_found()
    {
        using var answer = await mls.Api.PutAsJsonAsync($"/api/staff/{Cast.Jane.MemberEmail}/away", new { by = Cast.Sarah.Email }, Cancel);
        Assert.Equal(404, (int)answer.StatusCode);
        (await mls.IsBack(Cast.Sarah, by: Cast.Jane.MemberEmail)).MustBe(400);
    }

    [Fact]
    public async Task It_is_forgotten_when_it_is_over_and_exported_and_erased_before()
    {
        await Away((Cast.Sarah, Cast.Diego), (Cast.Hannah, Cast.Sarah));
        var people = await Mls.Json(await mls.Api.GetAsync($"/api/people?email={Cast.Sarah.Email}", Cancel));
        var key = people.GetProperty("people")[0].GetProperty("key").GetString()!;
        var export = (await Mls.Json(await mls.Api.GetAsync($"/api/people/{key}/export", Cancel))).GetProperty("data").GetProperty("staff-away").GetRawText();
        Assert.Contains("Diego Santos", export);
        Assert.Contains("\"standsInFor\":\"Hannah Weiss\"", export);

        await mls.Erases(key, Cast.Elena.Email);
        await mls.Advance(days: 2);
        Assert.Equal(Cast.Sarah.Name, await ActingFor(Cast.Sarah));
        Assert.Null(await ActingFor(Cast.Hannah));

        Assert.Single(mls.Rows(), row => row.Contains("| away |", StringComparison.Ordinal));
        await mls.Advance(days: 9);
        Assert.DoesNotContain(mls.Rows(), row => row.Contains("| away |", StringComparison.Ordinal));
    }

    async Task Away(params (Person Who, Person StandIn)[] all)
    {
        foreach (var (who, standIn) in all)
        {
            (await mls.IsAway(who, mls.Now, mls.Now.AddDays(9), standIn)).MustBe(200);
        }
    }

    async Task<string?> ActingFor(Person who)
    {
        var person = (await mls.Services.GetRequiredService<StaffDirectory>().FindAsync(who.Email))!.Person;
        return (await mls.Services.GetRequiredService<StandIns>().ActingForAsync(person, mls.Now, Cancel))?.Name;
    }
}
