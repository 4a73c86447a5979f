using System.Text.Json;
using MemberServices.Messages;
using MemberServices.Offices;

namespace MemberServices.Tests.Ops;

public sealed class WhenAMessageWasSetAside : IAsyncLifetime
{
    Mls mls = null!;

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => mls = await Mls.StartAsync();

    public ValueTask DisposeAsync() => mls.DisposeAsync();

    [Fact]
    public async Task Ops_read_why_and_nothing_of_what_is_in_it()
    {
        await Requests("1", "nowhere");

        var letter = Assert.Single(await mls.ListedDeadLetters(Bus.Commands));

        Assert.Contains("officeKey", letter.GetProperty("reason").GetString());
        Assert.Equal(("m-1", "enrollment.requested"), (letter.GetProperty("messageId").GetString(), letter.GetProperty("type").GetString()));
        Assert.DoesNotContain("jane", letter.GetRawText(), StringComparison.OrdinalIgnoreCase);
        Assert.Empty(await mls.ListedDeadLetters(Bus.Mail));
        Assert.Empty(await mls.ListedDeadLetters(Bus.DeliveryReports));
        Assert.Empty(await mls.ListedDeadLetters(Bus.Interactions));
        Assert.Equal(401, (int)(await mls.Http.GetAsync("/api/ops/dead-letters?queue=commands", Cancel)).StatusCode);
    }

    [Fact]
    public async Task It_is_put_back_once_and_carried_out_within_the_day()
    {
        await Requests("1", "newtown");
        await mls.AddsOffice(new Office("newtown", "Newtown Realty", [Cast.Bob], Cast.Bob.MemberKey, [], "OF-77"));

        var number = await Newest();
        var first = (await mls.Acts(Bus.Commands, number, "redrive")).MustBe(200).Source;
        var again = (await mls.Acts(Bus.Commands, number, "redrive", "Another reason")).MustBe(200).Source;

        Assert.Equal(first, again);
        Assert.Equal("Sarah Lindqvist", JsonElement.Parse(first).GetProperty("by").GetString());
        Assert.Empty(await mls.ListedDeadLetters(Bus.Commands));
        Assert.NotEqual(0, mls.Inbox(Cast.Jane).Count);
    }

    [Fact]
    public async Task It_is_set_aside_again_when_nothing_was_mended_and_can_be_put_back_again()
    {
        await Requests("1", "nowhere");
        var first = await Newest();

        (await mls.Acts(Bus.Commands, first, "redrive")).MustBe(200);
        var second = await Newest();
        (await mls.Acts(Bus.Commands, second, "redrive")).MustBe(200);

        Assert.Equal(3, new[] { first, second, await Newest() }.Distinct().Count());
    }

    [Fact]
    public async Task It_is_thrown_away_with_a_reason_and_then_is_not_put_back()
    {
        await Requests("1", "nowhere");
        await Requests("2", "nowhere");
        await Requests("3", "nowhere");
        var numbers = (await mls.ListedDeadLetters(Bus.Commands, take: 1)).Select(letter => letter.GetProperty("sequenceNumber").GetInt64()).ToList();

        (await mls.Acts(Bus.Commands, numbers[1], "discard", "Sent by mistake")).MustBe(200);
        (await mls.Acts(Bus.Commands, numbers[1], "discard", "Sent by mistake")).MustBe(200);

        Assert.Contains("Sent by mistake", (await mls.Acts(Bus.Commands, numbers[1], "redrive")).MustBe(409).Source);
        Assert.Equal([numbers[0], numbers[2]], (await mls.ListedDeadLetters(Bus.Commands)).Select(letter => letter.GetProperty("sequenceNumber").GetInt64()));
        (await mls.Acts(Bus.Commands, numbers[2], "redrive")).MustBe(200);
    }

    [Fact]
    public async Task A_mail_that_was_given_up_is_tried_as_often_as_a_new_one()
    {
        mls.MailService.Faults.Refuse(500, times: 1_000);
        await mls.Sends(Mls.LetterToJane("case-1.welcome"));
        await mls.Advance(days: 2);
        var number = Assert.Single(await mls.ListedDeadLetters(Bus.Mail)).GetProperty("sequenceNumber").GetInt64();

        (await mls.Acts(Bus.Mail, number, "redrive")).MustBe(200);
        await mls.Advance(hours: 3);
        Assert.Empty(await mls.ListedDeadLetters(Bus.Mail));
        mls.MailService.Faults.Clear();
        await mls.Advance(hours: 2);

        Assert.Equal(1, mls.Inbox(Cast.Jane).Count);
    }

    [Fact]
    public async Task Who_did_what_with_it_is_known_for_a_year()
    {
        await Requests("1", "nowhere");
        (await mls.Acts(Bus.Commands, await Newest(), "discard", "Sent by mistake")).MustBe(200);

        await mls.Advance(days: 364);
        Assert.Contains(mls.Rows(), row => row.Contains("Sent by mistake"));
        await mls.Advance(days: 3);

        Assert.DoesNotContain(mls.Rows(), row => row.Contains("Sent by mistake"));
    }

    [Fact]
    public async Task What_is_not_there_is_refused()
    {
        await Requests("1", "nowhere");

        (await mls.Acts(Bus.Commands, 4_711, "redrive")).MustBe(404);
        (await mls.Acts("nowhere", 1, "redrive")).MustBe(404);
        (await mls.Acts(Bus.Commands, await Newest(), "redrive", reason: "")).MustBe(400);
        Assert.Equal(400, (int)(await mls.Api.GetAsync("/api/ops/dead-letters", Cancel)).StatusCode);
        Assert.Single(await mls.ListedDeadLetters(Bus.Commands));
    }

    async Task<long> Newest() => (await mls.ListedDeadLetters(Bus.Commands))[^1].GetProperty("sequenceNumber").GetInt64();

    /// <summary>Another system sends Jane's application to an office.</summary>
    Task Requests(string id, string office) => mls.Puts(
        Bus.Commands,
        JsonSerializer.Serialize(new
        {
            specversion = "1.0",
            id = $"m-{id}",
            source = "/crm",
            type = "enrollment.requested",
            time = mls.Now,
            data = Cast.Jane with { OfficeKey = office },
        }, JsonSerializerOptions.Web),
        $"m-{id}");
}
