using MemberServices.Tickets;

namespace MemberServices.Tests.Teams;

public sealed class WhenTicketsAreRunInTeams : IAsyncLifetime
{
    Mls mls = null!;

    public async ValueTask InitializeAsync() => mls = await Mls.StartAsync();

    public ValueTask DisposeAsync() => mls.DisposeAsync();

    [Fact]
    public async Task One_is_opened_taken_answered_held_and_resolved_by_typing()
    {
        var opened = await mls.Types(Cast.Sarah, "ticket open name: Jane Doe; email: jane@example.com; about: listing-input; channel: phone; subject: Photos vanish; text: Six of them are gone.");
        var id = opened.Facts["Ticket"];

        Assert.Equal($"{id} is open for Jane Doe", opened.Title);
        Assert.EndsWith($"/staff/cases/{id}", Assert.Single(opened.Links));
        Assert.Equal("nobody", opened.Facts["Has it"]);
        Assert.Contains("We have your question", mls.Inbox(Cast.Jane).Latest.Subject);
        Assert.Equal("Sarah Lindqvist", (await mls.Types(Cast.Sarah, $"ticket take {id}")).Facts["Has it"]);
        Assert.Equal($"Recorded for {id}: answer", (await mls.Types(Cast.Sarah, $"ticket answer {id} We look into it.")).Title);
        Assert.Contains("We look into it.", mls.Inbox(Cast.Jane).Latest.Text);
        Assert.Equal("waiting for the customer", (await mls.Types(Cast.Sarah, $"ticket hold {id} How large are they?")).Facts["State"]);
        Assert.Contains("Only staff read it.", (await mls.Types(Cast.Sarah, $"ticket note {id} She sounds cross")).All);
        Assert.DoesNotContain("cross", (await mls.SharedPage(Cast.Jane)).Words);
        Assert.Equal("resolved", (await mls.Types(Cast.Sarah, $"ticket resolve {id} The limit is 20 MB now.")).Facts["State"]);
        Assert.Contains("Photos vanish", (await mls.Types(Cast.Tom, $"ticket status {id.ToLowerInvariant()}")).Title);
        Assert.Contains(id, (await mls.Types(Cast.Tom, "find jane")).All);
        Assert.Equal("Sarah Lindqvist", (await mls.Ticket(id)).Person!.Name);
    }

    [Fact]
    public async Task It_is_escalated_with_a_reason_and_the_level_s_channel_is_told()
    {
        var id = await mls.OpensTicket(Cast.Jane);

        Assert.Contains("reason: Say why.", (await mls.Types(Cast.Sarah, $"ticket escalate {id}")).All);
        var moved = await mls.Types(Cast.Sarah, $"ticket escalate {id} Repeatable; to customer: Our specialists have it.");

        Assert.Equal("Level II", moved.Facts["Level"]);
        Assert.Contains("Our specialists have it.", mls.Inbox(Cast.Jane).Latest.Text);
        var card = Assert.Single(mls.CardsIn("Level2"));
        Assert.Equal("A ticket came for Level II support", card.Title);
        Assert.Equal($"ticket take {id}", card.Facts["To take it"]);
        Assert.EndsWith($"/staff/cases/{id}", Assert.Single(card.Links));
        Assert.Equal("Level I", (await mls.Types(Cast.Tom, $"ticket escalate {id} Not ours; level: 1")).Facts["Level"]);
        await mls.Types(Cast.Tom, $"ticket escalate {id} Vendor; level: 3");
        Assert.Equal($"{id} can’t go higher", (await mls.Types(Cast.Tom, $"ticket escalate {id} Once more")).Title);
    }

    [Fact]
    public async Task The_level_s_channel_is_told_of_a_promise_that_is_near_and_of_one_that_was_missed_once_each()
    {
        var id = await mls.OpensTicket(Cast.Jane);

        await mls.Advance(minutes: 24);
        var near = Assert.Single(mls.CardsIn("Level1"));
        Assert.Equal("A promise is near for Level I support", near.Title);
        Assert.Equal("the first response", near.Texts[1]);
        Assert.Equal("Mon, Mar 2, 9:30 AM CST", near.Facts["Due"]);
        Assert.StartsWith("Recorded", (await mls.Types(Cast.Sarah, near.Facts["To take it"])).Title);
        await mls.Advance(minutes: 10);
        Assert.Equal(["A promise is near for Level I support", "A promise was missed for Level I support"], mls.CardsIn("Level1").Select(card => card.Title));
        Assert.Contains("Late since", (await mls.Types(Cast.Sarah, $"ticket status {id}")).All);
    }

    [Fact]
    public async Task The_same_message_again_opens_and_answers_once()
    {
        var open = await mls.ActivityOf(Cast.Sarah, "ticket open name: Jane Doe; email: jane@example.com; about: listing-input; subject: Photos; text: Gone.", id: "1");
        var id = (await mls.Types(open)).Facts["Ticket"];
        Assert.Equal(id, (await mls.Types(open)).Facts["Ticket"]);
        var answer = await mls.ActivityOf(Cast.Sarah, $"ticket answer {id} We look.", id: "2");
        await mls.Types(answer);
        await mls.Types(answer);

        Assert.Single((await mls.Ticket(id)).History, line => line.Kind == TicketChanges.Answered);
    }

    [Theory]
    [InlineData("ticket status", "number: Write the ticket’s number.")]
    [InlineData("ticket status EN-7KQ2MX", "TK- and six signs")]
    [InlineData("ticket answer TK-222222 Hello", "There is no ticket TK-222222.")]
    [InlineData("ticket open name: Jane", "email: Enter your email address")]
    [InlineData("ticket open name: Jane; email: jane@example.com; about: dance; subject: x; text: y", "about: Choose one of listing-input")]
    [InlineData("ticket open name: Jane; email: jane@example.com; about: other; subject: x; text: y; channel: pigeon", "channel: Write one of teams, phone")]
    [InlineData("ticket dance", "“ticket” is no command")]
    public async Task What_is_missing_or_wrong_is_told_with_an_example(string text, string told)
    {
        var card = await mls.Types(Cast.Sarah, text);
        Assert.Contains(told, card.All);
    }

    [Fact]
    public async Task What_does_not_fit_is_told_and_nothing_is_recorded()
    {
        var id = await mls.OpensTicket(Cast.Jane);
        await mls.Resolves(id, Cast.Sarah);
        await mls.SaysSolved(Cast.Jane, "yes");

        var late = await mls.Types(Cast.Sarah, $"ticket answer {id} Are you there?");
        Assert.Equal($"{id} doesn’t take this now", late.Title);
        Assert.Contains("The ticket is closed. Reopen it, or open a new one.", late.All);
        Assert.Equal(TicketPhase.Closed, (await mls.Ticket(id)).Phase);
        Assert.Contains("level: Write the level as a number", (await mls.Types(Cast.Sarah, $"ticket escalate {id} Why; level: two")).All);
    }
}
