using MemberServices.Tests.Desk;
using MemberServices.Tests.Pages;
using MemberServices.Tickets;

namespace MemberServices.Tests.Tickets.Desk;

public sealed class WhenStaffAnswerATicket : IAsyncLifetime
{
    Mls mls = null!;
    StaffBrowser sarah = null!;
    StaffBrowser tom = null!;

    public async ValueTask InitializeAsync()
    {
        mls = await Mls.StartAsync();
        (sarah, tom) = (await mls.SignsIn(Cast.Sarah), await mls.SignsIn(Cast.Tom));
    }

    public async ValueTask DisposeAsync()
    {
        sarah.Dispose();
        tom.Dispose();
        await mls.DisposeAsync();
    }

    [Fact]
    public async Task Its_page_says_what_it_waits_for_until_when_what_comes_and_why()
    {
        var id = await mls.OpensTicket(Cast.Jane);
        var page = await sarah.Sees($"/staff/cases/{id}");

        Assert.Contains("We owe Jane Doe a first answer by Mon, Mar 2, 9:30 AM CST, in 30 min Nobody of Level I has it yet.", page.Words);
        Assert.Contains("Whoever has it is warned: the first response is near", page.Words);
        Assert.Contains("80 % of 30 minutes of opening hours, from today, 9:00 AM", page.Words);
        Assert.Contains("60 minutes of opening hours, from today, 9:00 AM", page.Words);
        Assert.Contains("It moves to Level II", page.Words);
        Assert.Contains("Photos vanish", page.Words);
        Assert.Contains("Entering or changing a listing", page.Words);
        Assert.Contains("Public caller", page.Words);
        Assert.Contains("512-555-0100", (await sarah.Sees($"/staff/cases/{await mls.OpensTicket(Cast.John, changed: ("phone", "512-555-0100"))}")).Words);
    }

    [Fact]
    public async Task The_answer_reaches_the_customer_in_the_name_of_who_is_signed_in_and_the_page_says_what_is_promised_then()
    {
        await mls.IsMember(Cast.Jane);
        var id = await mls.OpensTicket(Cast.Jane);
        var form = (await sarah.Opens($"/staff/cases/{id}")).FormOf("answer");

        var refused = (await sarah.Sends(form)).MustBe(400);
        Assert.Contains("#answer-text", refused.Source);
        var done = await sarah.Does(form.With("text", "We see it, too.\nWe look into it."));

        Assert.Contains($"{id}: Your answer is on its way.", done.Words);
        Assert.Contains("We owe Jane Doe a solution", done.Words);
        Assert.Equal("Sarah Lindqvist answered", mls.TicketMails(Cast.Jane)[^1]);
        Assert.Contains("We see it, too.", mls.Inbox(Cast.Jane).Latest.Text);
        Assert.Contains("ticket.answered by Sarah Lindqvist in staff-page", await mls.Lines(Cast.Jane));
        Assert.Equal(TicketPhase.Open, (await mls.Ticket(id)).Phase);
    }

    [Fact]
    public async Task One_form_keeps_working_waits_or_resolves_and_says_when_what_follows()
    {
        var id = await mls.OpensTicket(Cast.Jane);
        var page = await sarah.Opens($"/staff/cases/{id}");
        Assert.Contains("Reminder Wed, Mar 4, 9:00 AM; without a word it is taken to be solved Mon, Mar 9, 9:00 AM.", page.Words);
        Assert.Contains("Jane Doe is asked “did this solve it?”. Reminder Wed, Mar 4, 9:00 AM, closed Thu, Mar 5, 9:00 AM without an answer.", page.Words);

        var held = await sarah.Does(page.FormOf("answer").With("then", "hold").With("text", "How large are the files?"));
        Assert.Contains("Jane Doe has to answer us until Mon, Mar 9, 9:00 AM CDT", held.Words);
        Assert.Contains("Paused", held.Words);
        Assert.Equal(TicketPhase.Waiting, (await mls.Ticket(id)).Phase);

        var goesOn = await sarah.Does(held.FormOf("resume"));
        Assert.Contains($"{id}: It goes on.", goesOn.Words);
        var resolved = await sarah.Does(goesOn.FormOf("answer").With("then", "resolve").With("text", "The limit is 20 MB now."));
        Assert.Contains("Jane Doe has to say whether it is solved until Thu, Mar 5, 9:00 AM CST", resolved.Words);
        Assert.Equal("Did this solve it?", mls.TicketMails(Cast.Jane)[^1]);
        Assert.Equal(TicketPhase.Resolved, (await mls.Ticket(id)).Phase);
    }

    [Fact]
    public async Task What_is_only_for_staff_is_marked_and_never_reaches_the_customer()
    {
        var id = await mls.OpensTicket(Cast.Jane);
        var page = await sarah.Opens($"/staff/cases/{id}");
        var noted = await sarah.Does(page.FormOf("note").With("text", "Log shows files dropped"));
        await sarah.Does(noted.FormOf("move").With("level", "2").With("reason", "Repeatable here").With("toCustomer", "Our specialists have it."));

        var shown = await sarah.Sees($"/staff/cases/{id}");
        Assert.Equal(3, shown.Source.Split("message inside-only").Length);
        Assert.Contains("Log shows files dropped", shown.Words);
        Assert.Contains("Repeatable here", shown.Words);
        Assert.Contains("moved to Level II", shown.Words);
        var customers = (await sarah.Sees($"/staff/cases/{id}?show=customer")).Words;
        Assert.DoesNotContain("Log shows", customers);
        Assert.DoesNotContain("Repeatable", customers);
        Assert.Contains("Repeatable here", (await sarah.Sees($"/staff/cases/{id}?show=staff")).Words);
        Assert.DoesNotContain("After saving", (await sarah.Sees($"/staff/cases/{id}?show=staff")).Words);
        var theirs = await mls.SharedPage(Cast.Jane);
        Assert.Contains("Our specialists have it.", theirs.Words);
        Assert.DoesNotContain("Log shows", theirs.Words);
        Assert.DoesNotContain("Repeatable", theirs.Words);
        Assert.DoesNotContain(mls.Inbox(Cast.Jane).All, mail => mail.Text.Contains("Repeatable", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Of_two_who_answer_the_second_reads_what_the_first_said_and_keeps_their_words()
    {
        var id = await mls.OpensTicket(Cast.Jane);
        var (first, second) = ((await sarah.Opens($"/staff/cases/{id}")).FormOf("answer"), (await tom.Opens($"/staff/cases/{id}")).FormOf("answer"));
        await sarah.Does(first.With("text", "Please use a smaller file."));

        var late = (await tom.Sends(second.With("text", "Please use another browser.").With("then", "hold"))).MustBe(409);

        Assert.Contains("Sarah Lindqvist was quicker, today 9:00 AM: Answered.", late.Words.Replace("\u00a0", " ").Replace("today, ", "today "));
        Assert.Contains("Please use a smaller file.", late.Words);
        Assert.Equal("Please use another browser.", late.FormOf("answer").Fields["text"]);
        Assert.Equal("hold", late.FormOf("answer").Fields["then"]);
        Assert.DoesNotContain("another browser", (await mls.SharedPage(Cast.Jane)).Words);
        await tom.Does(late.FormOf("answer"));
        Assert.Contains("another browser", (await mls.SharedPage(Cast.Jane)).Words);
    }

    [Fact]
    public async Task The_same_form_twice_is_one_answer()
    {
        var id = await mls.OpensTicket(Cast.Jane);
        var form = (await sarah.Opens($"/staff/cases/{id}")).FormOf("answer").With("text", "We look into it.");
        await sarah.Does(form);
        await sarah.Does(form);

        Assert.Single((await mls.Ticket(id)).History, line => line.Kind == TicketChanges.Answered);
        Assert.Equal(2, mls.Inbox(Cast.Jane).Count);
    }

    [Fact]
    public async Task Every_minute_of_its_promises_is_shown_and_adds_up()
    {
        var id = await mls.OpensTicket(Cast.Jane);
        await mls.Advance(minutes: 18);
        await mls.Holds(id, Cast.Sarah);
        await mls.Advance(minutes: 48);
        await mls.Replies(id, "17 to 22 MB.");
        await mls.Advance(minutes: 46);
        var words = (await sarah.Sees($"/staff/cases/{id}")).Words.Replace("\u00a0", " ");

        Assert.Contains("First response Kept 18 min of 30 min used.", words);
        Assert.Contains("Today, 9:18 AM to 10:06 AM waiting for the customer, 48 given back 0", words);
        Assert.Contains("Today, 9:00 AM to 9:18 AM running 18", words);
        Assert.Contains("Today, 10:06 AM to 10:52 AM running 46 Used of 480 64", words);
    }

    [Fact]
    public async Task A_role_that_was_taken_away_takes_nothing_any_more()
    {
        var id = await mls.OpensTicket(Cast.Jane);
        var form = (await tom.Opens($"/staff/cases/{id}")).FormOf("answer").With("text", "Mine.");
        await mls.TakesRole(Cast.Tom, "53544146-4600-4000-8000-000000000002");

        (await tom.Sends(form)).MustBe(403);
        Assert.DoesNotContain((await mls.Ticket(id)).History, line => line.Kind == TicketChanges.Answered);
    }

    [Fact]
    public async Task A_ticket_that_there_is_not_is_said()
    {
        Assert.Contains("There is no such case", (await sarah.Opens("/staff/cases/TK-222222")).MustBe(404).Words);
        (await sarah.Opens("/staff/cases/TK-222222/answer")).MustBe(404);
        var id = await mls.OpensTicket(Cast.Jane);
        (await sarah.Sends((await sarah.Opens($"/staff/cases/{id}")).FormOf("note") with { Action = $"/staff/cases/{id}/withdraw" })).MustBe(404);
    }

    [Fact]
    public async Task One_that_ended_takes_no_answer_is_reopened_and_at_last_gone_on_with_in_a_new_one()
    {
        var id = await mls.OpensTicket(Cast.Jane);
        var stale = (await sarah.Opens($"/staff/cases/{id}")).FormOf("answer").With("text", "Are you there?");
        await mls.Resolves(id, Cast.Tom);
        await mls.SaysSolved(Cast.Jane, "yes");

        var late = (await sarah.Sends(stale)).MustBe(409);
        Assert.Contains("What you typed", late.Words);
        Assert.Contains("Are you there?", late.Words);
        Assert.Contains("Closed Mon, Mar 2, 9:00 AM CST: the customer said that it is solved", late.Words);
        Assert.DoesNotContain(late.Forms, form => form.Action.EndsWith("/answer", StringComparison.Ordinal));

        var again = await sarah.Does(late.FormOf("reopen").With("text", "You called again."));
        Assert.Contains($"{id}: Reopened.", again.Words);
        await mls.Resolves(id, Cast.Tom);
        await mls.SaysSolved(Cast.Jane, "yes");
        await mls.Advance(days: 15);
        var over = await sarah.Sees($"/staff/cases/{id}");
        Assert.Contains("It can’t be reopened any more.", over.Words);
        Assert.Contains("Open a new ticket that goes on with this", over.Words);

        var form = (await sarah.Sees($"/staff/tickets/new?follows={id}")).FormOf("new");
        Assert.Equal("Photos vanish", form.Fields["subject"]);
        var opened = await sarah.Does(form.With("channel", "phone").With("text", "Again, since this morning."));
        Assert.Contains(id, opened.Words.Split("Goes on with")[1]);
    }
}
