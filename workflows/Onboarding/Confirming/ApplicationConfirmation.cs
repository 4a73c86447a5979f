using MemberServices.Cases;
using MemberServices.Confirming;
using MemberServices.Fields;
using MemberServices.Links;
using MemberServices.Mail;
using MemberServices.Onboarding.Applying;
using MemberServices.Policies;
using Microsoft.DurableTask.Client;

namespace MemberServices.Onboarding.Confirming;

/// <summary>Whether an application is that of the mailbox's owner.</summary>
public sealed class ApplicationConfirmation(EnrollmentService enrollments, BrandPolicy brand, LinkPolicy days) : IConfirmedForm<Application>
{
    public const string TableName = "EnrollmentDrafts";

    public string Name => CaseKind.Enrollment.Name;

    public LinkPurpose Purpose => LinkPurpose.Confirmation;

    public string EmailOf(Application what) => what.MemberEmail;

    public string NameOf(Application what) => what.MemberFullName;

    public MailContent Ask() => new(
        $"Did you apply to {brand.Name}? Please confirm",
        "Is this your application?",
        [
            new Paragraph($"Somebody applied for membership in {brand.Name} with this email address. Nothing happens until you say whether it was you."),
            new ActionLink("Open the application", LinkRequest.Placeholder),
            new Paragraph($"The page asks you one question. If you say yes, your office’s broker is asked at once, and you can follow it. The link works for {days.ConfirmationHours} hours; after that, apply again."),
            new Paragraph("If it wasn’t you, say so on the same page, or do nothing: the application is forgotten."),
        ]);

    public async Task<ConfirmedCase?> FindAsync(Application what, string requestKey, CancellationToken cancellationToken) =>
        await enrollments.RepeatedAsync(what, requestKey, cancellationToken) is { } start ? ConfirmedCase.Of(start) : null;

    public async Task<ConfirmedCase> StartAsync(DurableTaskClient client, FormDraft<Application> draft, string requestKey, CancellationToken cancellationToken) => ConfirmedCase.Of(
        await enrollments.StartAsync(
            client, new Validated<Application>(draft.What, []), requestKey, new Actor(ActorKind.Applicant, draft.What.MemberFullName), Channel.Form, draft.SentAt,
            cancellationToken));

    public async Task<bool> HasEndedAsync(CaseId id, CancellationToken cancellationToken) => (await enrollments.FindAsync(id, cancellationToken))?.End is not null;
}
