using Azure;
using MemberServices.Messages;
using Microsoft.Extensions.Logging;

namespace MemberServices.Mail;

/// <summary>What became of one try to deliver a letter.</summary>
public abstract record MailResult
{
    /// <summary>The mail service has it, from this try or an earlier one.</summary>
    public sealed record Sent : MailResult;

    /// <summary>Its next try is queued.</summary>
    public sealed record Postponed : MailResult;

    /// <summary>It will never be sent; that was told.</summary>
    public sealed record Refused(string Reason) : MailResult;
}

/// <summary>Delivers the letters of the queue, each once, at the pace that the mail service allows.</summary>
public sealed partial class MailDelivery(
    MailLedger ledger, MailService service, Outbox outbox, FactPublisher facts, TimeProvider clock, ILogger<MailDelivery> log)
{
    long quietUntilTicks;

    public async Task<MailResult> DeliverAsync(Letter letter, MailTry attempt, CancellationToken cancellationToken)
    {
        if (!Recipient.IsAddress(letter.To))
        {
            return await RefuseAsync(letter, "data.to: must be an email address", cancellationToken);
        }

        if (Recipient.Subject(letter.Content.Subject).Length == 0)
        {
            return await RefuseAsync(letter, "data.content.subject: must not be empty", cancellationToken);
        }

        switch (await SendAsync(letter, attempt, cancellationToken))
        {
            case MailVerdict.Throttled throttled:
                await PostponeAsync(letter, attempt with { Number = attempt.Number + 1 }, throttled.Until, cancellationToken);
                return new MailResult.Postponed();
            case MailVerdict.TryAgain again:
                await PostponeAsync(letter, new MailTry(attempt.Number + 1, attempt.Faults + 1), again.At, cancellationToken);
                return new MailResult.Postponed();
            case MailVerdict.Refused refused:
                return await RefuseAsync(letter, refused.Reason, cancellationToken);
            default:
                return new MailResult.Sent();
        }
    }

    /// <summary>Null when it is sent.</summary>
    async Task<MailVerdict?> SendAsync(Letter letter, MailTry attempt, CancellationToken cancellationToken)
    {
        DateTimeOffset sentAt;
        try
        {
            if (await ledger.FindAsync(letter.Id, cancellationToken) is { } before)
            {
                sentAt = before;
            }
            else if (await OfferAsync(letter, attempt, cancellationToken) is { } verdict)
            {
                return verdict;
            }
            else
            {
                sentAt = await ledger.AddAsync(letter, MailService.OperationId(letter), clock.GetUtcNow(), cancellationToken);
            }
        }
        catch (RequestFailedException e)
        {
            Log.NoLedger(log, letter.Id, attempt.Number, e.Status, e.ErrorCode);
            return MailRetry.Fault("the ledger of mails failed", attempt.Faults, clock.GetUtcNow());
        }

        // Told again when an earlier try sent it and got no further: with the same id and time, it is the same fact.
        await facts.PublishAsync(Told(letter, "mail.sent", sentAt, $"Emailed {NameOf(letter)}: {letter.Content.Subject}"), cancellationToken);
        return null;
    }

    /// <summary>Null when the service took it.</summary>
    async Task<MailVerdict?> OfferAsync(Letter letter, MailTry attempt, CancellationToken cancellationToken)
    {
        var quiet = new DateTimeOffset(Volatile.Read(ref quietUntilTicks), TimeSpan.Zero);
        if (clock.GetUtcNow() < quiet)
        {
            return new MailVerdict.Throttled(quiet);
        }

        try
        {
            await service.SendAsync(letter, cancellationToken);
            return null;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return MailRetry.Fault("no answer in time", attempt.Faults, clock.GetUtcNow());
        }
        catch (RequestFailedException e)
        {
            Log.NotTaken(log, letter.Id, attempt.Number, e.Status, e.ErrorCode);
            var verdict = MailRetry.Judge(e, attempt.Faults, clock.GetUtcNow());
            if (verdict is MailVerdict.Throttled throttled)
            {
                // Every early call counts against the quota, also those for other letters.
                Volatile.Write(ref quietUntilTicks, throttled.Until.UtcTicks);
            }

            return verdict;
        }
    }

    async Task PostponeAsync(Letter letter, MailTry next, DateTimeOffset at, CancellationToken cancellationToken)
    {
        await outbox.QueueAgainAsync(letter, next, at, cancellationToken);
        Log.Postponed(log, letter.Id, at, next.Number);
    }

    async Task<MailResult> RefuseAsync(Letter letter, string reason, CancellationToken cancellationToken)
    {
        var summary = $"Email to {NameOf(letter)} could not be sent: {letter.Content.Subject} ({reason})";
        await facts.PublishAsync(Told(letter, "mail.failed", clock.GetUtcNow(), summary), cancellationToken);
        Log.Refused(log, letter.Id, reason);
        return new MailResult.Refused(reason);
    }

    static Fact Told(Letter letter, string type, DateTimeOffset at, string summary) => new(
        type, MessageId.For(type, letter.Id), at, letter.Member, letter.Case, "system", "email", summary);

    static string NameOf(Letter letter) =>
        Recipient.DisplayName(letter.ToName) is { Length: > 0 } name ? name : letter.To;

    static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Letter {Letter}, try {Try}, wasn't taken: status {Status} {ErrorCode}")]
        public static partial void NotTaken(ILogger logger, string letter, int @try, int status, string? errorCode);

        [LoggerMessage(LogLevel.Warning, "Letter {Letter}, try {Try}: the ledger failed with status {Status} {ErrorCode}")]
        public static partial void NoLedger(ILogger logger, string letter, int @try, int status, string? errorCode);

        [LoggerMessage(LogLevel.Information, "Letter {Letter} is queued for {At:u} as try {Try}")]
        public static partial void Postponed(ILogger logger, string letter, DateTimeOffset at, int @try);

        [LoggerMessage(LogLevel.Error, "Letter {Letter} will not be sent: {Reason}")]
        public static partial void Refused(ILogger logger, string letter, string reason);
    }
}
