using MemberServices.Messages;

namespace MemberServices.Tests.Interactions;

public class WhenSomethingHappens
{
    const string Subscription = $"{Bus.Events}/Subscriptions/{Bus.Interactions}";

    static DomainEvent Happened(string id, double minutes = 0, string summary = "Something happened") => new(
        "test.happened", id, Mls.MondayMorning.AddMinutes(minutes), Cast.Jane.MemberKey, "case-1", Cast.Sarah.Name, "web", summary);

    [Fact]
    public async Task It_is_a_line_on_the_members_timeline()
    {
        await using var mls = await Mls.StartAsync();

        await mls.Tells(Happened("1"));

        var line = Assert.Single(await mls.Timeline(Cast.Jane.MemberKey));
        Assert.Equal(
            """{"at":"2026-03-02T15:00:00+00:00","type":"test.happened","summary":"Something happened","by":"Sarah Lindqvist","channel":"web","case":"case-1","category":null,"direction":null,"outcome":null}""",
            line.GetRawText());
    }

    [Fact]
    public async Task Lines_come_newest_first_whenever_they_were_told()
    {
        await using var mls = await Mls.StartAsync();

        await mls.Tells(Happened("2", 2, summary: "second"), Happened("3", 3, summary: "third"), Happened("1", 1, summary: "first"));

        Assert.Equal(["third", "second", "first"], (await mls.Timeline(Cast.Jane.MemberKey)).Select(l => l.GetProperty("summary").GetString()));
    }

    [Fact]
    public async Task Told_again_it_is_the_same_line()
    {
        await using var mls = await Mls.StartAsync();

        await mls.Tells(Happened("1"), Happened("1"));
        await mls.Advance(days: 30);
        await mls.Tells(Happened("1"));

        Assert.Single(await mls.Timeline(Cast.Jane.MemberKey));
    }

    [Fact]
    public async Task It_stays_off_other_timelines()
    {
        await using var mls = await Mls.StartAsync();

        await mls.Tells(Happened("1"), Happened("2") with { MemberKey = "TX-1" }, Happened("3") with { MemberKey = null });

        Assert.Single(await mls.Timeline(Cast.Jane.MemberKey));
        Assert.Single(await mls.Timeline("tx-1"));
        Assert.Empty(await mls.Timeline("TX-2"));
        Assert.Empty(mls.DeadLetters(Subscription));
    }

    [Fact]
    public async Task A_long_timeline_comes_in_pages_without_gaps()
    {
        await using var mls = await Mls.StartAsync();
        await mls.Tells([.. Enumerable.Range(0, 120).Select(n => Happened($"f{n}", n / 7, summary: $"{n}"))]);

        var lines = await mls.Timeline(Cast.Jane.MemberKey);

        Assert.Equal(120, lines.Select(line => line.GetProperty("summary").GetString()).Distinct().Count());
        Assert.Equal(120, lines.Count);
    }

    [Fact]
    public async Task Card_numbers_are_not_written()
    {
        await using var mls = await Mls.StartAsync();

        await mls.Tells(Happened("1", summary: "Said: 4111 1111 1111 1111") with { By = "4111111111111111" });

        var line = Assert.Single(await mls.Timeline(Cast.Jane.MemberKey));
        Assert.Equal("Said: [card ending 1111]", line.GetProperty("summary").GetString());
        Assert.Equal("[card ending 1111]", line.GetProperty("by").GetString());
    }

    [Theory]
    [InlineData("no JSON", "body")]
    [InlineData("""{"specversion":"1.0","id":"1","source":"/x","type":"a.b","time":"2026-03-02T09:00:00Z","data":{"channel":"web","summary":"x"}}""", "data")]
    [InlineData("""{"specversion":"1.0","id":"1","source":"/x","type":"a.b","data":{"by":"x","channel":"web","summary":"x"}}""", "time")]
    [InlineData("""{"specversion":"1.0","id":"1","source":"/x","type":"a.b","time":"2026-03-02T09:00:00Z","data":{"by":"x","channel":"web","summary":"x","memberKey":"a/b"}}""", "data.memberKey")]
    public async Task What_is_no_fact_is_set_aside_with_the_field_named(string body, string field)
    {
        await using var mls = await Mls.StartAsync();

        await mls.Puts(Bus.Events, body);

        Assert.StartsWith(field, Assert.Single(mls.DeadLetters(Subscription)).Reason);
    }

    [Theory]
    [InlineData("api/interactions?memberKey=a%20b", "memberKey")]
    [InlineData("api/interactions?memberKey=TX-1&take=0", "take")]
    [InlineData("api/interactions?memberKey=TX-1&take=201", "take")]
    [InlineData("api/interactions?memberKey=TX-1&take=-1", "take")]
    public async Task A_wrong_question_is_told_what_is_wrong(string address, string field)
    {
        await using var mls = await Mls.StartAsync();

        var answer = await mls.Api.GetAsync(address, TestContext.Current.CancellationToken);

        Assert.Equal(400, (int)answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal(field, (await Mls.Json(answer)).GetProperty("errors")[0].GetProperty("field").GetString());
    }

    [Fact]
    public async Task Nobody_reads_a_timeline_without_the_key()
    {
        await using var mls = await Mls.StartAsync();

        Assert.Equal(401, (int)(await mls.Http.GetAsync($"api/interactions?memberKey={Cast.Jane.MemberKey}", TestContext.Current.CancellationToken)).StatusCode);
    }
}
