using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using MemberServices.Fields;
using MemberServices.Messages;

namespace MemberServices.Tests.Contacts;

public sealed class WhenAContactIsLogged : IAsyncLifetime
{
    Mls mls = null!;

    public async ValueTask InitializeAsync() => mls = await Mls.StartAsync();

    public ValueTask DisposeAsync() => mls.DisposeAsync();

    [Fact]
    public async Task It_is_one_line_on_the_members_timeline_however_often_it_comes()
    {
        var id = await mls.Applies(Cast.Jane);
        await mls.Advance(minutes: 1);
        var call = Mls.Call(("memberKey", "tx-123456"), ("caseId", id.ToLowerInvariant()), ("at", "2026-03-02T09:00:30-06:00"));
        for (var times = 0; times < 2; times++)
        {
            await mls.Says("interaction.logged", call, id: "call-1");
        }

        var line = Assert.Single(await mls.Timeline(Cast.Jane.MemberKey), line => line.GetProperty("type").GetString() == "interaction.logged");
        Assert.Equal(
            $$"""{"at":"2026-03-02T15:00:30+00:00","type":"interaction.logged","summary":"Password (phone, inbound)","by":"Sarah Lindqvist","channel":"phone","case":"{{id}}","category":"Password","direction":"inbound","outcome":"Reset on the phone"}""",
            line.GetRawText());
        Assert.Empty(mls.DeadLetters(Bus.Commands));
    }

    [Theory]
    [InlineData("phone")]
    [InlineData("email")]
    [InlineData("form")]
    [InlineData("chat")]
    [InlineData("text")]
    [InlineData("social")]
    [InlineData("walk-in")]
    [InlineData("class")]
    [InlineData("purchase")]
    [InlineData("marquee")]
    [InlineData("teams")]
    public async Task Every_way_by_which_people_meet_us_is_taken(string channel)
    {
        await mls.Says("interaction.logged", Mls.Call(("channel", channel), ("outcome", null)));

        var line = Assert.Single(await mls.Timeline(Cast.Jane.MemberKey));
        Assert.Equal((channel, JsonValueKind.Null), (line.GetProperty("channel").GetString(), line.GetProperty("outcome").ValueKind));
    }

    [Fact]
    public async Task Card_numbers_are_masked_and_marks_of_copying_go()
    {
        await mls.Says("interaction.logged", Mls.Call(
            ("outcome", "Paid with 4111 1111 1111 1111\r\nand\u200B left"), ("category", "Card 4111111111111111"), ("by", "Sarah 4111-1111-1111-1111")));

        Assert.DoesNotContain(mls.Rows(), row => row.StartsWith("table_entities", StringComparison.Ordinal) && row.Replace(" ", "").Replace("-", "").Contains("4111111111111111"));
        var line = Assert.Single(await mls.Timeline(Cast.Jane.MemberKey));
        Assert.Equal("Paid with [card ending 1111]\nand left", line.GetProperty("outcome").GetString());
        Assert.Equal("Card [card ending 1111]", line.GetProperty("category").GetString());
    }

    [Fact]
    public async Task The_message_s_own_time_counts_where_none_is_given()
    {
        await mls.Says("interaction.logged", Mls.Call(("at", null)), mls.Now.AddHours(-2));

        Assert.Equal(mls.Now.AddHours(-2), Assert.Single(await mls.Timeline(Cast.Jane.MemberKey)).GetProperty("at").GetDateTimeOffset());
    }

    [Theory]
    [InlineData("memberKey", null, "memberKey")]
    [InlineData("memberKey", "a/b", "memberKey")]
    [InlineData("memberKey", "MAILBOX-01", "memberKey")]
    [InlineData("memberKey", 5, "memberKey")]
    [InlineData("email", "jane@example.com", "email")]
    [InlineData("at", "yesterday", "at")]
    [InlineData("at", "2026-03-02T09:00:00", "at")]
    [InlineData("at", "2026-03-02T15:06:00Z", "at")]
    [InlineData("at", "2023-03-02T15:00:00Z", "at")]
    [InlineData("category", "", "category")]
    [InlineData("category", "123", "category")]
    [InlineData("channel", "", "channel")]
    [InlineData("channel", "fax", "channel")]
    [InlineData("channel", "api", "channel")]
    [InlineData("direction", null, "direction")]
    [InlineData("direction", "sideways", "direction")]
    [InlineData("outcome", "a\u0000b", "outcome")]
    [InlineData("by", "", "by")]
    [InlineData("by", "Sarah\nLindqvist", "by")]
    [InlineData("caseId", "7", "caseId")]
    [InlineData("caseId", "EN-222222", "caseId")]
    public async Task What_is_wrong_is_told_by_its_name(string field, object? value, string told)
    {
        await mls.Says("interaction.logged", Mls.Call((field, value)));

        Assert.StartsWith($"data.{told}: ", Assert.Single(mls.DeadLetters(Bus.Commands)).Reason);
        Assert.Empty(await mls.Timeline(Cast.Jane.MemberKey));
    }

    [Fact]
    public async Task Too_long_texts_and_missing_times_are_told_by_their_names()
    {
        await mls.Says("interaction.logged", Mls.Call(("outcome", new string('x', 1001))));
        await mls.Says("interaction.logged", Mls.Call(("category", new string('x', 61))));
        await mls.Says("interaction.logged", Mls.Call(("memberKey", null), ("email", "jane")));
        await mls.Puts(Bus.Commands, Mls.Message("interaction.logged", Mls.Call(("at", null)), at: null, "1"));
        await mls.Says("interaction.logged", "a call");

        Assert.Equal(["data.outcome", "data.category", "data.email", "data.at", "data"], mls.DeadLetters(Bus.Commands).Select(dead => dead.Reason!.Split(':')[0]));
    }

    [Fact]
    public async Task Of_a_mailbox_alone_it_is_on_the_members_timeline_once_they_are_one()
    {
        await mls.Says("interaction.logged", Mls.Call(("memberKey", null), ("email", "Jane+mls@EXAMPLE.com"), ("category", "Before")));
        Assert.Single(await mls.TimelineOf("jane@example.com"));
        Assert.Empty(await mls.Timeline("M-1"));

        await mls.Advance(minutes: 1);
        await mls.SaysMember(Cast.Jane, key: "M-1");
        await mls.Says("interaction.logged", Mls.Call(("memberKey", "M-1"), ("at", $"{mls.Now:O}"), ("category", "After")));

        foreach (var timeline in new[] { await mls.Timeline("M-1"), await mls.TimelineOf("jane@example.com") })
        {
            Assert.Equal(["After", "Before"], timeline.Select(line => line.GetProperty("category").GetString()));
        }
        await mls.Advance(minutes: 1);
        await mls.SaysMember(Cast.Jane with { MemberEmail = "jane@new.example" }, key: "M-1");
        Assert.Equal(2, (await mls.Timeline("M-1")).Count);
        Assert.Equal(2, (await mls.TimelineOf("jane@new.example")).Count);
    }

    [Fact]
    public async Task An_applicant_s_is_on_the_timeline_of_their_application()
    {
        await mls.Says("interaction.logged", Mls.Call(("memberKey", null), ("email", Cast.Jane.MemberEmail)));
        await mls.Applies(Cast.Jane);

        Assert.Contains("interaction.logged", (await mls.Timeline(Cast.Jane.MemberKey)).Select(line => line.GetProperty("type").GetString()));
    }

    [Fact]
    public async Task A_stranger_with_a_member_s_license_sees_nothing_into_their_timeline()
    {
        await mls.Applies(Cast.Eve);
        await mls.Declines(Cast.Bob, "Not ours");
        await mls.Says("interaction.logged", Mls.Call(("memberKey", null), ("email", Cast.Eve.MemberEmail)));
        await mls.Advance(minutes: 10);
        await mls.SaysMember(Cast.Jane);

        Assert.DoesNotContain("interaction.logged", (await mls.Timeline(Cast.Jane.MemberKey)).Select(line => line.GetProperty("type").GetString()));
        Assert.Single(await mls.TimelineOf(Cast.Eve.MemberEmail));
    }

    [Fact]
    public async Task A_mailbox_that_two_members_share_is_shown_alone_and_with_both()
    {
        await mls.SaysMember(Cast.Jane, key: "M-1");
        await mls.SaysMember(Cast.John with { MemberEmail = Cast.Jane.MemberEmail }, key: "M-2");
        await mls.Says("interaction.logged", Mls.Call(("memberKey", null), ("email", Cast.Jane.MemberEmail)));
        await mls.Says("interaction.logged", Mls.Call(("memberKey", "M-2"), ("category", "John's own")));

        var answer = await mls.Api.GetFromJsonAsync<JsonElement>($"/api/interactions?email={Cast.Jane.MemberEmail}", TestContext.Current.CancellationToken);
        Assert.Equal(["M-1", "M-2"], answer.GetProperty("sharedBy").EnumerateArray().Select(key => key.GetString()));
        Assert.Equal((JsonValueKind.Null, 1), (answer.GetProperty("memberKey").ValueKind, answer.GetProperty("interactions").GetArrayLength()));
        Assert.Equal((1, 2), ((await mls.Timeline("M-1")).Count, (await mls.Timeline("M-2")).Count));
    }

    [Fact]
    public async Task Two_kept_apart_come_together_in_pages_without_gaps()
    {
        await mls.SaysMember(Cast.Jane);
        for (var i = 0; i < 25; i++)
        {
            var whose = i % 3 == 0 ? ("email", (object?)Cast.Jane.MemberEmail) : ("memberKey", Cast.Jane.MemberKey);
            await mls.Says("interaction.logged", Mls.Call(("memberKey", null), whose, ("category", $"No. {i}"), ("at", $"{mls.Now.AddMinutes(-i / 4):O}")));
        }

        var (seen, pages) = (new List<string>(), 0);
        for (string? next = $"/api/interactions?memberKey={Cast.Jane.MemberKey}&take=4"; next is not null; pages++)
        {
            var page = await mls.Api.GetFromJsonAsync<JsonElement>(next, TestContext.Current.CancellationToken);
            seen.AddRange(page.GetProperty("interactions").EnumerateArray().Select(line => line.GetProperty("category").GetString()!));
            next = page.GetProperty("next").GetString();
        }

        Assert.Equal((7, 25), (pages, seen.Distinct().Count()));
        Assert.Equal(25, seen.Count);
    }

    [Fact]
    public async Task By_the_api_the_same_again_is_the_same_line()
    {
        var call = Mls.Call(("by", Cast.Sarah.Email), ("memberKey", null), ("email", Cast.Quilla.MemberEmail));

        using var first = await mls.Api.PostAsJsonAsync("/api/interactions", call, TestContext.Current.CancellationToken);
        using var again = await mls.Api.PostAsJsonAsync("/api/interactions", call, TestContext.Current.CancellationToken);

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.OK), (first.StatusCode, again.StatusCode));
        Assert.Equal(await first.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), await again.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal("Sarah Lindqvist", Assert.Single(await mls.TimelineOf(Cast.Quilla.MemberEmail)).GetProperty("by").GetString());
    }

    [Theory]
    [InlineData("by", "Sarah Lindqvist", "by", FieldCodes.Invalid)]
    [InlineData("by", "nobody@example.com", "by", FieldCodes.Unknown)]
    [InlineData("at", null, "at", FieldCodes.Required)]
    [InlineData("memberKey", null, "memberKey", FieldCodes.Required)]
    [InlineData("channel", "fax", "channel", FieldCodes.Unknown)]
    [InlineData("caseId", "EN-222222", "caseId", FieldCodes.Unknown)]
    public async Task By_the_api_what_is_wrong_is_told_by_its_name(string field, object? value, string told, string code)
    {
        using var answer = await mls.Api.PostAsJsonAsync("/api/interactions", Mls.Call(("by", Cast.Sarah.Email), (field, value)), TestContext.Current.CancellationToken);

        var error = Assert.Single((await Mls.Json(answer)).GetProperty("errors").EnumerateArray());
        Assert.Equal((HttpStatusCode.BadRequest, told, code), (answer.StatusCode, error.GetProperty("field").GetString(), error.GetProperty("code").GetString()));
    }

    [Theory]
    [InlineData("", "memberKey")]
    [InlineData("?memberKey=TX-1&email=jane@example.com", "memberKey")]
    [InlineData("?email=jane", "email")]
    public async Task A_timeline_of_nobody_is_told_what_to_ask(string query, string parameter)
    {
        using var answer = await mls.Api.GetAsync($"/api/interactions{query}", TestContext.Current.CancellationToken);

        Assert.Equal(400, (int)answer.StatusCode);
        Assert.Equal(parameter, Assert.Single((await Mls.Json(answer)).GetProperty("errors").EnumerateArray()).GetProperty("field").GetString());
    }

    [Fact]
    public async Task It_is_forgotten_with_the_timeline()
    {
        await mls.Says("interaction.logged", Mls.Call(("memberKey", null), ("email", Cast.Quilla.MemberEmail), ("at", "2023-03-04T15:00:00Z")));
        Assert.Single(await mls.TimelineOf(Cast.Quilla.MemberEmail));

        await mls.Advance(days: 3);

        Assert.Empty(await mls.TimelineOf(Cast.Quilla.MemberEmail));
    }
}
