using System.Globalization;
using MemberServices.Cases;
using MemberServices.Fields;
using MemberServices.Mail;
using MemberServices.Messages;

namespace MemberServices.Onboarding.BrokerApproval;

/// <summary>
/// Reminds who was asked. When several requests wait for one mailbox, one mail lists all of them, and those among them that
/// are to be reminded later on the same day have been.
/// </summary>
public sealed class ApprovalReminders(OpenRequests requests, EnrollmentCases cases, EnrollmentNotifier notifier, EmailQueue queue, ApprovalMails mails, RequestListMails lists)
{
    const string Kind = "approval.reminded";

    /// <summary>Reminds of a request, unless a mail of that day has.</summary>
    public async Task RemindAsync(EnrollmentRecord record, CaseStep step, AskedPerson asked, Deadline deadline, DateTimeOffset at)
    {
        var day = record.ReadCalendar().InZone(at).Date.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture);
        if (record.Notes.Any(note => note.Id == NoteOf(step.Number, day)))
        {
            return;
        }
        var (open, hasMore) = await requests.OfAsync(asked.Email);
        var others = open.Where(each => each.Record.Id != record.Id).Take(OpenRequests.Most - 1).ToList();
        IReadOnlyList<OpenRequest> listed = [.. others.Append(new OpenRequest(record, step)).OrderBy(each => each.Step.Until)];
        if (others.Count == 0)
        {
            await notifier.TellAskedAsync(
                record, Kind, step, asked, email => mails.Reminder(email, deadline.IsLast), deadline.Number, isReminder: true);
        }
        else
        {
            await queue.QueueAsync(new OutgoingEmail(
                IdOf(asked, day, listed), asked.Email, asked.Name, lists.Reminder(asked.Name, listed, hasMore), null, null, Kind, [.. listed.Select(each => each.Link)],
                IsReminder: true));
        }

        // After the mail: whoever goes down in between reminds again, with the same mail.
        foreach (var each in listed)
        {
            await cases.AddNoteAsync(each.Record.Id, new CaseNote(
                NoteOf(each.Step.Number, day), at, Actor.Timer, listed.Count == 1 ? "Reminded by email" : $"Reminded by an email that lists {listed.Count} requests"));
        }
    }

    // The requests are part of it: one that came or went in between makes another mail, and no request goes without.
    static string IdOf(AskedPerson asked, string day, IReadOnlyList<OpenRequest> listed) => DeterministicId.From(
        Kind, day, EmailAddress.MailboxOf(asked.Email), string.Join('\n', listed.Select(each => $"{each.Record.Id}.{each.Step.Number}").Order(StringComparer.Ordinal)));

    static string NoteOf(int step, string day) => DeterministicId.From("reminded", step, day);
}
