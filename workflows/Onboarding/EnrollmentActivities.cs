using MemberServices.Directory;
using Microsoft.Azure.Functions.Worker;

namespace MemberServices.Onboarding;

/// <summary>How an enrollment begins and ends for its people.</summary>
public sealed class EnrollmentActivities(EnrollmentTable table, EnrollmentNotifier post, EnrollmentMails mails, EnrollmentWorkItems work, DirectoryProvisioner provisioner)
{
    [Function(nameof(ConfirmReceipt))]
    public async Task ConfirmReceipt([ActivityTrigger] string id)
    {
        var record = await table.GetAsync(id);
        await post.ReportAsync(
            record, "enrollment.received", "1", record.Opened.ReceivedAt, $"Application received for {record.Opened.OfficeName}",
            record.Opened.By, record.Opened.Channel, new { record.Opened.Application.OfficeId, record.Opened.Application.MemberType });
        await post.TellApplicantAsync(record, "enrollment.received", mails.Received);
    }

    /// <summary>Tells the topic how a step was answered, and closes the work that it made.</summary>
    [Function(nameof(RecordOutcome))]
    public async Task RecordOutcome([ActivityTrigger] StepId input)
    {
        var record = await table.GetAsync(input.Case);
        var outcome = record.OutcomeOf(input.Number)!;
        var words = OutcomeDescriptions.Of(outcome);
        await work.CloseAsync(record, input.Number, words.Summary);
        await post.ReportAsync(
            record, words.EventType, $"{input.Number}", outcome.At, words.Summary, outcome.By, outcome.Channel, new { step = input.Number, outcome = outcome.Kind, why = outcome.Reason });
    }

    /// <summary>Tells the applicant how it ended, and the person who was still asked.</summary>
    [Function(nameof(TellEnd))]
    public async Task TellEnd([ActivityTrigger] string id)
    {
        var record = await table.GetAsync(id);
        var outcome = record.Outcomes.MaxBy(a => a.Step)!;
        var step = record.StepOf(outcome.Step);
        switch (record.State.Outcome)
        {
            case EnrollmentOutcome.Completed:
                await WelcomeAsync(record, outcome);
                break;
            case EnrollmentOutcome.Declined:
                await TellApplicantAsync(record, "enrollment.declined", outcome, outcome.Kind == OutcomeKind.NotMyAgent ? mails.NotMyAgent : mails.Declined);
                if (outcome.Kind == OutcomeKind.NotMyAgent)
                {
                    await work.AskForOfficeAsync(record);
                }

                break;
            case EnrollmentOutcome.Expired:
                await TellApplicantAsync(record, "enrollment.expired", outcome, mails.Expired);
                await TellAskedAsync(record, step, "approval.expired", mails.ApprovalExpired);
                break;
            case EnrollmentOutcome.Withdrawn:
                await TellApplicantAsync(record, "enrollment.withdrawn", outcome, mails.Withdrawn);
                await TellAskedAsync(record, step, "approval.withdrawn", mails.ApprovalWithdrawn);
                break;
            case EnrollmentOutcome.Failed:
                await TellApplicantAsync(record, "enrollment.failed", outcome, mails.Failed);
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
        await table.FreeAsync(record.Opened.Application.MemberId, id);
    }

    async Task WelcomeAsync(EnrollmentRecord record, StepOutcome outcome)
    {
        var access = await provisioner.FindAsync(record.Id, record.Opened.Application.Email);
        await post.TellApplicantAsync(
            record, "enrollment.welcome", mails.Welcome, email => email with { InvitationAddress = access?.RedeemAddress });
        await post.ReportAsync(
            record, "member.enrolled", "1", outcome.At, $"Enrolled with {record.Opened.OfficeName}",
            data: new { record.Opened.Application.OfficeId, record.Opened.Application.MemberType });
    }

    async Task TellApplicantAsync(EnrollmentRecord record, string end, StepOutcome outcome, Func<EnrollmentEmail, Mail.MailContent> content)
    {
        var asked = record.StepOf(outcome.Step)?.Approver;
        await post.TellApplicantAsync(record, end, content, email => email with
        {
            Approver = asked is null ? null : new Person(asked.Name, asked.Email),
            Reason = outcome.Reason,
            EndedBy = outcome.By,
        });
        await post.ReportAsync(
            record, end, "1", outcome.At, OutcomeDescriptions.Of(outcome).Summary, outcome.By, outcome.Channel, new { why = outcome.Reason });
    }

    async Task TellAskedAsync(EnrollmentRecord record, Step? step, string kind, Func<EnrollmentEmail, Mail.MailContent> content)
    {
        if (step?.Approver is { } approver)
        {
            await post.TellApproverAsync(record, step, approver, kind, content);
        }
    }
}
