using MemberServices.Links;
using MemberServices.Mail;
using MemberServices.Messages;
using MemberServices.Pages;
using Microsoft.DurableTask.Client;

namespace MemberServices.Confirming;

/// <summary>
/// What comes from a public form is a claim: its mailbox's owner says first whether they sent it. Until then a typing
/// error, a stranger's address or a robot costs one mail that repeats nothing that was typed, and nobody's time.
/// </summary>
public sealed class Confirmations<T>(
    IConfirmedForm<T> form, DraftTable<T> drafts, StoppedMailboxes stopped, EmailQueue queue, LinkPolicy days, FormPolicy forms, TimeProvider clock) where T : class
{
    const string Page = "confirm";

    /// <summary>
    /// The key of the request that a form is now. A form that is sent again is the same request while the first is under way;
    /// after its end it is a new one.
    /// </summary>
    /// <param name="what">Checked and made whole.</param>
    /// <param name="formKey">Names the form; see <see cref="FormToken.RequestKey"/>.</param>
    public async Task<string> RequestKeyAsync(T what, string formKey, CancellationToken cancellationToken = default)
    {
        for (var number = 1; ; number++)
        {
            var key = number == 1 ? formKey : $"{formKey}-{number}";
            if (!await IsOverAsync(what, key, cancellationToken))
            {
                return key;
            }
        }
    }

    /// <summary>Keeps what was sent and asks its mailbox. The same request twice is one draft and one mail.</summary>
    /// <param name="what">Checked and made whole.</param>
    /// <param name="requestKey">See <see cref="RequestKeyAsync"/>.</param>
    /// <param name="cancellationToken">Gives up; sending the form again completes it.</param>
    public async Task AskAsync(T what, string requestKey, CancellationToken cancellationToken = default)
    {
        var now = clock.GetUtcNow();
        if (await stopped.IsStoppedAsync(form.EmailOf(what), now, cancellationToken) || await form.FindAsync(what, requestKey, cancellationToken) is not null)
        {
            return;
        }
        var draft = await drafts.AddAsync(requestKey, new FormDraft<T>(what, now), cancellationToken);
        await queue.QueueAsync(
            new OutgoingEmail(
                // A draft that was forgotten and comes again is asked for again.
                DeterministicId.From(requestKey, Page, draft.SentAt.UtcTicks), form.EmailOf(what), "", form.Ask(), null, null, $"{form.Name}.confirm",
                [new LinkRequest(form.Purpose, Page, requestKey, 0, ExpiryOf(draft))],
                IsUnconfirmed: true),
            cancellationToken);
    }

    /// <summary>What a link shows. Changes nothing.</summary>
    public async Task<Confirmation<T>> FindAsync(Link link, CancellationToken cancellationToken = default)
    {
        var draft = await drafts.FindAsync(link.Case, cancellationToken);
        var answer = await drafts.FindAnswerAsync(link.Case, cancellationToken);
        var opened = answer is { IsMine: true } && draft is not null ? await form.FindAsync(draft.What, link.Case, cancellationToken) : null;
        return View(link, draft, answer, opened);
    }

    /// <summary>Records what the mailbox's owner said; the first answer counts. Yes opens the case, no forgets it.</summary>
    public async Task<Confirmation<T>> AnswerAsync(DurableTaskClient client, Link link, bool isMine, CancellationToken cancellationToken = default)
    {
        var draft = await drafts.FindAsync(link.Case, cancellationToken);
        var now = clock.GetUtcNow();
        var answer = await drafts.FindAnswerAsync(link.Case, cancellationToken);
        if (draft is null || answer is null && link.HasExpired(now))
        {
            return View(link, draft, answer, null);
        }
        answer ??= await drafts.AnswerAsync(link.Case, new DraftAnswer(isMine, now), cancellationToken);
        if (!answer.IsMine)
        {
            await stopped.StopAsync(form.EmailOf(draft.What), answer.At.AddDays(forms.StopMailDays), cancellationToken);
            await drafts.ForgetAsync(link.Case, cancellationToken);
            return View(link, null, answer, null);
        }
        return View(link, draft, answer, await form.StartAsync(client, draft, link.Case, cancellationToken));
    }

    /// <summary>Whether a request has come to its end: its case has ended, or there will be none.</summary>
    async Task<bool> IsOverAsync(T what, string requestKey, CancellationToken cancellationToken)
    {
        if (await form.FindAsync(what, requestKey, cancellationToken) is { Id: { } id })
        {
            return await form.HasEndedAsync(id, cancellationToken);
        }
        return await drafts.FindAnswerAsync(requestKey, cancellationToken) is not null
            || await drafts.FindAsync(requestKey, cancellationToken) is { } draft && ExpiryOf(draft) <= clock.GetUtcNow();
    }

    DateTimeOffset ExpiryOf(FormDraft<T> draft) => draft.SentAt.AddHours(days.ConfirmationHours);

    Confirmation<T> View(Link link, FormDraft<T>? draft, DraftAnswer? answer, ConfirmedCase? opened) => new(
        answer switch
        {
            { IsMine: false } => ConfirmationState.Denied,
            { IsMine: true } when opened is { Id: null } => ConfirmationState.Refused,
            { IsMine: true } when opened is not null => ConfirmationState.Confirmed,
            _ when draft is null || link.HasExpired(clock.GetUtcNow()) => ConfirmationState.Expired,
            _ => ConfirmationState.Open,
        },
        draft?.What, opened?.Id, opened?.Refusal);
}
