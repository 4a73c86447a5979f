using System.Text.Json;
using MemberServices.Onboarding.Applying;

namespace MemberServices.Tests.Onboarding;

public sealed class WhenStaffLookForAnEnrollment : IAsyncLifetime
{
    Mls mls = null!;

    public async ValueTask InitializeAsync() => mls = await Mls.StartAsync();

    public ValueTask DisposeAsync() => mls.DisposeAsync();

    [Theory]
    [InlineData("jane")]
    [InlineData("Doe, Jane")]
    [InlineData("jane@example.com")]
    [InlineData("TX 123-456")]
    [InlineData("123456")]
    [InlineData("bob@lakeview")]
    public async Task It_is_found_by_what_they_have(string typed)
    {
        var id = await mls.Applies(Cast.Jane);
        await mls.Applies(Cast.John with { OfficeKey = Cast.HillCountry.OfficeKey });

        var found = Assert.Single(await Finds($"q={Uri.EscapeDataString(typed == "bob@lakeview" ? Cast.Bob.MemberEmail : typed)}"));

        Assert.Equal(id, found.GetProperty("id").GetString());
        Assert.Equal("Jane Doe", found.GetProperty("memberFullName").GetString());
        Assert.Equal("Bob Broker", found.GetProperty("waitsFor").GetProperty("who").GetString());
        Assert.Equal(
            (await mls.Enrollment(id)).WaitsFor!.Until, found.GetProperty("waitsFor").GetProperty("until").GetDateTimeOffset());
    }

    [Fact]
    public async Task It_stands_where_it_is_now()
    {
        var id = await mls.Applies(Cast.Jane);
        Assert.Equal([id], await Ids("stage=broker-approval"));

        await mls.HandsOver(Cast.Bob, Cast.Dana);
        Assert.Empty(await Ids($"q={Cast.Bob.MemberEmail}"));
        Assert.Equal([id], await Ids($"q={Cast.Dana.MemberEmail}"));

        mls.Graph.Faults.Refuse(403, on: "POST /v1.0/invitations");
        await mls.Approves(Cast.Dana);
        Assert.Empty(await Ids("stage=broker-approval"));
        Assert.Equal([id], await Ids("stage=access&office=lakeview"));
        Assert.Empty(await Ids($"q={Cast.Dana.MemberEmail}"));

        await mls.Withdraws(id);
        var found = Assert.Single(await Finds("stage=withdrawn"));
        Assert.Equal((JsonValueKind.Null, "withdrawn"), (found.GetProperty("stage").ValueKind, found.GetProperty("end").GetString()));
        Assert.Equal((JsonValueKind.Null, mls.Now), (found.GetProperty("waitsFor").ValueKind, found.GetProperty("endedAt").GetDateTimeOffset()));
    }

    [Fact]
    public async Task It_is_found_by_what_was_corrected_and_not_by_what_was_wrong()
    {
        var id = await mls.Applies(Cast.Jane);

        await mls.Intervenes(id, "correct", new { by = Cast.Sarah.Email, reason = "She called", memberFullName = "Jane Poe" });
        Assert.Equal([id], await Ids("q=poe"));
        Assert.Empty(await Ids("q=doe"));

        await mls.Intervenes(id, "correct", new { by = Cast.Sarah.Email, reason = "She called", memberStateLicense = "654987" });
        Assert.Equal([id], await Ids("q=654987"));
        Assert.Empty(await Ids("q=123456"));
    }

    [Fact]
    public async Task One_whose_access_was_taken_back_is_among_those()
    {
        var id = await mls.Applies(Cast.Jane);
        await mls.Approves(Cast.Bob);
        Assert.Equal([id], await Ids("stage=completed"));

        await mls.Intervenes(id, "revoke", new { by = Cast.Sarah.Email, reason = "She left" });

        Assert.Empty(await Ids("stage=completed"));
        Assert.Equal([id], await Ids("stage=revoked"));
    }

    [Fact]
    public async Task The_newest_come_first_and_page_by_page()
    {
        var ids = new List<string>();
        foreach (var who in new[] { Cast.Jane, Cast.John, Cast.Paul })
        {
            ids.Insert(0, await mls.Applies(who));
            await mls.Advance(minutes: 5);
        }

        var first = await Mls.Json(await mls.Api.GetAsync("/api/enrollments?take=2"));
        var second = await Mls.Json(await mls.Api.GetAsync($"/api/enrollments?take=2&after={first.GetProperty("after").GetString()}"));

        Assert.Equal(ids[..2], first.GetProperty("enrollments").EnumerateArray().Select(each => each.GetProperty("id").GetString()!));
        Assert.Equal(ids[2], Assert.Single(second.GetProperty("enrollments").EnumerateArray()).GetProperty("id").GetString());
        Assert.Equal(JsonValueKind.Null, second.GetProperty("after").ValueKind);
    }

    [Fact]
    public async Task Nothing_found_is_an_empty_list() => Assert.Empty(await Finds("q=nobody"));

    [Theory]
    [InlineData("q=j", "q", "2 characters or more")]
    [InlineData("stage=nowhere", "stage", "broker-approval, billing, access, provisioning, welcome, ")]
    [InlineData("office=nowhere", "office", "send an office's key")]
    [InlineData("office=%20a%2Fb", "office", "send an office's key")]
    [InlineData("take=201", "take", "from 1 to 200")]
    [InlineData("after=zzz", "after", "the page before")]
    public async Task What_is_wrong_is_named(string query, string field, string message)
    {
        var answer = await mls.Api.GetAsync($"/api/enrollments?{query}");

        var error = Assert.Single((await Mls.Json(answer)).GetProperty("errors").EnumerateArray());
        Assert.Equal((400, field), ((int)answer.StatusCode, error.GetProperty("field").GetString()));
        Assert.Contains(message, error.GetProperty("message").GetString());
    }

    async Task<IReadOnlyList<JsonElement>> Finds(string query)
    {
        var answer = await mls.Api.GetAsync($"/api/enrollments?{query}");
        Assert.Equal(200, (int)answer.StatusCode);
        return [.. (await Mls.Json(answer)).GetProperty("enrollments").EnumerateArray()];
    }

    async Task<IReadOnlyList<string>> Ids(string query) => [.. (await Finds(query)).Select(each => each.GetProperty("id").GetString()!)];
}
