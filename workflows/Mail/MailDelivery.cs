using Azure;
using MemberServices.Messages;
using Microsoft.Extensions.Logging;

namespace MemberServices.Mail;

/// <summary>What became of one try to deliver an email.</summary>
public abstract record MailResult
{
    /// <summary>The mail service has it, from this try or an earlier one.</summary>
    public sealed record Sent : MailResult;

    /// <summary>Its next try is queued.</summary>
    public sealed record Postponed : MailResult;

    /// <summary>It will never be sent; that was told.</summary>
    public sealed record Refused(string Reason) : MailResult;

    /// <summary>A reminder that isn't sent, because mails to its mailbox come back; that was told, and nobody has to look into it.</summary>
    public sealed record Withheld : MailResult;
}

/// <summary>Delivers the emails of the queue, each once, at the pace that the mail service allows.</summary>
public sealed partial class MailDelivery(
    MailLedger ledger, MailboxTable mailboxes, MailService service, MailPace pace, MailPause pause, EmailQueue queue, EventPublisher events, TimeProvider clock, ILogger<MailDelivery> log)
{
    public async Task<MailResult> DeliverAsync(OutgoingEmail email, DeliveryAttempt attempt, CancellationToken cancellationToken)
    {
        if (!EmailHeaders.IsAddress(email.To))
        {
            return await RefuseAsync(email, "data.to: must be an email address", cancellationToken);
        }

        if (EmailHeaders.Subject(email.Content.Subject).Length == 0)
        {
            return await RefuseAsync(email, "data.content.subject: must not be empty", cancellationToken);
        }

        switch (await SendAsync(email, attempt, cancellationToken))
        {
            case SendDecision.Throttled throttled:
                await PostponeAsync(email, attempt with { Number = attempt.Number + 1 }, throttled.Until, cancellationToken);
                return new MailResult.Postponed();
            case SendDecision.Held held:
                await PostponeAsync(email, attempt with { Number = attempt.Number + 1, HeldAt = attempt.HeldAt ?? clock.GetUtcNow() }, held.Until, cancellationToken);
                return new MailResult.Postponed();
            case SendDecision.TryAgain again:
                await PostponeAsync(email, new DeliveryAttempt(attempt.Number + 1, attempt.Faults + 1), again.At, cancellationToken);
                return new MailResult.Postponed();
            case SendDecision.Refused refused:
                return await RefuseAsync(email, refused.Reason, cancellationToken);
            case SendDecision.Withheld withheld:
                await TellFailureAsync(email, withheld.Reason, cancellationToken);
                Log.Withheld(log, email.Id);
                return new MailResult.Withheld();
            default:
                return new MailResult.Sent();
        }
    }

    /// <summary>Null when it is sent.</summary>
    async Task<SendDecision?> SendAsync(OutgoingEmail email, DeliveryAttempt attempt, CancellationToken cancellationToken)
    {
        DateTimeOffset sentAt;
        try
        {
            var now = clock.GetUtcNow();
            if (await pause.FindAsync(cancellationToken) is { } paused && paused.NextLook(attempt.HeldAt ?? now, now) is { } look)
            {
                return new SendDecision.Held(look);
            }
            else if (await ledger.FindAsync(MailService.OperationId(email), cancellationToken) is { } before)
            {
                sentAt = before.SentAt;
            }
            else if (email.IsReminder && await mailboxes.FindBounceAsync(email.To, cancellationToken) is { } bounce)
            {
                return new SendDecision.Withheld($"a reminder isn't sent: the last email to this address {(bounce.Status == DeliveryStatus.Suppressed ? "was held back" : "came back")}");
            }
            else if (await OfferAsync(email, attempt, cancellationToken) is { } verdict)
            {
                return verdict;
            }
            else
            {
                sentAt = (await ledger.AddAsync(email, clock.GetUtcNow(), cancellationToken)).SentAt;
            }
        }
        catch (RequestFailedException e)
        {
            Log.NoLedger(log, email.Id, attempt.Number, e.Status, e.ErrorCode);
            return MailRetry.Fault("the ledger of mails failed", attempt.Faults, clock.GetUtcNow());
        }

        // Told again when an earlier try sent it and got no further: with the same id and time, it is the same domainEvent.
        await events.PublishAsync(Told(email, "mail.sent", sentAt, $"Emailed {NameOf(email)}: {email.Content.Subject}"), cancellationToken);
        return null;
    }

    /// <summary>Null when the service took it.</summary>
    async Task<SendDecision?> OfferAsync(OutgoingEmail email, DeliveryAttempt attempt, CancellationToken cancellationToken)
    {
        // Whatever held it up, nobody is written to at night who asked for nothing.
        if (email.Hours?.NextOpen(clock.GetUtcNow()) is { } open && open > clock.GetUtcNow())
        {
            return new SendDecision.Throttled(open);
        }

        if (pace.TimeFor(email, hasWaited: attempt.Number > 1, clock.GetUtcNow()) is { } later)
        {
            return new SendDecision.Throttled(later);
        }

        try
        {
            await service.SendAsync(email, cancellationToken);
            return null;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return MailRetry.Fault("no answer in time", attempt.Faults, clock.GetUtcNow());
        }
        catch (RequestFailedException e)
        {
            Log.NotTaken(log, email.Id, attempt.Number, e.Status, e.ErrorCode);
            var now = clock.GetUtcNow();
            return MailRetry.Judge(e, attempt.Faults, now) is var verdict && verdict is SendDecision.Throttled throttled
                ? new SendDecision.Throttled(pace.Refused(email, throttled.Until, now))
                : verdict;
        }
    }

    async Task PostponeAsync(OutgoingEmail email, DeliveryAttempt next, DateTimeOffset at, CancellationToken cancellationToken)
    {
        await queue.QueueAgainAsync(email, next, at, cancellationToken);
        Log.Postponed(log, email.Id, at, next.Number);
    }

    async Task TellFailureAsync(OutgoingEmail email, string reason, CancellationToken cancellationToken)
    {
        var told = Told(email, "mail.failed", clock.GetUtcNow(), $"Email to {NameOf(email)} could not be sent: {email.Content.Subject} ({reason})");
        foreach (var each in told.About(email.Topics))
        {
            await events.PublishAsync(each, cancellationToken);
        }
    }

    async Task<MailResult> RefuseAsync(OutgoingEmail email, string reason, CancellationToken cancellationToken)
    {
        await TellFailureAsync(email, reason, cancellationToken);
        Log.Refused(log, email.Id, reason);
        return new MailResult.Refused(reason);
    }

    static DomainEvent Told(OutgoingEmail email, string type, DateTimeOffset at, string summary) => new(
        type, DeterministicId.From(type, email.Id), at, email.MemberKey, email.Case, "system", "email", summary);

    static string NameOf(OutgoingEmail email) =>
        EmailHeaders.DisplayName(email.ToName) is { Length: > 0 } name ? name : email.To;

    static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Email {Email}, try {Try}, wasn't taken: status {Status} {ErrorCode}")]
        public static partial void NotTaken(ILogger logger, string email, int @try, int status, string? errorCode);

        [LoggerMessage(LogLevel.Warning, "Email {Email}, try {Try}: the ledger failed with status {Status} {ErrorCode}")]
        public static partial void NoLedger(ILogger logger, string email, int @try, int status, string? errorCode);

        [LoggerMessage(LogLevel.Information, "Email {Email} is queued for {At:u} as try {Try}")]
        public static partial void Postponed(ILogger logger, string email, DateTimeOffset at, int @try);

        [LoggerMessage(LogLevel.Information, "Email {Email} is a reminder to a mailbox from which mails come back: it isn't sent")]
        public static partial void Withheld(ILogger logger, string email);

        [LoggerMessage(LogLevel.Error, "Email {Email} will not be sent: {Reason}")]
        public static partial void Refused(ILogger logger, string email, string reason);
    }
}
