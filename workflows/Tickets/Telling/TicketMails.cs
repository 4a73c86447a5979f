using MemberServices.Cases;
using MemberServices.Links;
using MemberServices.Mail;
using MemberServices.Pages;
using MemberServices.Policies;

namespace MemberServices.Tickets.Telling;

/// <summary>The mails to whose ticket it is. Each says what happened, what happens next and by when.</summary>
public sealed class TicketMails(BrandPolicy brand, LocalTimes times)
{
    const string Open = "Open your ticket";

    /// <param name="ticket">Which.</param>
    /// <param name="opened">When its form was sent and confirmed.</param>
    /// <param name="opensAt">When somebody is there again; null: now.</param>
    public MailContent Received(TicketEmail ticket, TicketOpened opened, DateTimeOffset? opensAt) => Of(
        ticket, "We have your question", "We have your question",
        [
            new Paragraph($"Hello {ticket.Name}, this is what you asked us:"),
            new Quote(ticket.Text),
            .. opened.ConfirmedAt is { } confirmed
                ? (MailPart[])[new Paragraph($"You sent the form {times.Short(opened.ReceivedAt)} and confirmed it {times.Short(confirmed)}. Our times count from when you sent it.")]
                : [],
            .. opensAt is { } at ? (MailPart[])[new Paragraph($"We are closed now, and back on {times.Short(at)}.")] : [],
            .. Promise(ticket),
        ]);

    public MailContent Answered(TicketEmail ticket, string who, string text, bool waits, DateTimeOffset? silentUntil) => Of(
        ticket, $"{who} answered", $"{who} answered",
        [
            new Quote(text),
            .. waits
                ? (MailPart[])[new Paragraph(
                    "We wait for your answer now, and our time stops until it comes." + (silentUntil is { } until ? $" If we don’t hear from you by {times.Deadline(until)}, we take it that it is solved." : ""))]
                : Promise(ticket),
        ]);

    public MailContent Moved(TicketEmail ticket, string? text, bool isHigher) => Of(
        ticket, isHigher ? "Our specialists have your question now" : "Somebody else has your question now", isHigher ? "We handed your question to our specialists" : "Your question is in other hands",
        [new Paragraph("They have everything that you told us. You don’t need to repeat anything."), .. text is null ? (MailPart[])[] : [new Quote(text)], .. Promise(ticket)]);

    public MailContent Extended(TicketEmail ticket, string text, DateTimeOffset until) => Of(
        ticket, $"A new time: {times.Short(until)}", "It takes longer than we said", [new Quote(text), new Paragraph($"The new time is {times.Short(until)}.")]);

    /// <param name="ticket">Which.</param>
    /// <param name="missed">The time that we said.</param>
    public MailContent Missed(TicketEmail ticket, DateTimeOffset missed) => Of(
        ticket, "We are late, and still at it", "We did not keep our word",
        [
            new Paragraph($"Hello {ticket.Name}, we said that you would hear from us by {times.Short(missed)}, and you did not. We are sorry. Whoever is responsible here knows of it."),
            .. Promise(ticket),
        ]);

    /// <param name="ticket">Which.</param>
    /// <param name="text">What was done; null: nobody heard from the customer.</param>
    /// <param name="closesAt">When it is closed without an answer.</param>
    public MailContent Resolved(TicketEmail ticket, string? text, DateTimeOffset closesAt) => Of(
        ticket, "Did this solve it?", "Did this solve it?",
        [
            .. text is null
                ? (MailPart[])[new Paragraph($"Hello {ticket.Name}, we did not hear from you, so we take it that this is solved.")]
                : [new Quote(text)],
            new Paragraph($"Please say yes, partly or no on the page about your ticket. Without an answer it is closed on {times.Short(closesAt)}; you can reopen it afterwards."),
        ]);

    public MailContent ResolvedReminder(TicketEmail ticket, DateTimeOffset closesAt) => Of(
        ticket, "Reminder: did this solve it?", "Did this solve it?",
        [new Paragraph($"Hello {ticket.Name}, we think that this is solved. Please say whether it is: without an answer it is closed on {times.Short(closesAt)}.")]);

    public MailContent WaitingReminder(TicketEmail ticket, DateTimeOffset endsAt) => Of(
        ticket, "Reminder: we wait for your answer", "We wait for your answer",
        [new Paragraph($"Hello {ticket.Name}, we asked you something and can’t go on without your answer. If we don’t hear from you by {times.Deadline(endsAt)}, we take it that it is solved.")]);

    /// <param name="ticket">Which.</param>
    /// <param name="because">Why, as the end of a sentence.</param>
    /// <param name="reopenableUntil">Until when it can be reopened; null: it can't.</param>
    public MailContent Closed(TicketEmail ticket, string because, DateTimeOffset? reopenableUntil) => Of(
        ticket, "Your ticket is closed", "Your ticket is closed",
        [new Paragraph($"Hello {ticket.Name}, {because}"), .. reopenableUntil is not { } until ? (MailPart[])[] : [new Paragraph($"Is something still wrong? You can reopen it on its page until {times.Day(until)}. Later the same page opens a new one that goes on with it.")]]);

    /// <param name="ticket">Which.</param>
    /// <param name="isTheirs">Whether it was its customer who reopened it.</param>
    public MailContent Reopened(TicketEmail ticket, bool isTheirs) => Of(
        ticket, "We go on with it", "We go on with your question",
        [new Paragraph($"Hello {ticket.Name}, {(isTheirs ? "thank you for telling us that it isn’t solved. We" : "this isn’t solved yet, so we opened it again and")} go on with it now."), .. Promise(ticket)]);

    public MailContent ManagerAsked(TicketEmail ticket, DateTimeOffset due) => Of(
        ticket, "A manager looks at your ticket", "A manager looks at your ticket",
        [new Paragraph($"Hello {ticket.Name}, you asked for a manager. One gets in touch with you by {times.Short(due)}, and knows everything that you told us.")]);

    IEnumerable<MailPart> Promise(TicketEmail ticket)
    {
        if (ticket.NextAt is { } next)
        {
            yield return new Paragraph($"You next hear from us by {times.Short(next)}.");
        }
        if (ticket.SolvedAt is { } solved && solved != ticket.NextAt)
        {
            yield return new Paragraph($"We expect to solve it by {times.Short(solved)}. If we can’t, you hear it from us before then, with a new time.");
        }
    }

    MailContent Of(TicketEmail ticket, string subject, string heading, IReadOnlyList<MailPart> parts) => new(
        $"{subject}: {ticket.Subject} ({ticket.Case})", heading,
        [.. parts, new ActionLink(Open, LinkRequest.Placeholder), new Details(new DetailRow("Subject", ticket.Subject), new DetailRow("With", brand.Name))]);
}

/// <summary>What the mails of a ticket are made from.</summary>
/// <param name="Case">The ticket's number.</param>
/// <param name="Name">Whose it is.</param>
/// <param name="Subject">In a line.</param>
/// <param name="Text">What they asked.</param>
/// <param name="NextAt">By when they hear from us, or null.</param>
/// <param name="SolvedAt">By when we expect to have solved it, or null.</param>
public sealed record TicketEmail(CaseId Case, string Name, string Subject, string Text, DateTimeOffset? NextAt, DateTimeOffset? SolvedAt);
