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

    /// <summary>
    /// The key of the request that a form is now. A form that is sent again is the same request while the first is under way;
    /// after its end it is a new one.
    /// </summary>
    /// <param name="application">Checked and made whole.</param>
    /// <param name="formKey">Names the form; see <see cref="EnrollForm.RequestKey"/>.</param>
    public async Task<string> RequestKeyAsync(Application application, string formKey, CancellationToken cancellationToken = default)
    {
        for (var number = 1; ; number++)
        {
            var key = number == 1 ? formKey : $"{formKey}-{number}";
            if (!await IsOverAsync(application, key, cancellationToken))
            {
                return key;
            }
        }
    }

    /// <summary>Keeps an application and asks its mailbox. The same request twice is one application and one mail.</summary>
    /// <param name="application">Checked and made whole.</param>
    /// <param name="requestKey">See <see cref="RequestKeyAsync"/>.</param>
    /// <param name="cancellationToken">Gives up; sending the form again completes it.</param>
    public async Task AskAsync(Application application, string requestKey, CancellationToken cancellationToken = default)
    {
        var now = clock.GetUtcNow();
        if (await drafts.IsStoppedAsync(application.MemberEmail, now, cancellationToken)
            || await enrollments.RepeatedAsync(application, requestKey, cancellationToken) is not null)
        {
            return;
        }
        var draft = await drafts.AddAsync(requestKey, new EnrollmentDraft(application, now), cancellationToken);
        await queue.QueueAsync(
            new OutgoingEmail(
                // A draft that was forgotten and comes again is asked for again.
                DeterministicId.From(requestKey, Page, draft.SentAt.UtcTicks), application.MemberEmail, "", mails.Confirm(), null, null, "enrollment.confirm",
                [new LinkRequest(LinkPurpose.Confirmation, Page, requestKey, 0, ExpiryOf(draft))],
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
            client, new Validated<Application>(draft.Application, []), link.Case, new Actor(ActorKind.Applicant, draft.Application.MemberFullName), Channel.Form,
            draft.SentAt, cancellationToken);
        return await ViewAsync(link, draft, answer, start, cancellationToken);
    }

    /// <summary>Whether a request has come to its end: its case has ended, or there will be none.</summary>
    async Task<bool> IsOverAsync(Application application, string requestKey, CancellationToken cancellationToken)
    {
        if (await enrollments.RepeatedAsync(application, requestKey, cancellationToken) is { EnrollmentId: { } id })
        {
            return (await enrollments.FindAsync(id, cancellationToken))?.End is not null;
        }
        return await drafts.FindAnswerAsync(requestKey, cancellationToken) is not null
            || await drafts.FindAsync(requestKey, cancellationToken) is { } draft && ExpiryOf(draft) <= clock.GetUtcNow();
    }

    DateTimeOffset ExpiryOf(EnrollmentDraft draft) => draft.SentAt.AddHours(days.ConfirmationHours);

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
