using System.Text.Json;
using MemberServices.Cases;
using MemberServices.Fields;
using MemberServices.Mail;
using MemberServices.Messages;
using MemberServices.Policies;
using Microsoft.Extensions.Logging;

namespace MemberServices.Bounces;

/// <summary>
/// What follows from the mail service's reports: an address from which mails come back is marked, and staff are told of a
/// mail of a case that didn't arrive. Reports may come twice, late and in any order.
/// </summary>
public sealed partial class DeliveryReports(
    MailLedger ledger, MailboxTable mailboxes, EventPublisher events, CaseWorkItems work, TimeProvider clock, ILogger<DeliveryReports> log)
{
    /// <summary>The type of Event Grid's event.</summary>
    public const string Received = "Microsoft.Communication.EmailDeliveryReportReceived";

    /// <summary>How long a mail that a report names may be missing in the ledger: it is written after the mail is sent, and that may have to be repeated.</summary>
    static readonly TimeSpan LedgerIsLateBy = TimeSpan.FromMinutes(5);

    /// <exception cref="NotYetException">The mail may be written down in a moment.</exception>
    public async Task<IReadOnlyList<MessageError>> TakeAsync(CloudEvent message, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var (reported, errors) = DeliveryReportMessage.Read(message, now);
        if (reported is null)
        {
            return errors;
        }

        if (reported.Report is not { } report)
        {
            Log.UnknownStatus(log, message.Id, reported.Status);
        }
        else if (reported.Operation is not { } operation || await ledger.FindAsync(operation, cancellationToken) is not { } mail)
        {
            if (report.IsFailure && reported.Operation is not null && now - report.At < LedgerIsLateBy)
            {
                throw new NotYetException("the report's mail isn't in the ledger yet, or isn't ours");
            }

            // Other apps may send through the same resource.
            Log.UnknownMail(log, message.Id, report.Status);
        }
        else if (!EmailAddress.AreSame(reported.Recipient, mail.To))
        {
            // A member of a distribution group: the address that we know works.
            Log.OtherRecipient(log, message.Id, report.Status);
        }
        else if (report.Status == DeliveryStatus.Delivered)
        {
            await ArrivedAsync(mail, report, cancellationToken);
        }
        else if (report.IsFailure)
        {
            await FailedAsync(operation, mail, report, cancellationToken);
        }

        return [];
    }

    async Task ArrivedAsync(SentMail mail, DeliveryReport report, CancellationToken cancellationToken)
    {
        // The item is closed before the mark goes, so that a repeat after a crash in between closes it.
        if (CasesOf(mail) is { Count: > 0 } cases
            && await mailboxes.FindBounceAsync(mail.To, cancellationToken) is { } bounce && bounce.At < report.At)
        {
            foreach (var (id, _) in cases)
            {
                await work.CloseAsync(id, 0, KindOf(mail), StaffRoles.Level1, "a later email to the address arrived");
            }
        }

        await mailboxes.AddAsync(mail.To, report, cancellationToken);
    }

    async Task FailedAsync(Guid operation, SentMail mail, DeliveryReport report, CancellationToken cancellationToken)
    {
        var isStillSo = !report.IsBounce || (await mailboxes.AddAsync(mail.To, report, cancellationToken)).IsBounce;
        if (mail.Topics.Count == 0)
        {
            return;
        }

        // One line for a mail, however many reports say so, and at the time of the first.
        var first = (await ledger.AddFailureAsync(operation, report, cancellationToken))?.Failure ?? report;
        var bounced = new DomainEvent(
            "mail.bounced", DeterministicId.From("mail.bounced", mail.Id), first.At, null, null, "system", "email",
            $"Email to {NameOf(mail)} {WhatBecame(first)}: {mail.Subject}{(first.Reason is { } reason ? $" ({reason})" : "")}",
            JsonSerializer.SerializeToElement(new { status = first.Status.ToString(), mail = mail.Id }));
        foreach (var each in bounced.About(mail.Topics))
        {
            await events.PublishAsync(each, cancellationToken);
        }

        foreach (var (id, memberKey) in isStillSo ? CasesOf(mail) : [])
        {
            var todo = report.IsBounce ? "Correct the address" : "Reach the recipient another way";
            var to = mail.ToName.Length > 0 ? $"{mail.ToName} ({mail.To})" : mail.To;
            await work.OpenAsync(
                id, 0, KindOf(mail), StaffRoles.Level1, $"{todo}: the email to {to} about {id} {WhatBecame(report)}", memberKey);
        }
    }

    static IReadOnlyList<(CaseId Id, string? MemberKey)> CasesOf(SentMail mail) =>
        [.. mail.Topics.SelectMany(topic => CaseId.TryParse(topic.Case, out var id) ? [(id, topic.MemberKey)] : Array.Empty<(CaseId, string?)>())];

    static string WhatBecame(DeliveryReport report) => report.Status switch
    {
        DeliveryStatus.Bounced => "came back",
        DeliveryStatus.Suppressed => "wasn't sent on, since an earlier one came back",
        DeliveryStatus.Quarantined or DeliveryStatus.FilteredSpam => "was taken for spam",
        _ => "wasn't delivered",
    };

    static string NameOf(SentMail mail) => mail.ToName.Length > 0 ? mail.ToName : mail.To;

    /// <summary>One item for a case and a mailbox, whichever of its mails fail.</summary>
    static string KindOf(SentMail mail) => "address-" + DeterministicId.From(EmailAddress.MailboxOf(mail.To), "\n")[..16];

    static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Delivery report {Report} has a status that isn't known here: {Status}")]
        public static partial void UnknownStatus(ILogger logger, string report, string status);

        [LoggerMessage(LogLevel.Information, "Delivery report {Report} ({Status}) is about a mail that isn't ours, or is forgotten")]
        public static partial void UnknownMail(ILogger logger, string report, DeliveryStatus status);

        [LoggerMessage(LogLevel.Information, "Delivery report {Report} ({Status}) is about another recipient than the mail had")]
        public static partial void OtherRecipient(ILogger logger, string report, DeliveryStatus status);
    }
}
