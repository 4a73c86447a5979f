using MemberServices.Cases;
using MemberServices.Confirming;
using MemberServices.Fields;
using MemberServices.Links;
using MemberServices.Mail;
using MemberServices.Policies;
using Microsoft.DurableTask.Client;

namespace MemberServices.Complaints.Opening;

/// <summary>Whether a complaint from the public form is the mailbox's owner's. Its promises count from the form, not from the "yes".</summary>
public sealed class ComplaintConfirmation(ComplaintService complaints, BrandPolicy brand, LinkPolicy days) : IConfirmedForm<ComplaintRequest>
{
    public const string TableName = "ComplaintDrafts";

    public string Name => CaseKind.Complaint.Name;

    public LinkPurpose Purpose => LinkPurpose.ComplaintForm;

    public string EmailOf(ComplaintRequest what) => what.Email;

    public string NameOf(ComplaintRequest what) => what.FullName;

    public MailContent Ask() => new(
        $"Did you complain to {brand.Name}? Please confirm",
        "Is this your complaint?",
        [
            new Paragraph($"Somebody made a complaint to {brand.Name} with this email address. Nothing happens until you say whether it was you."),
            new ActionLink("Open the complaint", LinkRequest.Placeholder),
            new Paragraph($"The page asks you one thing. If you say yes, one of us takes it on at once, and you can follow it. The link works for {days.ConfirmationHours} hours; after that, send it again."),
            new Paragraph("If it wasn’t you, say so on the same page, or do nothing: it is forgotten."),
        ]);

    public async Task<ConfirmedCase?> FindAsync(ComplaintRequest what, string requestKey, CancellationToken cancellationToken) =>
        await complaints.RepeatedAsync(what, requestKey, cancellationToken) is { } start ? ConfirmedCase.Of(start) : null;

    public async Task<ConfirmedCase> StartAsync(DurableTaskClient client, FormDraft<ComplaintRequest> draft, string requestKey, CancellationToken cancellationToken) => ConfirmedCase.Of(
        await complaints.StartAsync(
            client, new Validated<ComplaintRequest>(draft.What, []), requestKey, new Actor(ActorKind.Customer, draft.What.FullName), Channel.Form, draft.SentAt,
            cancellationToken: cancellationToken));

    public async Task<bool> HasEndedAsync(CaseId id, CancellationToken cancellationToken) =>
        await complaints.FindAsync(id, cancellationToken) is { State.Phase: ComplaintPhase.Closed };
}
