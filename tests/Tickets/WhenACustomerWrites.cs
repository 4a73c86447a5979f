using MemberServices.Messages;
using MemberServices.Policies;
using MemberServices.Tickets;

namespace MemberServices.Tests.Tickets;

public sealed class WhenACustomerWrites : IAsyncLifetime
{
    Mls mls = null!;

    public async ValueTask InitializeAsync() => mls = await Mls.StartAsync();

    public ValueTask DisposeAsync() => mls.DisposeAsync();

    [Fact]
    public async Task It_stands_on_the_ticket_once_however_often_the_message_comes()
    {
        var id = await mls.OpensTicket(Cast.Jane);
        await mls.Replies(id, "It is six photos.", messageId: "m-1");
        await mls.Replies(id, "It is six photos.", messageId: "m-1");
        await mls.Advance(days: 2);
        await mls.Replies(id, "It is six photos.", messageId: "m-1");

        Assert.Equal(1, (await mls.Ticket(id)).History.Count(line => line.Kind == TicketChanges.Replied));
    }

    [Fact]
    public async Task What_overtakes_the_opening_is_tried_again_and_set_aside_when_it_never_comes()
    {
        await mls.IsNoted("TK-222222", "Hello?", Cast.Sarah);
        await mls.Advance(minutes: 5);
        Assert.Empty(mls.DeadLetters(Bus.Commands));

        await mls.Advance(minutes: 30);

        Assert.Single(mls.DeadLetters(Bus.Commands));
    }

    [Theory]
    [InlineData("caseId", "EN-7KQ2MX")]
    [InlineData("text", "")]
    [InlineData("channel", "pigeon")]
    public async Task What_is_wrong_with_a_message_is_said_of_its_field(string field, string value)
    {
        var message = new Dictionary<string, object> { ["caseId"] = "TK-222222", ["by"] = Cast.Sarah.Email, ["text"] = "Hello", ["channel"] = "phone", [field] = value };

        await mls.Says("ticket.replied", message);

        Assert.StartsWith($"data.{field}: ", Assert.Single(mls.DeadLetters(Bus.Commands)).Reason);
    }

    [Fact]
    public async Task It_counts_from_when_it_was_written_though_the_gateway_was_down_for_hours()
    {
        var id = await mls.OpensTicket(Cast.Jane, "high");
        await mls.Holds(id, Cast.Sarah);
        await mls.Advance(hours: 5);

        await mls.Replies(id, "17 MB.", at: Mls.MondayMorning.AddHours(1));

        var ticket = await mls.Ticket(id);
        Assert.Equal(Mls.MondayMorning.AddHours(1), ticket.History.Single(line => line.Kind == TicketChanges.Replied).At);
        Assert.Contains("next-update-1.missed", await mls.PassedBy(id));
        Assert.Equal(60, ticket.Promises.Single(promise => promise.Id == "resolution-1").Record.Single(line => line.State == MemberServices.Cases.ClockState.Paused).Minutes);
    }

    [Fact]
    public async Task To_a_closed_ticket_it_is_work_for_its_level()
    {
        var id = await mls.OpensTicket(Cast.Jane);
        await mls.Resolves(id, Cast.Sarah);
        await mls.SaysSolved(Cast.Jane, "yes");

        await mls.Replies(id, "It is back.");

        Assert.Equal(TicketPhase.Closed, (await mls.Ticket(id)).Phase);
        Assert.Equal("Read what came to a closed ticket, and reopen it if it isn’t solved: Photos vanish", Assert.Single(await mls.WorkItems()).Title);
        await mls.Does(id, "reopen", Cast.Sarah, new { text = "She says that it is back." });
        Assert.Equal(TicketPhase.Open, (await mls.Ticket(id)).Phase);
    }

    [Fact]
    public async Task To_one_that_was_closed_a_year_ago_it_opens_a_new_one()
    {
        await mls.IsMember(Cast.Jane);
        var id = await mls.OpensTicket(Cast.Jane);
        await mls.Resolves(id, Cast.Sarah);
        await mls.SaysSolved(Cast.Jane, "yes");
        await mls.Advance(days: 365);

        await mls.Replies(id, "It is back.", messageId: "m-9");
        await mls.Replies(id, "It is back.", messageId: "m-9");

        var next = Mailbox.Case(mls.Inbox(Cast.Jane).Latest);
        Assert.Equal((id, "It is back."), ((await mls.Ticket(next)).Follows.ToString(), (await mls.Ticket(next)).Request.Text));
        Assert.Equal(2, mls.TicketMails(Cast.Jane).Count(subject => subject == "We have your question"));
        Assert.Equal(410, (await mls.Acts(id, "note", Cast.Sarah, new { text = "Hm" })).Status);
        Assert.Empty(await mls.StuckCases());
    }

    [Fact]
    public async Task To_one_whose_customer_is_forgotten_it_is_set_aside_with_what_to_do()
    {
        var id = await mls.OpensTicket(Cast.Jane);
        await mls.Resolves(id, Cast.Sarah);
        await mls.SaysSolved(Cast.Jane, "yes");
        await mls.Advance(days: 100);

        await mls.Replies(id, "It is back.");
        await mls.IsNoted(id, "It is back.", Cast.Sarah);

        Assert.Equal(["data.caseId", "data.replyToken"], mls.DeadLetters(Bus.Commands).Select(letter => letter.Reason!.Split(": ")[0]).Order());
    }

    [Fact]
    public async Task A_program_that_answers_every_mail_of_ours_keeps_nothing_going()
    {
        var id = await mls.OpensTicket(Cast.Jane);
        var read = 0;
        for (var day = 0; day < 40; day++)
        {
            // Whatever comes is answered by the same words; the gateway doesn't know that a program wrote them.
            for (; read < mls.Inbox(Cast.Jane).Count; read++)
            {
                await mls.Replies(id, "I am out of the office.");
            }
            if (day == 1 || await mls.Ticket(id) is { Phase: TicketPhase.Resolved, NextPromise: not null })
            {
                await mls.Resolves(id, Cast.Sarah, $"It works on day {day}.");
            }
            await mls.Advance(days: 1);
        }

        Assert.Equal(TicketEnd.Silence, (await mls.Ticket(id)).End);
        Assert.InRange(mls.Inbox(Cast.Jane).Count, 3, 10);
    }

    [Fact]
    public async Task What_the_gateway_knows_to_be_automatic_is_shown_and_changes_nothing()
    {
        var id = await mls.OpensTicket(Cast.Jane);
        await mls.Holds(id, Cast.Sarah);

        await mls.Replies(id, "I am out of the office.", automatic: true);

        var ticket = await mls.Ticket(id);
        Assert.Equal(TicketPhase.Waiting, ticket.Phase);
        Assert.Contains(ticket.History, line => line.Words == "I am out of the office." && line.Text == "Wrote by itself");
    }

    [Fact]
    public async Task On_an_old_mail_s_page_they_see_how_it_stands_now()
    {
        var id = await mls.OpensTicket(Cast.Jane);
        var first = mls.Inbox(Cast.Jane).Latest.Link("Open your ticket");
        await mls.Resolves(id, Cast.Sarah);
        await mls.SaysSolved(Cast.Jane, "yes");
        await mls.Advance(days: 60);

        Assert.Contains("we open a new ticket that goes on with it", (await mls.Opens(first)).Words);
        await mls.Advance(days: 35);
        Assert.Equal(404, (await mls.Opens(first)).Status);
    }

    [Fact]
    public async Task A_day_without_mail_service_loses_nothing()
    {
        await mls.PausesMail();
        var id = await mls.OpensTicket(Cast.Jane);
        await mls.Responds(id, Cast.Sarah);
        await mls.Advance(hours: 20);
        Assert.Equal(0, mls.Inbox(Cast.Jane).Count);

        await mls.ResumesMail();
        await mls.Advance(minutes: 10);

        Assert.Equal(["Sarah Lindqvist answered", "We have your question"], mls.TicketMails(Cast.Jane).Where(subject => !subject.StartsWith("Our spec", StringComparison.Ordinal)).Order());
    }

    [Fact]
    public async Task Who_asks_for_a_manager_hears_within_an_opening_hour_and_is_asked_once()
    {
        var id = await mls.OpensTicket(Cast.Jane);
        Assert.Equal(400, (await mls.OnTheirPage(Cast.Jane, "manager")).Status);
        var form = (await mls.SharedPage(Cast.Jane)).Forms.Single(form => form.Fields["act"] == "manager").With("manager", "yes");
        (await mls.Sends(form)).MustBe(303);
        (await mls.Sends(form)).MustBe(303);

        Assert.Contains("One gets in touch with you by Mon, Mar 2, 10:00 AM CST", mls.Inbox(Cast.Jane).Latest.Text);
        var item = Assert.Single(await mls.WorkItems(StaffRoles.Managers));
        Assert.Equal((Mls.MondayMorning.AddHours(1), "Call the customer, who asks for a manager: Photos vanish"), (item.Due, item.Title));
        Assert.DoesNotContain("Ask for a manager", (await mls.SharedPage(Cast.Jane)).Words);
        Assert.Equal(TicketPhase.Open, (await mls.Ticket(id)).Phase);
    }

    [Fact]
    public async Task That_it_solved_itself_closes_it()
    {
        var id = await mls.OpensTicket(Cast.Jane);
        Assert.Equal(400, (await mls.OnTheirPage(Cast.Jane, "solved")).Status);

        (await mls.OnTheirPage(Cast.Jane, "solved", ("solved", "yes"))).MustBe(303);

        Assert.Equal(TicketEnd.SolvedItself, (await mls.Ticket(id)).End);
        await mls.Advance(days: 30);
        Assert.Equal(["We have your question", "Your ticket is closed"], mls.TicketMails(Cast.Jane));
    }
}
