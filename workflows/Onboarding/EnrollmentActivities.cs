using MemberServices.DirectoryAccess;
using Microsoft.Azure.Functions.Worker;

namespace MemberServices.Onboarding;

/// <summary>How an enrollment begins and ends for its people.</summary>
public sealed class EnrollmentActivities(EnrollmentTable table, EnrollmentPost post, EnrollmentMails mails, EnrollmentWork work, AccessLedger ledger)
{
    [Function(nameof(ConfirmReceipt))]
    public async Task ConfirmReceipt([ActivityTrigger] string id)
    {
        var record = await table.GetAsync(id);
        await post.ReportAsync(
            record, "enrollment.received", "1", record.Intake.ReceivedAt, $"Application received for {record.Intake.OfficeName}",
            record.Intake.By, record.Intake.Medium, new { record.Intake.Application.OfficeId, record.Intake.Application.MemberType });
        await post.TellApplicantAsync(record, "enrollment.received", mails.Received);
    }

    /// <summary>Tells the topic how a round was answered, and closes the work that it made.</summary>
    [Function(nameof(RecordAnswer))]
    public async Task RecordAnswer([ActivityTrigger] CaseRound input)
    {
        var record = await table.GetAsync(input.Case);
        var answer = record.AnswerOf(input.Round)!;
        var words = AnswerWords.Of(answer);
        await work.CloseAsync(record, input.Round, words.Summary);
        await post.ReportAsync(
            record, words.Fact, $"{input.Round}", answer.At, words.Summary, answer.By, answer.Medium, new { round = input.Round, answer = answer.Kind, why = answer.Reason });
    }

    /// <summary>Tells the applicant how it ended, and the person who was still asked.</summary>
    [Function(nameof(TellEnd))]
    public async Task TellEnd([ActivityTrigger] string id)
    {
        var record = await table.GetAsync(id);
        var answer = record.Answers.MaxBy(a => a.Round)!;
        var round = record.RoundOf(answer.Round);
        switch (record.Progress.Outcome)
        {
            case EnrollmentOutcome.Active:
                await WelcomeAsync(record, answer);
                break;
            case EnrollmentOutcome.Declined:
                await TellApplicantAsync(record, "enrollment.declined", answer, answer.Kind == AnswerKind.NotMyAgent ? mails.NotMyAgent : mails.Declined);
                if (answer.Kind == AnswerKind.NotMyAgent)
                {
                    await work.AskForOfficeAsync(record);
                }

                break;
            case EnrollmentOutcome.Expired:
                await TellApplicantAsync(record, "enrollment.expired", answer, mails.Expired);
                await TellAskedAsync(record, round, "approval.expired", mails.ApprovalExpired);
                break;
            case EnrollmentOutcome.Withdrawn:
                await TellApplicantAsync(record, "enrollment.withdrawn", answer, mails.Withdrawn);
                await TellAskedAsync(record, round, "approval.withdrawn", mails.ApprovalWithdrawn);
                break;
            case EnrollmentOutcome.Failed:
                await TellApplicantAsync(record, "enrollment.failed", answer, mails.Failed);
                break;
            case null:
                throw new InvalidOperationException($"The enrollment {id} hasn't ended.");
        }
    }

    /// <summary>Lets the license apply again.</summary>
    [Function(nameof(FreeLicense))]
    public async Task FreeLicense([ActivityTrigger] string id)
    {
        var record = await table.GetAsync(id);
        await table.FreeAsync(record.Intake.Application.MemberId, id);
    }

    async Task WelcomeAsync(EnrollmentRecord record, Answer answer)
    {
        var grant = await ledger.FindAsync(record.Id);
        await post.TellApplicantAsync(
            record, "enrollment.welcome", mails.Welcome, letter => letter with { InvitationAddress = grant?.RedeemAddress });
        await post.ReportAsync(
            record, "member.enrolled", "1", answer.At, $"Enrolled with {record.Intake.OfficeName}",
            data: new { record.Intake.Application.OfficeId, record.Intake.Application.MemberType });
    }

    async Task TellApplicantAsync(EnrollmentRecord record, string end, Answer answer, Func<EnrollmentLetter, Mail.MailContent> content)
    {
        var asked = record.RoundOf(answer.Round)?.Approver;
        await post.TellApplicantAsync(record, end, content, letter => letter with
        {
            Approver = asked is null ? null : new Person(asked.Name, asked.Email),
            Reason = answer.Reason,
            EndedBy = answer.By,
        });
        await post.ReportAsync(
            record, end, "1", answer.At, AnswerWords.Of(answer).Summary, answer.By, answer.Medium, new { why = answer.Reason });
    }

    async Task TellAskedAsync(EnrollmentRecord record, Round? round, string kind, Func<EnrollmentLetter, Mail.MailContent> content)
    {
        if (round?.Approver is { } approver)
        {
            await post.TellApproverAsync(record, round, approver, kind, content);
        }
    }
}
