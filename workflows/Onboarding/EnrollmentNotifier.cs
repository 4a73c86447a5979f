using MemberServices.Cases;
using MemberServices.Links;
using MemberServices.Mail;

namespace MemberServices.Onboarding;

/// <summary>Writes to the people of an enrollment, and tells the topic what happened in it.</summary>
public sealed class EnrollmentNotifier(CaseNotifier notifier, LinkPolicy linkPolicy)
{
    /// <summary>Writes to the applicant, with a link to the progress page.</summary>
    /// <param name="record">The case.</param>
    /// <param name="kind">Which mail.</param>
    /// <param name="step">Of which step it is told; 0: of the beginning.</param>
    /// <param name="content">Says it.</param>
    /// <param name="number">Which of its kind in that step, from 1.</param>
    /// <param name="isReminder">Whether it only follows up what was said before: see <see cref="OutgoingEmail.IsReminder"/>.</param>
    public Task TellApplicantAsync(
        EnrollmentRecord record, string kind, int step, Func<EnrollmentEmail, MailContent> content, int number = 1, bool isReminder = false)
    {
        var applicant = record.Applicant;
        return notifier.TellAsync(
            new CaseMail(
                record.Id, kind, step, number, applicant.MemberFullName, applicant.MemberEmail, applicant.MemberKey,
                new CaseLink(LinkPurpose.Progress, "enrollments", record.Opened.ReceivedAt.AddDays(linkPolicy.ProgressDays)))
            {
                IsReminder = isReminder,
            },
            content(new EnrollmentEmail(record.Id, applicant, record.Opened.OfficeName, LinkRequest.Placeholder)));
    }

    /// <summary>Writes to the person who was asked in a step, with a link to the decision page.</summary>
    /// <inheritdoc cref="TellApplicantAsync"/>
    public Task TellAskedAsync(
        EnrollmentRecord record, string kind, CaseStep step, AskedPerson asked, Func<EnrollmentEmail, MailContent> content, int number = 1,
        bool isReminder = false)
    {
        var outcome = record.OutcomeOf(step.Number);
        return notifier.TellAsync(
            new CaseMail(
                record.Id, kind, step.Number, number, asked.Name, asked.Email, record.Applicant.MemberKey,
                new CaseLink(LinkPurpose.Approval, "approvals", step.Until))
            {
                IsReminder = isReminder,
            },
            content(new EnrollmentEmail(record.Id, record.Applicant, record.Opened.OfficeName, LinkRequest.Placeholder)
            {
                Asked = asked,
                AskedAt = step.AskedAt,
                Until = step.Until,
                AskedBecause = step.Because,
                Reason = outcome?.What.ToMember,
                EndedBy = outcome is null ? null : EnrollmentViews.NameForMembers(outcome.By),
            }));
    }

    /// <summary>Tells the topic.</summary>
    /// <param name="record">The case.</param>
    /// <param name="type">What happened.</param>
    /// <param name="step">In which step; 0: at the beginning.</param>
    /// <param name="at">When.</param>
    /// <param name="summary">A line for people.</param>
    /// <param name="number">Which of its type in that step, from 1.</param>
    /// <param name="by">Who did it; null: a timer.</param>
    /// <param name="channel">How.</param>
    /// <param name="data">More for programs: without what identifies a person, unless the target needs it.</param>
    /// <param name="target">The system that it asks for something: see <see cref="CaseHappening.Target"/>.</param>
    public Task ReportAsync(
        EnrollmentRecord record, string type, int step, DateTimeOffset at, string summary, int number = 1,
        Actor? by = null, Channel channel = Channel.System, object? data = null, string? target = null) =>
        notifier.ReportAsync(new CaseHappening(record.Id, type, step, number, at, record.Applicant.MemberKey, summary, by, channel, data, target));
}
