using System.Text.Json;
using MemberServices.Links;
using MemberServices.Mail;
using MemberServices.Messages;

namespace MemberServices.Onboarding;

/// <summary>Writes to the people of a case, and tells the topic what happened in it. A repeat is neither a second mail nor a second fact.</summary>
public sealed class EnrollmentPost(
    LinkTable links, LinkPolicy linkPolicy, SiteAddress site, Outbox outbox, FactPublisher facts)
{
    const int NoRound = 0;

    /// <summary>Writes to the applicant, with a link to the progress page.</summary>
    public async Task TellApplicantAsync(
        EnrollmentRecord record, string kind, Func<EnrollmentLetter, MailContent> content, Func<EnrollmentLetter, EnrollmentLetter>? more = null)
    {
        var applicant = record.Intake.Application;
        var token = await links.IssueAsync(
            LinkPurpose.Progress, record.Id, NoRound, applicant.Email, record.Intake.ReceivedAt.AddDays(linkPolicy.ProgressDays), applicant.MemberId);
        var letter = new EnrollmentLetter(applicant, record.Intake.OfficeName, site.To("enrollments", token));
        await outbox.QueueAsync(new Letter(
            MessageId.For(record.Id, kind), applicant.Email, applicant.Name, content(more?.Invoke(letter) ?? letter), applicant.MemberId, record.Id, kind));
    }

    /// <summary>Writes to the person who was asked in a round, with a link to the decision page.</summary>
    public async Task TellApproverAsync(
        EnrollmentRecord record, Round round, AskedBroker approver, string kind, Func<EnrollmentLetter, MailContent> content, int number = 1)
    {
        var applicant = record.Intake.Application;
        var token = await links.IssueAsync(LinkPurpose.Approval, record.Id, round.Number, approver.Email, round.Until, applicant.MemberId);
        var end = record.AnswerOf(round.Number);
        var letter = new EnrollmentLetter(
            applicant, record.Intake.OfficeName, site.To("approvals", token), new Person(approver.Name, approver.Email),
            round.AskedAt, round.Until, round.Because, end?.Reason, end?.By);
        await outbox.QueueAsync(new Letter(
            MessageId.For(record.Id, kind, round.Number, number), approver.Email, approver.Name, content(letter), applicant.MemberId, record.Id, kind));
    }

    /// <summary>Tells the topic.</summary>
    /// <param name="record">The case.</param>
    /// <param name="type">What happened.</param>
    /// <param name="step">Which time it is that it happened: a round, a round with a number.</param>
    /// <param name="at">When.</param>
    /// <param name="summary">A line for people.</param>
    /// <param name="by">Who did it.</param>
    /// <param name="medium">How.</param>
    /// <param name="data">More for programs, without what identifies a person.</param>
    public Task ReportAsync(
        EnrollmentRecord record, string type, string step, DateTimeOffset at, string summary, string by = "system", string medium = "system", object? data = null) =>
        facts.PublishAsync(new Fact(
            type, MessageId.For(record.Id, type, step), at, record.Intake.Application.MemberId, record.Id, by, medium, summary,
            data is null ? null : JsonSerializer.SerializeToElement(data, JsonSerializerOptions.Web)));
}
