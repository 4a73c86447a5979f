using System.Text;
using System.Text.Json;
using Local.Graph;

namespace MemberServices.Tests.Teams;

public sealed class WhenAMessageComesIn : IAsyncLifetime
{
    Mls mls = null!;

    public async ValueTask InitializeAsync() => mls = await Mls.StartAsync();

    public ValueTask DisposeAsync() => mls.DisposeAsync();

    [Fact]
    public async Task Whoever_sends_no_signature_or_a_wrong_one_learns_nothing_whatever_the_body_is()
    {
        var activity = await mls.ActivityOf(Cast.Sarah, "help");
        var signed = mls.Teams.Sign(activity);
        var broken = "{"u8.ToArray();
        (byte[] Body, string? Header)[] refused =
        [
            (activity, null), (activity, "HMAC " + Convert.ToBase64String(new byte[32])), (broken, signed), ([], null), (broken, null),
            ([.. activity, (byte)' '], signed),
            // Signed and of no use: another kind, an old one, one from the future, without time or id, not JSON, too large.
            .. new[] { activity.With("type", "typing"), activity.With("timestamp", null), activity.With("id", null), activity.With("timestamp", "yesterday"), broken, "[]"u8.ToArray() }
                .Append(await mls.ActivityOf(Cast.Sarah, "help", at: mls.Now.AddMinutes(-5).AddSeconds(-1)))
                .Append(await mls.ActivityOf(Cast.Sarah, "help", at: mls.Now.AddMinutes(6)))
                .Append(await mls.ActivityOf(Cast.Sarah, "help " + new string('x', 64 * 1024)))
                .Select(body => (body, (string?)mls.Teams.Sign(body))),
        ];

        var answers = new List<string>();
        foreach (var (body, header) in refused)
        {
            using var answer = await mls.SendsToTeams(body, header);
            Assert.Equal(401, (int)answer.StatusCode);
            answers.Add(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        }

        Assert.Single(answers.Distinct());
        Assert.DoesNotContain("sign", answers[0].Replace("not-signed", ""), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task The_same_one_again_is_answered_as_before_and_does_nothing_twice()
    {
        var activity = await mls.ActivityOf(Cast.Sarah, Mls.Enroll(Cast.Jane));

        var first = await mls.Types(activity);
        await mls.Withdraws(first.Facts["Case"]);
        var again = await mls.Types(activity);

        Assert.Equal(first.All, again.All);
        Assert.EndsWith("is opened for Jane Doe", again.Title);
        Assert.Equal("withdrawn", (await mls.Enrollment(first.Facts["Case"])).End!.End.ToString().ToLowerInvariant());
        await mls.Advance(minutes: 6);
        using var late = await mls.SendsToTeams(activity, mls.Teams.Sign(activity));
        Assert.Equal(401, (int)late.StatusCode);
    }

    [Fact]
    public async Task The_same_id_in_another_conversation_is_another_message()
    {
        var activity = await mls.ActivityOf(Cast.Sarah, "help", id: "1");

        await mls.Types(activity);
        var other = await mls.Types((await mls.ActivityOf(Cast.Sarah, "status EN-222222", id: "1")).With("conversation", JsonSerializer.SerializeToElement(new { id = "19:other" })));

        Assert.Contains("no enrollment EN-222222", other.All);
    }

    [Fact]
    public async Task Two_at_once_with_one_id_are_one_enrollment_and_one_answer()
    {
        var activity = await mls.ActivityOf(Cast.Sarah, Mls.Enroll(Cast.Jane));

        var cards = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => mls.Types(activity)));

        Assert.Single(cards.Select(card => card.All).Distinct());
        Assert.Equal(1, mls.Inbox(Cast.Bob).Count);
    }

    [Fact]
    public async Task Whoever_has_no_role_is_told_so_and_what_to_do()
    {
        var id = await mls.Graph.AddUserAsync("pat.nobody@lakeshore-mls.example", "Pat Nobody");

        foreach (var user in new[] { id, null, Guid.NewGuid().ToString(), "../groups", "" })
        {
            var card = await mls.Types(mls.ActivityOf(user, Mls.Enroll(Cast.Jane)));
            Assert.Equal("You have no role here", card.Title);
            Assert.Contains("into its group in the directory", card.All);
        }

        Assert.Equal(0, mls.Inbox(Cast.Bob).Count);
    }

    [Fact]
    public async Task A_role_that_was_taken_away_a_minute_ago_is_none()
    {
        Assert.Equal("Nothing waits for you", (await mls.Types(Cast.Sarah, "work")).Title);
        await mls.TakesOut(SampleStaff.Level1, Cast.Sarah);
        await mls.Advance(minutes: 1);

        var card = await mls.Types(Cast.Sarah, Mls.Enroll(Cast.Jane));

        Assert.Equal("You have no role here", card.Title);
        Assert.Equal(0, mls.Inbox(Cast.Bob).Count);
    }

    [Theory]
    [InlineData("<at>Member services</at> status EN-222222")]
    [InlineData("<p><at id=\"0\">Member services</at>&nbsp;status&nbsp;EN-222222</p>")]
    [InlineData("<AT>Member services</AT>\r\n  STATUS\u00A0 en 222 222")]
    [InlineData("<div>status <b>EN-222222</b> <at>Member services</at></div>")]
    [InlineData("status EN-222222")]
    [InlineData("\u200B<at>Member services</at>\u200Bstatus EN\u2011222222")]
    public async Task The_mention_and_its_markup_are_no_part_of_the_command(string html)
    {
        var card = await mls.Types(mls.ActivityOf(await mls.UserIdOf(Cast.Sarah.Email), html));

        Assert.Contains("There is no enrollment EN-222222", card.All);
    }

    [Theory]
    [InlineData("<at>")]
    [InlineData("<at>Member services")]
    [InlineData("<<<>>><at><at></at>")]
    [InlineData("&#0;&#xD800;&lt;script&gt;alert(1)&lt;/script&gt;")]
    [InlineData("\u202Eevil")]
    [InlineData("\u0007")]
    [InlineData("**bold** [link](https://evil.example)")]
    public async Task Whatever_else_comes_is_no_command(string html)
    {
        var card = await mls.Types(mls.ActivityOf(await mls.UserIdOf(Cast.Sarah.Email), html));

        Assert.True(card.Title.EndsWith("no command", StringComparison.Ordinal) || card.Title == "What you can type here", card.All);
        Assert.DoesNotContain(card.All.EnumerateRunes(), rune => MemberServices.Fields.FieldText.IsControl(rune) && rune.Value != '\n');
    }

    [Fact]
    public async Task Many_tags_cost_no_more_than_few()
    {
        var html = string.Concat(Enumerable.Repeat("<at>", 4_000));

        var card = await mls.Types(mls.ActivityOf(await mls.UserIdOf(Cast.Sarah.Email), html));

        Assert.Equal("What you can type here", card.Title);
    }
}

static class Activities
{
    /// <summary>The same activity with another member; null: without it.</summary>
    public static byte[] With(this byte[] activity, string name, object? value)
    {
        var json = System.Text.Json.Nodes.JsonNode.Parse(activity)!.AsObject();
        json[name] = value switch
        {
            null => null,
            JsonElement element => System.Text.Json.Nodes.JsonNode.Parse(element.GetRawText()),
            _ => (string)value,
        };
        return Encoding.UTF8.GetBytes(json.ToJsonString());
    }
}
