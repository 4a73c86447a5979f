using MemberServices.Cases;
using MemberServices.Confirming;
using MemberServices.Fields;
using MemberServices.Links;
using MemberServices.Mail;
using MemberServices.Policies;
using Microsoft.DurableTask.Client;

namespace MemberServices.Tickets.Opening;

/// <summary>Whether a question from the contact form is the mailbox's owner's. Its clocks count from the form, not from the "yes".</summary>
public sealed class QuestionConfirmation(TicketService tickets, BrandPolicy brand, LinkPolicy days) : IConfirmedForm<TicketRequest>
{
    public const string TableName = "TicketDrafts";

    public string Name => CaseKind.Ticket.Name;

    public LinkPurpose Purpose => LinkPurpose.Question;

    public string EmailOf(TicketRequest what) => what.Email;

    public string NameOf(TicketRequest what) => what.FullName;

    public MailContent Ask() => new(
        $"Did you write to {brand.Name}? Please confirm",
        "Is this your question?",
        [
            new Paragraph($"Somebody wrote to {brand.Name} with this email address. Nothing happens until you say whether it was you."),
            new ActionLink("Open the question", LinkRequest.Placeholder),
            new Paragraph($"The page asks you one thing. If you say yes, we get the question at once, and you can follow it. The link works for {days.ConfirmationHours} hours; after that, ask again."),
            new Paragraph("If it wasn’t you, say so on the same page, or do nothing: the question is forgotten."),
        ]);

    public async Task<ConfirmedCase?> FindAsync(TicketRequest what, string requestKey, CancellationToken cancellationToken) =>
        await tickets.RepeatedAsync(what, requestKey, cancellationToken) is { } start ? ConfirmedCase.Of(start) : null;

    public async Task<ConfirmedCase> StartAsync(DurableTaskClient client, FormDraft<TicketRequest> draft, string requestKey, CancellationToken cancellationToken) => ConfirmedCase.Of(
        await tickets.StartAsync(
            client, new Validated<TicketRequest>(draft.What, []), requestKey, new Actor(ActorKind.Customer, draft.What.FullName), Channel.Form, draft.SentAt,
            cancellationToken: cancellationToken));

    public async Task<bool> HasEndedAsync(CaseId id, CancellationToken cancellationToken) => await tickets.FindAsync(id, cancellationToken) is { State.Phase: TicketPhase.Closed };
}
