using MemberServices.Policies;
using MemberServices.Tickets;

namespace MemberServices.Tests.Tickets;

public sealed class WhenATicketIsResolved : IAsyncLifetime
{
    Mls mls = null!;

    string id = "";

    public async ValueTask InitializeAsync()
    {
        mls = await Mls.StartAsync();
        await mls.IsMember(Cast.Jane);
        id = await mls.OpensTicket(Cast.Jane);
        await mls.Advance(minutes: 10);
        await mls.Does(id, "take", Cast.Sarah);
        await mls.Advance(minutes: 10);
        await mls.Resolves(id, Cast.Sarah);
    }

    public ValueTask DisposeAsync() => mls.DisposeAsync();

    [Fact]
    public async Task Its_customer_is_asked_and_yes_closes_it()
    {
        Assert.Equal($"Did this solve it?: Photos vanish ({id})", mls.Inbox(Cast.Jane).Latest.Subject);
        Assert.Contains("Without an answer it is closed on Thu, Mar 5, 9:20 AM CST", mls.Inbox(Cast.Jane).Latest.Text);

        await mls.Advance(minutes: 1);
        await mls.SaysSolved(Cast.Jane, "yes");

        Assert.Equal((TicketPhase.Closed, TicketEnd.Confirmed), ((await mls.Ticket(id)).Phase, (await mls.Ticket(id)).End));
        Assert.Equal(["ticket.opened", "ticket.taken", "ticket.resolved", "ticket.closed", "ticket.confirmed"], [.. (await mls.TicketStory(Cast.Jane)).Take(3), .. (await mls.TicketStory(Cast.Jane)).Skip(3).Order()]);
        var page = await mls.Opens(mls.Inbox(Cast.Jane).Link("Open your ticket").PathAndQuery + "?done=yes");
        Assert.Contains($"Thank you. Your ticket is closed. Reference {id}", page.Words);
    }

    [Fact]
    public async Task Silence_is_reminded_once_and_closes_it_after_three_business_days()
    {
        await mls.Advance(days: 2);
        Assert.Equal("Reminder: did this solve it?", mls.TicketMails(Cast.Jane)[^1]);
        await mls.Advance(days: 1);

        Assert.Equal(TicketEnd.Silence, (await mls.Ticket(id)).End);
        Assert.Equal(1, mls.TicketMails(Cast.Jane).Count(subject => subject.StartsWith("Reminder", StringComparison.Ordinal)));
        Assert.Contains("You can reopen it on its page until Thursday, March 19", mls.Inbox(Cast.Jane).Latest.Text);
    }

    [Fact]
    public async Task Partly_reopens_it_with_the_same_person_and_a_word_within_two_business_hours()
    {
        await mls.SaysSolved(Cast.Jane, "partly", "Two are still missing.");

        var ticket = await mls.Ticket(id);
        Assert.Equal((TicketPhase.Open, 1, Cast.Sarah.Name), (ticket.Phase, ticket.Level, ticket.Person?.Name));
        Assert.Equal(Mls.MondayMorning.AddMinutes(20).AddHours(2), ticket.NextPromise);
        Assert.Contains(ticket.History, line => line.Words == "Two are still missing.");
        Assert.Equal("We go on with it", mls.TicketMails(Cast.Jane)[^1]);
    }

    [Fact]
    public async Task No_reopens_it_one_level_higher_and_the_second_time_it_is_the_manager_s_too()
    {
        await mls.SaysSolved(Cast.Jane, "no", "Nothing has changed.");
        Assert.Equal((2, null), ((await mls.Ticket(id)).Level, (await mls.Ticket(id)).Person));
        Assert.Empty(await mls.WorkItems(StaffRoles.Managers));

        await mls.Resolves(id, Cast.Tom);
        await mls.SaysSolved(Cast.Jane, "no", "Still not.");
        Assert.Equal((3, 2), ((await mls.Ticket(id)).Level, (await mls.Ticket(id)).Reopened));
        Assert.Equal("See to a ticket that wasn’t solved again: Photos vanish", Assert.Single(await mls.WorkItems(StaffRoles.Managers)).Title);
    }

    [Fact]
    public async Task No_at_the_last_level_is_the_manager_s()
    {
        await mls.SaysSolved(Cast.Jane, "partly", "Two are missing.");
        await mls.Does(id, "move", Cast.Sarah, new { level = 3, reason = "The vendor must look" });
        await mls.Resolves(id, Cast.Tom, "The vendor mended it.");

        await mls.SaysSolved(Cast.Jane, "no", "It is as before.");

        Assert.Equal(3, (await mls.Ticket(id)).Level);
        Assert.Single(await mls.WorkItems(StaffRoles.Managers));
    }

    [Theory]
    [InlineData("partly")]
    [InlineData("no")]
    public async Task Partly_and_no_need_a_few_words_and_nothing_is_chosen_beforehand(string answer)
    {
        var page = await mls.SharedPage(Cast.Jane);
        Assert.DoesNotContain(" checked", page.Source[page.Source.IndexOf("<main", StringComparison.Ordinal)..]);

        var refused = await mls.OnTheirPage(Cast.Jane, "confirm", ("answer", answer));
        Assert.Equal(400, refused.Status);
        Assert.Contains("Say in a few words what is still missing.", refused.Words);
        var empty = await mls.OnTheirPage(Cast.Jane, "confirm");
        Assert.Contains("Choose yes, partly or no.", empty.Words);
        Assert.Equal(TicketPhase.Resolved, (await mls.Ticket(id)).Phase);
    }

    [Fact]
    public async Task Words_are_never_guessed_to_be_a_yes_and_wait_for_a_person()
    {
        await mls.Replies(id, "Thanks!");

        Assert.Equal(TicketPhase.Resolved, (await mls.Ticket(id)).Phase);
        Assert.Equal(Mls.MondayMorning.AddMinutes(20).AddDays(1), (await mls.Ticket(id)).NextPromise);
        await mls.Advance(hours: 5);
        await mls.Resolves(id, Cast.Sarah, "You are welcome. Then all is well?");
        await mls.Advance(days: 3);
        Assert.Equal(TicketEnd.Silence, (await mls.Ticket(id)).End);
    }

    [Fact]
    public async Task A_closed_one_can_be_reopened_for_fourteen_days_and_goes_on_with_the_time_it_had_used()
    {
        await mls.SaysSolved(Cast.Jane, "yes");
        await mls.Advance(days: 13);

        (await mls.OnTheirPage(Cast.Jane, "reopen", ("text", "It happens again."))).MustBe(303);

        var ticket = await mls.Ticket(id);
        Assert.Equal((TicketPhase.Open, 1, Cast.Sarah.Name, null), (ticket.Phase, ticket.Level, ticket.Person?.Name, ticket.End));
        Assert.Equal(20, ticket.Promises.Single(promise => promise.Id == "resolution-1").UsedMinutes);
        await mls.Advance(days: 3);
        Assert.Contains("resolution-1.warned", await mls.PassedBy(id));
    }

    [Fact]
    public async Task Later_the_same_page_opens_a_new_one_that_goes_on_with_it()
    {
        await mls.SaysSolved(Cast.Jane, "yes");
        await mls.Advance(days: 15);
        var form = (await mls.SharedPage(Cast.Jane)).Forms.Single(form => form.Fields["act"] == "reopen").With("text", "It happens again.");

        (await mls.Sends(form)).MustBe(303);
        (await mls.Sends(form)).MustBe(303);

        var next = Mailbox.Case(mls.Inbox(Cast.Jane).Latest);
        Assert.NotEqual(id, next);
        Assert.Equal((id, "It happens again."), ((await mls.Ticket(next)).Follows.ToString(), (await mls.Ticket(next)).Request.Text));
        Assert.Equal(TicketPhase.Closed, (await mls.Ticket(id)).Phase);
        Assert.Equal(2, mls.TicketMails(Cast.Jane).Count(subject => subject == "We have your question"));
    }

    [Fact]
    public async Task Its_event_says_who_solved_it_and_which_episode_it_was()
    {
        await mls.SaysSolved(Cast.Jane, "partly", "Two are missing.");
        await mls.Advance(minutes: 5);
        await mls.Resolves(id, Cast.Tom, "Those, too.");

        var resolved = (await mls.Timeline(Cast.Jane.MemberKey)).Where(line => line.GetProperty("type").GetString() == "ticket.resolved").Reverse().ToList();
        Assert.Equal(["Resolved by Sarah Lindqvist", "Resolved by Tom Okafor"], resolved.Select(line => line.GetProperty("summary").GetString()));
    }

    [Fact]
    public async Task Who_presses_twice_and_who_comes_second_changes_nothing()
    {
        var form = (await mls.SharedPage(Cast.Jane)).Forms.Single(form => form.Fields["act"] == "confirm");
        (await mls.Sends(form.With("answer", "yes"))).MustBe(303);
        (await mls.Sends(form.With("answer", "yes"))).MustBe(303);
        var late = await mls.Sends(form.With("answer", "no").With("text", "No!"));

        Assert.Equal(409, late.Status);
        Assert.Contains("The ticket isn’t resolved", late.Words.Replace('\'', '’'));
        Assert.Equal(1, (await mls.Ticket(id)).History.Count(line => line.Kind == TicketChanges.Confirmed));
        Assert.Equal(410, (await mls.Acts(id, "resolve", Cast.Diego, new { text = "Again" })).Status);
    }
}
