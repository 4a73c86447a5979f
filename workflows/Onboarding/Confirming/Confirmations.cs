using MemberServices.Cases;
using MemberServices.Fields;
using MemberServices.Links;
using MemberServices.Mail;
using MemberServices.Messages;
using MemberServices.Offices;
using MemberServices.Onboarding.Applying;
using Microsoft.DurableTask.Client;

namespace MemberServices.Onboarding.Confirming;

/// <summary>
/// What comes from the public form is a claim: its mailbox's owner says first whether they applied. Until then a typing
/// error, a stranger's address or a robot costs one mail that repeats nothing that was typed, and no broker's time.
/// </summary>
public sealed class Confirmations(
    DraftTable drafts, EnrollmentService enrollments, OfficeTable offices, EmailQueue queue, ConfirmationMails mails, LinkPolicy days, EnrollmentPolicy policy,
    TimeProvider clock)
{
    const string Page = "confirm";

    /// <summary>Keeps an application and asks its mailbox. The same form sent twice is one application and one mail.</summary>
    /// <param name="application">Checked and made whole.</param>
    /// <param name="formKey">Names the form that was sent; see <see cref="EnrollForm.RequestKey"/>.</param>
    /// <param name="cancellationToken">Gives up; sending the form again completes it.</param>
    public async Task AskAsync(Application application, string formKey, CancellationToken cancellationToken = default)
    {
        var now = clock.GetUtcNow();
        if (await drafts.IsStoppedAsync(application.MemberEmail, now, cancellationToken))
        {
            return;
        }
        await drafts.AddAsync(formKey, new EnrollmentDraft(application, now), cancellationToken);
        await queue.QueueAsync(
            new OutgoingEmail(
                DeterministicId.From(formKey, Page), application.MemberEmail, "", mails.Confirm(), null, null, "enrollment.confirm",
                [new LinkRequest(LinkPurpose.Confirmation, Page, formKey, 0, now.AddHours(days.ConfirmationHours))],
                IsUnconfirmed: true),
            cancellationToken);
    }

    /// <summary>What a link shows. Changes nothing.</summary>
    public async Task<ConfirmationView> FindAsync(Link link, CancellationToken cancellationToken = default)
    {
        var draft = await drafts.FindAsync(link.Case, cancellationToken);
        var answer = await drafts.FindAnswerAsync(link.Case, cancellationToken);
        var start = answer is { IsMine: true } && draft is not null ? await enrollments.RepeatedAsync(draft.Application, link.Case, cancellationToken) : null;
        return await ViewAsync(link, draft, answer, start, cancellationToken);
    }

    /// <summary>Records what the mailbox's owner said; the first answer counts. Yes opens the case, no forgets it.</summary>
    public async Task<ConfirmationView> AnswerAsync(DurableTaskClient client, Link link, bool isMine, CancellationToken cancellationToken = default)
    {
        var draft = await drafts.FindAsync(link.Case, cancellationToken);
        var now = clock.GetUtcNow();
        var answer = await drafts.FindAnswerAsync(link.Case, cancellationToken);
        if (draft is null || answer is null && link.HasExpired(now))
        {
            return await ViewAsync(link, draft, answer, null, cancellationToken);
        }
        answer ??= await drafts.AnswerAsync(link.Case, new DraftAnswer(isMine, now), cancellationToken);
        if (!answer.IsMine)
        {
            await drafts.StopAsync(draft.Application.MemberEmail, answer.At.AddDays(policy.StopMailDays), cancellationToken);
            await drafts.ForgetAsync(link.Case, cancellationToken);
            return await ViewAsync(link, null, answer, null, cancellationToken);
        }
        var start = await enrollments.StartAsync(
            client, new Validated<Application>(draft.Application, []), link.Case, new Actor(ActorKind.Applicant, draft.Application.MemberFullName), Channel.Form, cancellationToken);
        return await ViewAsync(link, draft, answer, start, cancellationToken);
    }

    async Task<ConfirmationView> ViewAsync(
        Link link, EnrollmentDraft? draft, DraftAnswer? answer, StartResult? start, CancellationToken cancellationToken)
    {
        var office = draft is null ? null : (await offices.FindAsync(draft.Application.OfficeKey, cancellationToken))?.OfficeName;
        ConfirmationView View(ConfirmationState state) =>
            new(state, draft?.Application, office, start?.EnrollmentId, start is { Errors: [var first, ..] } ? first.Message : null);

        return answer switch
        {
            { IsMine: false } => View(ConfirmationState.Denied),
            { IsMine: true } when start is { EnrollmentId: null } => View(ConfirmationState.Refused),
            { IsMine: true } when start is not null => View(ConfirmationState.Confirmed),
            _ when draft is null || link.HasExpired(clock.GetUtcNow()) => View(ConfirmationState.Expired),
            _ => View(ConfirmationState.Open),
        };
    }
}
