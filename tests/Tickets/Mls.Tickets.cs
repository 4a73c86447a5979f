using System.Net.Http.Json;
using System.Text.Json;
using MemberServices.Cases;
using MemberServices.Messages;
using MemberServices.Onboarding.Applying;
using MemberServices.Tests.Pages;
using MemberServices.Tickets;
using MemberServices.Tickets.Viewing;
using Person = MemberServices.Onboarding.BrokerApproval.Person;

namespace MemberServices.Tests;

/// <summary>What customers and staff do with tickets: each ends when everything has settled.</summary>
public sealed partial class Mls
{
    /// <summary>A question, with some fields changed; null leaves one out.</summary>
    public static Dictionary<string, object?> Question(Application who, params (string Field, object? Value)[] changed)
    {
        var question = new Dictionary<string, object?>
        {
            ["fullName"] = who.MemberFullName,
            ["email"] = who.MemberEmail,
            ["category"] = "listing-input",
            ["subject"] = "Photos vanish",
            ["text"] = "After saving, six of the photos are gone.",
        };
        foreach (var (field, value) in changed)
        {
            question[field] = value;
        }
        return question.Where(each => each.Value is not null).ToDictionary();
    }

    /// <summary>Opens the contact form and fills it in.</summary>
    public async Task<Form> WritesToUs(Application who, params (string Field, object? Value)[] changed) =>
        Question(who, changed).Aggregate((await Opens("/contact")).Form, (form, field) => form.With(field.Key, (string)field.Value!));

    /// <summary>Says on the page behind the newest mail whether the question is theirs.</summary>
    public async Task<Html> SaysAsked(Application who, string answer = "yes") =>
        await Sends((await Opens(Inbox(who).Link("Open the question"))).Form.With("asked", answer));

    /// <summary>Another system opens a ticket by the API; its number.</summary>
    public async Task<string> OpensTicket(Application who, string priority = "normal", params (string Field, object? Value)[] changed)
    {
        var answer = (await Posts("/api/tickets", Question(who, [("priority", priority), .. changed]))).MustBe(202);
        return JsonSerializer.Deserialize<JsonElement>(answer.Source).GetProperty("id").GetString()!;
    }

    /// <summary>Another desk tells of a ticket by message; its number, from the acknowledgement.</summary>
    public async Task<string> TellsOfTicket(Application who, string channel, DateTimeOffset? at = null, params (string Field, object? Value)[] changed)
    {
        var before = Inbox(who).Count;
        await Says("ticket.opened", Question(who, [("channel", channel), .. changed]), at);
        return Mailbox.Case(Inbox(who).All.Skip(before).First(mail => mail.Subject.Contains("We have your question", StringComparison.Ordinal)));
    }

    /// <summary>The customer answers the newest of our mails about a ticket: the gateway tells.</summary>
    public Task Replies(string id, string text, DateTimeOffset? at = null, string? messageId = null, bool automatic = false) =>
        Says("ticket.replied", new { replyToken = ReplyToken(id), text, channel = "email", automatic }, at, messageId);

    /// <summary>A system of ours tells what the customer said to somebody of the staff.</summary>
    public Task IsNoted(string id, string text, Person by, string? messageId = null, string channel = "phone", string? direction = null) =>
        Says("ticket.replied", new { caseId = id, text, channel, by = by.Email, direction }, id: messageId);

    /// <summary>The token in the address that answers to the newest mail about a ticket go to.</summary>
    public string ReplyToken(string id)
    {
        const int AtATime = 50;
        for (var skip = 0; ; skip += AtATime)
        {
            var mails = MailService.Newest(AtATime, skip);
            if (mails.FirstOrDefault(mail => mail.Subject.Contains($"({id})", StringComparison.Ordinal)) is { } mail)
            {
                return TokenOf(mail);
            }
            Assert.True(mails.Count == AtATime, $"No mail is about {id}.");
        }
    }

    /// <summary>What stands behind the + of the address that answers to a mail go to.</summary>
    public static string TokenOf(Local.Email.Mail mail) => mail.ReplyTo.Split('+', '@') is [_, var token, _] ? token : throw new InvalidOperationException($"'{mail.ReplyTo}' has no token.");

    public Task<Html> Acts(string id, string act, Person by, object? with = null)
    {
        var body = JsonSerializer.SerializeToNode(with ?? new { })!.AsObject();
        body["by"] = by.Email;
        return Posts($"/api/tickets/{id}/{act}", body);
    }

    /// <summary>The same, and it is taken.</summary>
    public async Task Does(string id, string act, Person by, object? with = null) => (await Acts(id, act, by, with)).MustBe(202);

    public Task Responds(string id, Person by, string text = "We look into it.") => Does(id, "answer", by, new { text });

    public Task Holds(string id, Person by, string text = "How large are the files?") => Does(id, "hold", by, new { text });

    public Task Resolves(string id, Person by, string text = "The limit is 20 MB now. Please try again.") => Does(id, "resolve", by, new { text });

    /// <summary>A ticket as the API shows it.</summary>
    public async Task<TicketView> Ticket(string id) => (await Api.GetFromJsonAsync<TicketView>($"/api/tickets/{id}", JsonSerializerOptions.Web))!;

    /// <summary>The numbers of the tickets that the API lists.</summary>
    /// <param name="query">"level=1".</param>
    public async Task<IReadOnlyList<string>> Queue(string query) =>
        [.. (await Asked($"/api/tickets?{query}")).GetProperty("tickets").EnumerateArray().Select(ticket => ticket.GetProperty("id").GetString()!)];

    /// <summary>What its log has of its own doing: "resolution-1.missed".</summary>
    public async Task<IReadOnlyList<string>> PassedBy(string id) => [.. (await Ticket(id)).History.Where(line => line.Kind == TicketChanges.Passed).Select(line => line.Text)];

    /// <summary>The ticket's page, from the newest mail about it.</summary>
    public Task<Html> SharedPage(Application who) => Opens(Inbox(who).Link("Open your ticket"));

    /// <summary>The customer sends one of the forms of the ticket's page.</summary>
    /// <param name="who">Whose mail has the link.</param>
    /// <param name="act">Which form: "reply", "confirm".</param>
    /// <param name="fields">What they fill in.</param>
    public async Task<Html> OnTheirPage(Application who, string act, params (string Name, string Value)[] fields) => await Sends(
        fields.Aggregate((await SharedPage(who)).Forms.Single(form => form.Fields.GetValueOrDefault("act") == act), (form, field) => form.With(field.Name, field.Value)));

    /// <summary>The customer says whether it is solved.</summary>
    public async Task SaysSolved(Application who, string answer, string text = "") => (await OnTheirPage(who, "confirm", ("answer", answer), ("text", text))).MustBe(303);

    /// <summary>The subjects of the mails about tickets to somebody, oldest first, without what they end with.</summary>
    public IReadOnlyList<string> TicketMails(Application who) =>
        [.. Inbox(who).All.Select(mail => mail.Subject).Where(subject => subject.Contains("(TK-", StringComparison.Ordinal)).Select(subject => subject[..subject.LastIndexOf(": ", StringComparison.Ordinal)])];

    /// <summary>Somebody is a member, so that what happens is on their timeline.</summary>
    public Task IsMember(Application who) => Says("roster.member", RecordOf(who));

    /// <summary>What the timeline of a member says of tickets, oldest first.</summary>
    public async Task<IReadOnlyList<string>> TicketStory(Application who) => [.. (await Happenings(who)).Where(type => type.StartsWith("ticket.", StringComparison.Ordinal))];
}
