using System.Text.Json;
using MemberServices.Links;
using MemberServices.Mail;
using MemberServices.Messages;

namespace MemberServices.Onboarding;

/// <summary>Writes to the people of a case, and tells the topic what happened in it. A repeat is neither a second mail nor a second event.</summary>
public sealed class EnrollmentNotifier(
    LinkTable links, LinkPolicy linkPolicy, SiteAddress site, EmailQueue queue, EventPublisher events)
{
    const int NoStep = 0;

    /// <summary>Writes to the applicant, with a link to the progress page.</summary>
    /// <param name="record">The case.</param>
    /// <param name="kind">Which mail.</param>
    /// <param name="content">Says it.</param>
    /// <param name="more">Completes what it is said from.</param>
    /// <param name="step">Of which step it is told; 0: once in a case.</param>
    public async Task TellApplicantAsync(
        EnrollmentRecord record, string kind, Func<EnrollmentEmail, MailContent> content, Func<EnrollmentEmail, EnrollmentEmail>? more = null, int step = NoStep)
    {
        var applicant = record.Opened.Application;
        var token = await links.IssueAsync(
            LinkPurpose.Progress, record.Id, NoStep, applicant.MemberEmail, record.Opened.ReceivedAt.AddDays(linkPolicy.ProgressDays), applicant.MemberKey);
        var email = new EnrollmentEmail(applicant, record.Opened.OfficeName, site.To("enrollments", token));
        await queue.QueueAsync(new OutgoingEmail(
            step == NoStep ? DeterministicId.From(record.Id, kind) : DeterministicId.From(record.Id, kind, step), applicant.MemberEmail, applicant.MemberFullName, content(more?.Invoke(email) ?? email), applicant.MemberKey, record.Id, kind));
    }

    /// <summary>Writes to the person who was asked in a step, with a link to the decision page.</summary>
    public async Task TellApproverAsync(
        EnrollmentRecord record, Step step, AskedBroker approver, string kind, Func<EnrollmentEmail, MailContent> content, int number = 1)
    {
        var applicant = record.Opened.Application;
        var token = await links.IssueAsync(LinkPurpose.Approval, record.Id, step.Number, approver.MemberEmail, step.Until, applicant.MemberKey);
        var end = record.OutcomeOf(step.Number);
        var email = new EnrollmentEmail(
            applicant, record.Opened.OfficeName, site.To("approvals", token), new Person(approver.MemberFullName, approver.MemberEmail),
            step.AskedAt, step.Until, step.Because, end?.Reason, end?.By);
        await queue.QueueAsync(new OutgoingEmail(
            DeterministicId.From(record.Id, kind, step.Number, number), approver.MemberEmail, approver.MemberFullName, content(email), applicant.MemberKey, record.Id, kind));
    }

    /// <summary>Tells the topic.</summary>
    /// <param name="record">The case.</param>
    /// <param name="type">What happened.</param>
    /// <param name="step">Which time it is that it happened: a step, a step with a number.</param>
    /// <param name="at">When.</param>
    /// <param name="summary">A line for people.</param>
    /// <param name="by">Who did it.</param>
    /// <param name="channel">How.</param>
    /// <param name="data">More for programs, without what identifies a person.</param>
    public Task ReportAsync(
        EnrollmentRecord record, string type, string step, DateTimeOffset at, string summary, string by = "system", string channel = "system", object? data = null) =>
        events.PublishAsync(new DomainEvent(
            type, DeterministicId.From(record.Id, type, step), at, record.Opened.Application.MemberKey, record.Id, by, channel, summary,
            data is null ? null : JsonSerializer.SerializeToElement(data, JsonSerializerOptions.Web)));
}
