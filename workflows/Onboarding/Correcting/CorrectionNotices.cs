using MemberServices.Cases;
using MemberServices.Links;
using MemberServices.Mail;
using MemberServices.Policies;
using MemberServices.WorkItems;

namespace MemberServices.Onboarding.Correcting;

/// <summary>Tells people, and the topic, what was corrected; a repeat tells nothing twice.</summary>
public sealed class CorrectionNotices(
    EnrollmentNotifier notifier, CaseNotifier cases, CorrectionMails mails, CaseWorkItems work, LinkPolicy links)
{
    /// <summary>The page on which a mailbox's owner says whether a new address is theirs.</summary>
    public const string ConfirmPage = "confirm-address";

    /// <summary>A line for staff: what was corrected, and why; what stands there now is in the case.</summary>
    public static string Summary(Correction what, Actor by, string? why) =>
        $"Corrected by {by.Name}: {string.Join(", ", what.Parts().Select(part => part.Label.ToLowerInvariant()))}{(why is null ? "" : $": {why}")}";

    public async Task CorrectedAsync(EnrollmentRecord record, CorrectionMade made)
    {
        if (made.Step == 0)
        {
            // That of a step's outcome is told when the step is closed.
            await notifier.ReportAsync(
                record, "enrollment.corrected", made.Step, made.At, Summary(made.What, made.By, made.Why), made.Number, made.By, made.Channel,
                new { fields = made.What.Parts().Select(part => part.Field) });
        }
        if (made.What.MemberEmail is { } email && record.PendingEmail == email)
        {
            await AskAsync(record, made, email);
        }
        await notifier.TellApplicantAsync(
            record, "enrollment.corrected", made.Step, mail => mails.Corrected(mail, made, record.PendingEmail), made.Number);
    }

    public async Task AddressAnsweredAsync(EnrollmentRecord record, CaseEntry entry, AddressAnswer answer)
    {
        await notifier.ReportAsync(
            record, answer.IsTheirs ? "address.confirmed" : "address.denied", step: 0, entry.At,
            answer.IsTheirs ? "The new email address was confirmed" : "The new email address isn't the applicant's: nobody there knows of it",
            entry.Number, entry.By, entry.Channel);
        if (!answer.IsTheirs)
        {
            await work.OpenAsync(
                record.Id, step: 0, "address", StaffRoles.Level1, $"Call {record.Applicant.MemberFullName}: the new email address isn't theirs", record.Applicant.MemberKey);
            return;
        }
        await notifier.TellApplicantAsync(record, "address.confirmed", step: 0, mails.Confirmed, entry.Number);
        if (record.Emails.SkipLast(1).LastOrDefault() is { } former)
        {
            await cases.TellAsync(
                new CaseMail(record.Id, "address.replaced", 0, entry.Number, record.Applicant.MemberFullName, former, record.Applicant.MemberKey), mails.Replaced());
        }
    }

    Task AskAsync(EnrollmentRecord record, CorrectionMade made, string email) => cases.TellAsync(
        new CaseMail(
            record.Id, "address.confirm", made.Step, made.Number, "", email, record.Applicant.MemberKey,
            new CaseLink(LinkPurpose.Address, ConfirmPage, made.At.AddHours(links.ConfirmationHours))),
        mails.Confirm());
}
