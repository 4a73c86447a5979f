using System.Net.Http.Json;
using MemberServices.Messages;
using MemberServices.Tickets.Counting;

namespace MemberServices.Tests.Tickets;

public sealed class WhenATicketIsOpened : IAsyncLifetime
{
    Mls mls = null!;

    public async ValueTask InitializeAsync() => mls = await Mls.StartAsync();

    public ValueTask DisposeAsync() => mls.DisposeAsync();

    [Fact]
    public async Task Its_customer_hears_at_once_that_we_have_it_and_by_when_they_hear_from_us()
    {
        var id = await mls.OpensTicket(Cast.Jane);

        var mail = mls.Inbox(Cast.Jane).Latest;
        Assert.Equal($"We have your question: Photos vanish ({id})", mail.Subject);
        Assert.Contains("You next hear from us by Mon, Mar 2, 9:30 AM CST.", mail.Text);
        Assert.Contains("We expect to solve it by Mon, Mar 2, 5:00 PM CST.", mail.Text);
        Assert.DoesNotContain("We are closed now", mail.Text);
        Assert.Contains("six of the photos", (await mls.SharedPage(Cast.Jane)).Words);
    }

    [Fact]
    public async Task Outside_opening_hours_it_says_when_we_are_back()
    {
        await mls.Advance(hours: 10);
        await mls.OpensTicket(Cast.Jane);

        Assert.Contains("We are closed now, and back on Tue, Mar 3, 8:30 AM CST.", mls.Inbox(Cast.Jane).Latest.Text);
        Assert.Contains("You next hear from us by Tue, Mar 3, 9:00 AM CST.", mls.Inbox(Cast.Jane).Latest.Text);
    }

    [Fact]
    public async Task A_member_is_known_by_their_key_and_by_their_mailbox()
    {
        await mls.IsMember(Cast.Jane);

        var byKey = await mls.OpensTicket(Cast.Jane, changed: [("memberKey", Cast.Jane.MemberKey), ("fullName", null), ("email", null)]);
        var byMailbox = await mls.OpensTicket(Cast.Jane with { MemberEmail = "JANE+mls@example.com" });

        Assert.Equal((Cast.Jane.MemberFullName, Cast.Jane.MemberEmail), ((await mls.Ticket(byKey)).Request.FullName, (await mls.Ticket(byKey)).Request.Email));
        Assert.Equal(Cast.Jane.MemberKey, (await mls.Ticket(byMailbox)).Request.MemberKey);
        Assert.Equal(2, (await mls.TicketStory(Cast.Jane)).Count(type => type == "ticket.opened"));
    }

    [Fact]
    public async Task The_same_request_and_the_same_message_are_one_ticket()
    {
        var question = Mls.Question(Cast.Jane, ("idempotencyKey", "4711"));
        var (first, second) = (await mls.Api.PostAsJsonAsync("/api/tickets", question), await mls.Api.PostAsJsonAsync("/api/tickets", question));
        await mls.Settle();
        Assert.Equal((await Mls.Json(first)).GetProperty("id").GetString(), (await Mls.Json(second)).GetProperty("id").GetString());
        Assert.Equal(System.Net.HttpStatusCode.BadRequest, (await mls.Api.PostAsJsonAsync("/api/tickets", Mls.Question(Cast.Jane, ("idempotencyKey", "4711"), ("subject", "Other")))).StatusCode);

        for (var i = 0; i < 2; i++)
        {
            await mls.Says("ticket.opened", Mls.Question(Cast.John, ("channel", "email")), id: "mail-1");
        }
        Assert.Single(mls.TicketMails(Cast.Jane));
        Assert.Single(mls.TicketMails(Cast.John));
    }

    [Fact]
    public async Task Another_desk_s_number_is_one_ticket_for_ever()
    {
        var theirs = new { system = "phone-desk", id = "A-17" };
        var first = await mls.OpensTicket(Cast.Jane, changed: ("externalRef", theirs));
        await mls.Does(first, "resolve", Cast.Sarah, new { text = "Done." });
        await mls.Advance(days: 60);

        var again = await mls.Api.PostAsJsonAsync("/api/tickets", Mls.Question(Cast.Jane, ("externalRef", theirs), ("subject", "Again")));
        await mls.Says("ticket.opened", Mls.Question(Cast.Jane, ("channel", "phone"), ("externalRef", theirs)));

        Assert.Equal(System.Net.HttpStatusCode.OK, again.StatusCode);
        Assert.Equal(first, (await Mls.Json(again)).GetProperty("id").GetString());
        Assert.Equal(1, mls.TicketMails(Cast.Jane).Count(subject => subject == "We have your question"));
        Assert.NotEqual(first, await mls.OpensTicket(Cast.Jane, changed: ("externalRef", new { system = "chat-desk", id = "A-17" })));
    }

    [Theory]
    [InlineData("email", "09:30")]
    [InlineData("text", "09:30")]
    [InlineData("phone", null)]
    [InlineData("walk-in", null)]
    public async Task What_came_by_phone_or_at_the_counter_was_answered_when_it_was_opened(string channel, string? due)
    {
        var id = await mls.TellsOfTicket(Cast.Jane, channel);

        var first = (await mls.Ticket(id)).Promises.SingleOrDefault(promise => promise.Kind == ClockKind.FirstResponse);
        Assert.Equal(due, first?.DueAt?.ToOffset(TimeSpan.FromHours(-6)).ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task It_counts_from_when_the_customer_wrote_and_what_is_told_a_year_late_from_now()
    {
        var late = await mls.TellsOfTicket(Cast.Jane, "email", mls.Now.AddMinutes(-10));
        var veryLate = await mls.TellsOfTicket(Cast.John, "email", mls.Now.AddDays(-365));

        Assert.Equal(Mls.MondayMorning.AddMinutes(-10), (await mls.Ticket(late)).OpenedAt);
        Assert.Equal(Mls.MondayMorning, (await mls.Ticket(veryLate)).OpenedAt);
        await mls.Says("ticket.opened", Mls.Question(Cast.Paul, ("channel", "email")), mls.Now.AddHours(1));
        Assert.StartsWith("time: ", Assert.Single(mls.DeadLetters(Bus.Commands)).Reason);
    }

    [Fact]
    public async Task No_card_number_is_kept()
    {
        var id = await mls.OpensTicket(Cast.Jane, changed: [("subject", "Card 4111 1111 1111 1111"), ("text", "It is 4111-1111-1111-1111, please.")]);
        await mls.Responds(id, Cast.Sarah, "Never send 4111111111111111 again.");
        await mls.Replies(id, "Sorry: 4111111111111111");

        Assert.DoesNotContain(mls.Rows(), row => row.Contains("4111111111111111") || row.Contains("4111 1111") || row.Contains("4111-1111"));
    }

    [Theory]
    [InlineData("category", "knitting", "unknown")]
    [InlineData("category", null, "required")]
    [InlineData("text", "", "required")]
    [InlineData("subject", "  ", "required")]
    [InlineData("email", "jane@", "invalid")]
    [InlineData("fullName", null, "required")]
    [InlineData("priority", "at once", "unknown")]
    [InlineData("memberKey", "NOBODY", "unknown")]
    [InlineData("phone", "12", "invalid")]
    public async Task What_is_wrong_is_said_of_its_field(string field, string? value, string code)
    {
        var answer = await mls.Api.PostAsJsonAsync("/api/tickets", Mls.Question(Cast.Jane, (field, value)));

        Assert.Equal(System.Net.HttpStatusCode.BadRequest, answer.StatusCode);
        var error = Assert.Single((await Mls.Json(answer)).GetProperty("errors").EnumerateArray());
        Assert.Equal((field, code), (error.GetProperty("field").GetString(), error.GetProperty("code").GetString()));

        await mls.Says("ticket.opened", Mls.Question(Cast.Jane, ("channel", "email"), (field, value)));
        Assert.StartsWith($"data.{field}: ", Assert.Single(mls.DeadLetters(Bus.Commands)).Reason);
        Assert.Empty(mls.TicketMails(Cast.Jane));
    }

    [Fact]
    public async Task A_text_over_its_limit_and_half_a_reference_are_refused()
    {
        var answer = await mls.Api.PostAsJsonAsync(
            "/api/tickets", Mls.Question(Cast.Jane, ("text", new string('x', 5001)), ("subject", new string('y', 151)), ("externalRef", new { system = "phone-desk" })));

        Assert.Equal(
            [("subject", "too-long"), ("text", "too-long"), ("externalRef.id", "required")],
            (await Mls.Json(answer)).GetProperty("errors").EnumerateArray().Select(error => (error.GetProperty("field").GetString()!, error.GetProperty("code").GetString()!)));
    }

    [Fact]
    public async Task One_whose_number_nobody_has_is_not_there()
    {
        Assert.Equal(System.Net.HttpStatusCode.NotFound, (await mls.Api.GetAsync("/api/tickets/TK-222222")).StatusCode);
        Assert.Equal(System.Net.HttpStatusCode.NotFound, (await mls.Api.GetAsync("/api/tickets/EN-222222")).StatusCode);
        Assert.Equal(404, (await mls.Acts("TK-222222", "answer", Cast.Sarah, new { text = "Hello" })).Status);
        Assert.Equal(404, (await mls.Acts("TK-222222", "knit", Cast.Sarah)).Status);
    }
}
