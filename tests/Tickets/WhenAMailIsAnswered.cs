using MemberServices.Cases;
using MemberServices.Messages;
using MemberServices.Tickets;

namespace MemberServices.Tests.Tickets;

public sealed class WhenAMailIsAnswered : IAsyncLifetime
{
    Mls mls = null!;

    public async ValueTask InitializeAsync() => mls = await Mls.StartAsync();

    public ValueTask DisposeAsync() => mls.DisposeAsync();

    [Fact]
    public async Task The_address_that_it_goes_to_says_which_ticket_it_belongs_to()
    {
        var (jane, john) = (await mls.OpensTicket(Cast.Jane), await mls.OpensTicket(Cast.John));

        await Answers(Mls.TokenOf(mls.Inbox(Cast.Jane).Latest), "It is six photos.");

        var line = (await mls.Ticket(jane)).History.Single(line => line.Kind == TicketChanges.Replied);
        Assert.Equal((Cast.Jane.MemberFullName, "Wrote", "It is six photos."), (line.By, line.Text, line.Words));
        Assert.DoesNotContain((await mls.Ticket(john)).History, each => each.Kind == TicketChanges.Replied);
        Assert.Empty(mls.DeadLetters(Bus.Commands));
    }

    [Fact]
    public async Task One_from_months_ago_still_finds_its_ticket_though_a_mail_server_changed_its_letters()
    {
        await mls.IsMember(Cast.Jane);
        var id = await mls.OpensTicket(Cast.Jane);
        var first = Mls.TokenOf(mls.Inbox(Cast.Jane).Latest);
        for (var month = 0; month < 6; month++)
        {
            await mls.Holds(id, Cast.Sarah, $"What about {month}?");
            await mls.Advance(hours: 1);
            await mls.Replies(id, $"Like this: {month}.");
            await mls.Advance(days: 30);
        }

        await Answers(first.ToUpperInvariant(), "I meant my first question.");

        Assert.Contains((await mls.Ticket(id)).History, line => line.Words == "I meant my first question.");
        Assert.Empty(mls.DeadLetters(Bus.Commands));
    }

    [Fact]
    public async Task No_other_token_is_taken_and_none_is_told_to_anybody()
    {
        var (jane, john) = (await mls.OpensTicket(Cast.Jane), await mls.OpensTicket(Cast.John));
        var (hers, page) = (Mls.TokenOf(mls.Inbox(Cast.Jane).Latest), mls.Inbox(Cast.Jane).Link("Open your ticket").Segments[^1]);

        Assert.DoesNotContain(mls.Rows(), row => !row.StartsWith("mail_messages", StringComparison.Ordinal) && row.Contains(hers, StringComparison.Ordinal));

        await Answers("0123456789abcdef0123456789abcdef", "A guess.");
        await Answers(page, "The page’s.");
        await Answers(hers, "Hers, with his number.", john);
        Assert.Equal(404, (await mls.Opens($"/tickets/{hers}")).Status);

        Assert.DoesNotContain((await mls.Ticket(jane)).History.Concat((await mls.Ticket(john)).History), line => line.Kind == TicketChanges.Replied);
        var letters = mls.DeadLetters(Bus.Commands);
        Assert.Equal(["data.caseId", "data.replyToken", "data.replyToken"], letters.Select(letter => letter.Reason!.Split(": ")[0]).Order());
        Assert.DoesNotContain(letters, letter => letter.Reason!.Contains(hers, StringComparison.Ordinal) || letter.Reason!.Contains(page, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_token_ends_as_the_page_s_link_does()
    {
        await mls.IsMember(Cast.Jane);
        var id = await mls.OpensTicket(Cast.Jane);
        var token = mls.ReplyToken(id);
        await mls.Advance(days: 401);

        await Answers(token, "Still there?");

        Assert.StartsWith("data.replyToken: ", Assert.Single(mls.DeadLetters(Bus.Commands)).Reason);
        Assert.DoesNotContain((await mls.Ticket(id)).History, line => line.Kind == TicketChanges.Replied);
    }

    [Fact]
    public async Task A_number_alone_proves_nothing()
    {
        var id = await mls.OpensTicket(Cast.Jane);

        await mls.Says("ticket.replied", new { caseId = id, text = "Send me everything.", channel = "email" });
        await mls.Says("ticket.replied", new { caseId = id, text = "Send me everything.", channel = "email", by = Cast.Sarah.Email });
        await mls.Says("ticket.replied", new { caseId = id, text = "Send me everything.", channel = "chat" });
        await mls.Says("ticket.replied", new { caseId = id, text = "Send me everything.", channel = "chat", by = "eve@evil.example" });

        Assert.Equal(
            ["data.by", "data.by", "data.by", "data.replyToken"],
            mls.DeadLetters(Bus.Commands).Select(letter => letter.Reason!.Split(": ")[0]).Order());
        Assert.DoesNotContain((await mls.Ticket(id)).History, line => line.Kind == TicketChanges.Replied);
    }

    [Fact]
    public async Task What_staff_heard_by_phone_stands_as_what_they_noted_and_ends_the_wait()
    {
        var id = await mls.OpensTicket(Cast.Jane);
        await mls.Holds(id, Cast.Sarah);

        await mls.IsNoted(id, "She says 17 MB.", Cast.Sarah, "call-1");
        await mls.IsNoted(id, "She says 17 MB.", Cast.Sarah, "call-1");

        var ticket = await mls.Ticket(id);
        Assert.Equal(TicketPhase.Open, ticket.Phase);
        Assert.Equal("Said, as Sarah Lindqvist noted", ticket.History.Single(line => line.Kind == TicketChanges.Replied).Text);
        Assert.Contains("as Sarah Lindqvist noted", (await mls.SharedPage(Cast.Jane)).Words);
    }

    [Fact]
    public async Task What_staff_answered_in_a_chat_is_the_first_response_and_no_second_mail()
    {
        var id = await mls.OpensTicket(Cast.Jane);
        await mls.Advance(minutes: 10);

        await mls.IsNoted(id, "Please try it with 20 MB.", Cast.Sarah, "chat-1", "chat", "outbound");
        await mls.Advance(days: 1);
        await mls.IsNoted(id, "Please try it with 20 MB.", Cast.Sarah, "chat-1", "chat", "outbound");

        var ticket = await mls.Ticket(id);
        Assert.Equal("kept", ticket.Promises.Single(promise => promise.Kind == MemberServices.Tickets.Counting.ClockKind.FirstResponse).State);
        Assert.Equal(1, ticket.History.Count(line => line.Kind == TicketChanges.Answered));
        Assert.DoesNotContain(mls.TicketMails(Cast.Jane), subject => subject.Contains("answered", StringComparison.Ordinal));
        Assert.Empty(mls.DeadLetters(Bus.Commands));
    }

    [Fact]
    public async Task Nobody_answers_a_ticket_that_is_closed()
    {
        var id = await mls.OpensTicket(Cast.Jane);
        await mls.Resolves(id, Cast.Sarah);
        await mls.SaysSolved(Cast.Jane, "yes");

        await mls.IsNoted(id, "Glad to hear it.", Cast.Sarah, "chat-1", "chat", "outbound");

        Assert.StartsWith("data.caseId: The ticket is closed.", Assert.Single(mls.DeadLetters(Bus.Commands)).Reason);
    }

    [Fact]
    public async Task Mails_about_anything_else_are_answered_as_before()
    {
        await mls.Sends(await mls.WritesToUs(Cast.Jane));

        Assert.Equal("members@lakeshore-mls.example", mls.Inbox(Cast.Jane).Latest.ReplyTo);
    }

    [Fact]
    public async Task Without_a_gateway_answers_go_to_people()
    {
        await mls.DisposeAsync();
        mls = await Mls.StartAsync("--Policies:File=" + Mls.WithPolicies("no-gateway", file => file["mail"]!.AsObject().Remove("replyGateway")));
        await mls.OpensTicket(Cast.Jane);

        Assert.Equal("members@lakeshore-mls.example", mls.Inbox(Cast.Jane).Latest.ReplyTo);
    }

    Task Answers(string token, string text, string? id = null) => mls.Says("ticket.replied", new { replyToken = token, caseId = id, text, channel = "email" });
}
