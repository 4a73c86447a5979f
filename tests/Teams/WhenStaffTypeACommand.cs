using MemberServices.Onboarding;

namespace MemberServices.Tests.Teams;

public sealed class WhenStaffTypeACommand : IAsyncLifetime
{
    static readonly string[] All =
    [
        "help", "work", "take", "done", "hand over", "away", "enroll", "status", "find", "resend", "reassign", "approve on behalf", "withdraw", "clear", "retry", "skip", "complete", "verify", "reopen", "waive",
        "ticket open", "ticket status", "ticket take", "ticket answer", "ticket hold", "ticket resolve", "ticket note", "ticket escalate",
        "survey", "complaint open", "complaint status", "complaint take", "complaint clarify", "complaint progress", "complaint note", "complaint resolve", "complaint call",
    ];

    Mls mls = null!;

    public async ValueTask InitializeAsync() => mls = await Mls.StartAsync();

    public ValueTask DisposeAsync() => mls.DisposeAsync();

    [Theory]
    [InlineData("")]
    [InlineData("help")]
    [InlineData("HELP me please")]
    public async Task Help_shows_each_with_an_example(string text)
    {
        var card = await mls.Types(Cast.Sarah, text);

        Assert.Equal("What you can type here", card.Title);
        Assert.Equal(All, card.Texts.Skip(2).Where((_, i) => i % 2 == 0).Select(line => line.Split(':')[0]));
        Assert.All(card.Texts.Skip(2).Chunk(2), pair => Assert.StartsWith(pair[0].Split(':')[0], pair[1]));
    }

    [Fact]
    public async Task Help_about_one_shows_how_it_is_typed_and_the_example_is_understood()
    {
        foreach (var name in All.Skip(1))
        {
            var card = await mls.Types(Cast.Sarah, $"help {name}");
            Assert.StartsWith(name + ":", card.Title);
            Assert.StartsWith(name, card.Facts["Type"]);

            var tried = await mls.Types(Cast.Sarah, card.Facts["Example"]);
            Assert.DoesNotContain("Write only what the line below says", tried.All);
            Assert.DoesNotContain("no command", tried.All);
        }
    }

    [Fact]
    public async Task Enroll_starts_one_in_their_name_and_once()
    {
        var card = await mls.Types(Cast.Sarah, Mls.Enroll(Cast.Jane));
        var again = await mls.Types(Cast.Diego, Mls.Enroll(Cast.Jane));

        var id = card.Facts["Case"];
        Assert.Equal($"{id} is opened for Jane Doe", card.Title);
        Assert.Equal("Good", card.Tone);
        Assert.StartsWith("Bob Broker, to approve", (await mls.Types(Cast.Sarah, $"status {id}")).Facts["Waits for"]);
        Assert.EndsWith($"/staff/cases/{id}", Assert.Single(card.Links));
        Assert.Equal(1, mls.Inbox(Cast.Bob).Count);
        Assert.Contains("enrollment.received by Sarah Lindqvist in teams", await mls.Lines(Cast.Jane));
        Assert.Equal($"{id} is under way for this license already", again.Title);
    }

    [Fact]
    public async Task Enroll_takes_lines_instead_of_semicolons_and_the_apis_names()
    {
        var card = await mls.Types(
            Cast.Sarah, "Enroll memberFullName: Jane Doe\nEmail : jane@example.com\nphone:512-555-0100\nlicense: TX 123456\nstate: tx\noffice: LAKEVIEW\ntype: Agent\nrules: 2026-1\n");

        Assert.EndsWith("is opened for Jane Doe", card.Title);
    }

    [Theory]
    [InlineData("enroll", "name: Enter your full name.", "type: Choose what you apply as.")]
    [InlineData("enroll name: Jane Doe; email: jane; phone: 512-555-0100; state: TX; license: 123456; office: lakeview; type: agent; rules: 2026-1", "email: ", "")]
    [InlineData("enroll name: Jane Doe; email: jane@example.com; phone: 512-555-0100; state: Atlantis; license: 123456; office: lakeview; type: agent; rules: 2026-1", "state: Choose a state", "")]
    [InlineData("enroll name: Jane Doe; email: jane@example.com; phone: 512-555-0100; state: TX; license: 123456; office: Lakeview; type: boss; rules: 2026-1", "type: Choose what you apply as, one of these", "")]
    [InlineData("enroll name: Jane Doe; email: jane@example.com; phone: 512-555-0100; state: TX; license: 123456; office: hill; type: agent; rules: 2026-1", "office: Write an office’s key: hill-country (Hill Country", "")]
    [InlineData("enroll name: Jane Doe; name: John Roe; email: jane@example.com", "name: Write it once.", "phone: ")]
    [InlineData("enroll name: Jane Doe; email: jane@example.com; phone: 512-555-0100; state: TX; license: 123456; office: lakeview; type: agent; rules: 2019", "rules: The Rules and Regulations have changed. Agree to version 2026-1", "")]
    [InlineData("enroll Jane Doe name: Jane Doe", "more: Write only what the line below says.", "email: ")]
    [InlineData("enroll name: Jane\u202Eeod; email: jane@example.com", "name: Type your full name again by hand", "")]
    public async Task Wrong_input_is_told_by_field_with_the_usage_and_an_example(string text, string error, string other)
    {
        var card = await mls.Types(Cast.Sarah, text);

        Assert.Equal("This can’t be done yet", card.Title);
        Assert.Contains(error, card.All);
        Assert.Contains(other, card.All);
        Assert.StartsWith("enroll name: NAME; email: ADDRESS", card.Facts["Type"]);
        Assert.StartsWith("enroll name: Jane Doe", card.Facts["Example"]);
        Assert.Equal(0, mls.Inbox(Cast.Bob).Count);
    }

    [Theory]
    [InlineData("status", "number: Write the case’s number.")]
    [InlineData("status EN-12", "number: Write the case’s number as it stands in its mails")]
    [InlineData("status EN-222222", "number: There is no enrollment EN-222222")]
    [InlineData("status TK-222222", "number: Write the case’s number as it stands in its mails")]
    [InlineData("find", "text: Write a name")]
    [InlineData("find j", "text: Write at least 2 characters")]
    [InlineData("find \u0001\u0002\u0003", "text: Type what you look for again by hand")]
    [InlineData("resend", "number: Write the case’s number.")]
    [InlineData("resend lakeview because", "number: Write the case’s number as it stands")]
    [InlineData("withdraw EN-222222 Changed her mind", "number: There is no enrollment EN-222222")]
    [InlineData("complete EN-222222", "item: Write the item of the checklist")]
    [InlineData("complete EN-222222 orientation-class", "number: There is no enrollment EN-222222")]
    [InlineData("waive", "number: Write the case’s number.")]
    [InlineData("take", "item: Write which work item")]
    [InlineData("take ../../x", "item: Write the work item as work lists it")]
    [InlineData("take nothing.like.it", "item: There is no such work item")]
    [InlineData("take a b c", "more: Write only what the line below says.")]
    [InlineData("done", "outcome: Say what came of it.")]
    [InlineData("hand over", "to: Write a role, or somebody’s email address or name.")]
    [InlineData("hand over x nobody", "to: Write a role (level-1")]
    [InlineData("away from: tomorrow", "from: Write the first day that you are away as year, month and day")]
    [InlineData("away from: 2026-07-01", "standIn")]
    [InlineData("away for ever", "end: Write away, away end, or")]
    [InlineData("work hard", "more: Write only what the line below says.")]
    public async Task Whatever_is_missing_or_wrong_is_answered_with_what_to_type(string text, string error)
    {
        var card = await mls.Types(Cast.Sarah, text);

        Assert.Equal("This can’t be done yet", card.Title);
        Assert.Contains(error.Replace("standIn", "stand-in: Enter the email address"), card.All);
        Assert.StartsWith(text.Split(' ')[0], card.Facts["Type"]);
        Assert.True(card.Facts.ContainsKey("Example"));
    }

    [Fact]
    public async Task What_is_too_long_says_so_and_how_long_it_may_be()
    {
        var id = (await mls.Types(Cast.Sarah, Mls.Enroll(Cast.Jane))).Facts["Case"];

        var reason = await mls.Types(Cast.Sarah, $"resend {id} {new string('x', 1001)}");
        var name = await mls.Types(Cast.Sarah, Mls.Enroll(Cast.John with { MemberFullName = new string('x', 101) }));
        var all = await mls.Types(Cast.Sarah, new string('x', 4001));
        var search = await mls.Types(Cast.Sarah, $"find {new string('x', 101)}");

        Assert.Contains("reason: Shorten the reason to 1000 characters.", reason.All);
        Assert.Contains("name: Shorten your full name to 100 characters.", name.All);
        Assert.Equal("This is too long", all.Title);
        Assert.Contains("text: Shorten what you look for to 100 characters.", search.All);
        Assert.Equal(1, mls.Inbox(Cast.Bob).Count);
    }

    [Fact]
    public async Task Status_says_what_it_waits_for_until_when_and_what_comes_next()
    {
        var id = (await mls.Types(Cast.Sarah, Mls.Enroll(Cast.Jane))).Facts["Case"];

        var card = await mls.Types(Cast.Diego, $"status {id.ToLowerInvariant().Replace("-", " ")}");
        await mls.Declines(Cast.Bob, "Left [us](https://evil.example) *today*");
        var ended = await mls.Types(Cast.Diego, $"status {id}");

        Assert.Equal($"{id}: Jane Doe", card.Title);
        Assert.Equal(
            ("Broker approval", "Bob Broker, to approve or decline the application", "TX 123456"), (card.Facts["Stage"], card.Facts["Waits for"], card.Facts["License"]));
        Assert.StartsWith("Fri, Mar 20", card.Facts["Until"]);
        Assert.Contains("If nobody acts", card.Texts);
        Assert.Contains(card.Texts, text => text.StartsWith("Wed, Mar 4", StringComparison.Ordinal));
        Assert.StartsWith("declined, Mon, Mar 2", ended.Facts["Ended"]);
        Assert.Equal("Bob Broker", ended.Facts["By"]);
        Assert.False(ended.Facts.ContainsKey("Waits for"));
    }

    [Theory]
    [InlineData("jane d")]
    [InlineData("JANE@example.com")]
    [InlineData("TX 123456")]
    [InlineData("123456")]
    [InlineData("jane")]
    public async Task Find_shows_whom_people_know_by_little(string text)
    {
        await mls.Applies(Cast.Jane);
        await mls.Applies(Cast.John);

        var card = await mls.Types(Cast.Sarah, $"find {text}");

        Assert.Equal("One case", card.Title);
        Assert.EndsWith(": Jane Doe", card.Texts[1]);
        Assert.Contains("Bob Broker", card.Texts[2]);
        Assert.Single(card.Links);
        Assert.Equal("Nothing is found", (await mls.Types(Cast.Sarah, "find zebra")).Title);
    }

    [Fact]
    public async Task Find_shows_a_few_and_says_that_there_are_more()
    {
        foreach (var i in Enumerable.Range(0, 8))
        {
            await mls.SendsToTheApi(Cast.Jane with { MemberFullName = $"Jane Number{i}", MemberEmail = $"jane{i}@example.com", MemberStateLicense = $"70000{i}" });
        }
        await mls.Settle();

        var card = await mls.Types(Cast.Sarah, "find jane");

        Assert.Equal("The first 6", card.Title);
        Assert.Equal(6, card.Links.Count);
        Assert.Contains("There are more", card.All);
    }

    [Fact]
    public async Task They_step_in_with_a_reason_as_themselves()
    {
        var id = await mls.Applies(Cast.Jane);

        var resent = await mls.Types(Cast.Sarah, $"resend {id} The broker *lost* it; really\nhe did");
        var again = await mls.Types(Cast.Sarah, $"resend {id} The broker *lost* it; really\nhe did");
        var reassigned = await mls.Types(Cast.Sarah, $"reassign {id} DANA Bob is away; to member: We asked Dana");
        var approved = await mls.Types(Cast.Diego, $"approve-on-behalf {id} reason: Dana said yes");

        Assert.Equal($"Recorded for {id}: resend", resent.Title);
        Assert.Contains("By Sarah Lindqvist. The reason: The broker *lost* it; really\nhe did", resent.All);
        Assert.Equal(resent.Title, again.Title);
        Assert.Equal(2, mls.Inbox(Cast.Bob).All.Count(mail => Mailbox.Has("Review")(mail)));
        Assert.Equal($"Recorded for {id}: reassign", reassigned.Title);
        Assert.Equal(1, mls.Inbox(Cast.Dana).All.Count(mail => Mailbox.Has("Review")(mail)));
        Assert.Equal($"Recorded for {id}: approve on behalf", approved.Title);
        Assert.Equal(EnrollmentEnd.Completed, (await mls.Enrollment(id)).End!.End);
        Assert.Contains(await mls.Lines(Cast.Jane), line => line.EndsWith("by Diego Santos in teams", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("resend", "reason: Say why. Only staff read it.")]
    [InlineData("reassign", "approver: Send the key of one of the office's brokers: bob, dana.")]
    [InlineData("withdraw", "reason: Say why. Only staff read it.")]
    [InlineData("approve on behalf", "reason: Say why. Only staff read it.")]
    public async Task Without_what_it_needs_nothing_is_done(string command, string error)
    {
        var id = await mls.Applies(Cast.Jane);
        var before = await mls.Enrollment(id);

        var card = await mls.Types(Cast.Sarah, command == "reassign" ? $"{command} {id} nobody Because" : $"{command} {id}");

        Assert.Contains(error, card.All);
        Assert.Equal(before.Step, (await mls.Enrollment(id)).Step);
    }

    [Fact]
    public async Task What_does_not_fit_says_why_and_shows_the_case()
    {
        var id = await mls.Applies(Cast.Jane);

        var retry = await mls.Types(Cast.Sarah, $"retry {id} Now");
        await mls.Types(Cast.Sarah, $"withdraw {id} Changed her mind; to member: We wish you well");
        var resend = await mls.Types(Cast.Diego, $"resend {id} Late");

        Assert.Equal($"{id} doesn’t take this now", retry.Title);
        Assert.Contains("Broker approval", retry.Facts["Stage"]);
        Assert.Contains("We wish you well", mls.Inbox(Cast.Jane).Latest.Text);
        Assert.Equal($"{id} doesn’t take this now", resend.Title);
        Assert.Contains("has ended: withdrawn", resend.All);
    }

    [Fact]
    public async Task Access_that_failed_is_tried_again_or_set_up_by_hand()
    {
        mls.Graph.Faults.Refuse(403, on: "POST /v1.0/invitations");
        var id = await mls.Applies(Cast.Jane);
        await mls.Approves(Cast.Bob);

        var card = await mls.Types(Cast.Sarah, $"retry {id} Invitations are allowed now");

        Assert.Equal("Good", card.Tone);
        Assert.Equal(EnrollmentEnd.Completed, (await mls.Enrollment(id)).End!.End);
        mls.Graph.Faults.Refuse(403, on: "POST /v1.0/invitations");
        var other = await mls.Applies(Cast.John);
        await mls.Approves(Cast.Bob);
        await mls.Types(Cast.Sarah, $"skip {other} Invited by hand");
        Assert.Equal(EnrollmentEnd.Completed, (await mls.Enrollment(other)).End!.End);
    }

    [Fact]
    public async Task A_card_number_stands_nowhere()
    {
        var id = await mls.Applies(Cast.Jane);

        var card = await mls.Types(Cast.Sarah, $"resend {id} She pays with 4111 1111 1111 1111");
        var find = await mls.Types(Cast.Sarah, "find 4111-1111-1111-1111");
        var unknown = await mls.Types(Cast.Sarah, "4111111111111111");

        Assert.All(new[] { card, find, unknown }, each => Assert.DoesNotContain("4111", each.Json.GetRawText()));
        Assert.Contains("1111", card.All);
    }
}
