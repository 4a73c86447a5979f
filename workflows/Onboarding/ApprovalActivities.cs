using MemberServices.Cases;
using MemberServices.Offices;
using Microsoft.Azure.Functions.Worker;

namespace MemberServices.Onboarding;

/// <param name="Case">Which case.</param>
/// <param name="ApproverKey">Who was named, or null.</param>
public sealed record FindApproverInput(string Case, string? ApproverKey);

/// <param name="Step">Which step.</param>
/// <param name="ApproverKey">Who is asked; null when only staff can decide.</param>
/// <param name="AskedAt">When.</param>
/// <param name="Plan">What follows.</param>
public sealed record RequestApprovalInput(StepId Step, string? ApproverKey, DateTimeOffset AskedAt, IReadOnlyList<Deadline> Plan);

/// <param name="Step">Which step.</param>
/// <param name="Due">What to do now.</param>
/// <param name="At">When: a repeat, however late, tells the same.</param>
public sealed record FollowUpInput(StepId Step, Deadline Due, DateTimeOffset At);

/// <summary>The steps of asking an office. Each looks first whether the step has its answer: then it is over.</summary>
public sealed class ApprovalActivities(
    EnrollmentTable table, OfficeTable offices, EnrollmentNotifier post, EnrollmentMails mails, EnrollmentWorkItems work)
{
    /// <summary>Who is asked: the broker who was named, if they may decide, else the first by the rules. Null: only staff can.</summary>
    [Function(nameof(FindApprover))]
    public async Task<string?> FindApprover([ActivityTrigger] FindApproverInput input)
    {
        var applicant = (await table.GetAsync(input.Case)).Opened.Application;
        if (await offices.FindAsync(applicant.OfficeKey) is not { } office)
        {
            return null;
        }

        var named = input.ApproverKey is null ? null : office.Broker(input.ApproverKey);
        return (named is not null && !Approvers.IsApplicant(named, applicant) ? named : Approvers.First(office, applicant))?.MemberKey;
    }

    [Function(nameof(RequestApproval))]
    public async Task<OutcomeEvent?> RequestApproval([ActivityTrigger] RequestApprovalInput input)
    {
        var record = await table.GetAsync(input.Step.Case);
        if (record.OutcomeOf(input.Step.Number) is { } outcome)
        {
            return outcome.ToEvent();
        }

        var office = await offices.FindAsync(record.Opened.Application.OfficeKey);
        var broker = input.ApproverKey is null ? null : office?.Broker(input.ApproverKey);
        var step = await table.AddStepAsync(record.Id, new Step(
            input.Step.Number, EnrollmentStage.BrokerApproval,
            broker is null ? null : new AskedBroker(broker.MemberKey, broker.MemberFullName, broker.MemberEmail),
            input.AskedAt, input.Plan[^1].At, Because(record.OutcomeOf(input.Step.Number - 1)),
            [.. input.Plan.Select(ApprovalDeadlines.Describe)]));
        if (step.Approver is { } approver)
        {
            await post.TellApproverAsync(record, step, approver, "approval.requested", mails.ApprovalRequest);
        }

        await post.ReportAsync(
            record, "approval.requested", $"{step.Number}", step.AskedAt,
            $"{step.Approver?.MemberFullName ?? "Staff"} asked to approve the enrollment for {record.Opened.OfficeName}", data: new { step = step.Number, step.Until });
        return null;
    }

    [Function(nameof(FollowUpApproval))]
    public async Task<OutcomeEvent?> FollowUpApproval([ActivityTrigger] FollowUpInput input)
    {
        var record = await table.GetAsync(input.Step.Case);
        if (record.OutcomeOf(input.Step.Number) is { } outcome)
        {
            return outcome.ToEvent();
        }

        var step = record.StepOf(input.Step.Number)!;
        switch (input.Due.Kind)
        {
            case DeadlineKind.Reminder:
                await RemindAsync(record, step, input);
                return null;
            case DeadlineKind.Staff:
                await work.AskForApprovalAsync(record, step);
                await post.ReportAsync(
                    record, "approval.escalated", $"{step.Number}", input.At,
                    step.Approver is { } silent ? $"{silent.MemberFullName} hasn't answered: staff call" : $"Nobody at {record.Opened.OfficeName} can decide: staff do");
                return null;
            case DeadlineKind.LastNotice:
                await GiveLastNoticeAsync(record, step, input);
                return null;
            case DeadlineKind.End:
                return (await table.AddOutcomeAsync(record.Id, new StepOutcome(step.Number, OutcomeKind.Expire, "system", input.Due.At, "system"))).ToEvent();
            default:
                throw new ArgumentOutOfRangeException(nameof(input), input.Due.Kind, "A deadline that nothing follows.");
        }
    }

    async Task RemindAsync(EnrollmentRecord record, Step step, FollowUpInput input)
    {
        if (step.Approver is { } approver)
        {
            await post.TellApproverAsync(
                record, step, approver, "approval.reminded", email => mails.ApprovalReminder(email, input.Due.IsLast), input.Due.Number);
            await post.ReportAsync(
                record, "approval.reminded", $"{step.Number}.{input.Due.Number}", input.At, $"{approver.MemberFullName} reminded of the request for approval");
        }
    }

    /// <summary>Tells both that the time is almost over; the applicant hears it of each step of its own.</summary>
    async Task GiveLastNoticeAsync(EnrollmentRecord record, Step step, FollowUpInput input)
    {
        if (step.Approver is { } approver)
        {
            await post.TellApproverAsync(record, step, approver, "approval.ending", mails.ApprovalEnding);
        }

        await post.TellApplicantAsync(
            record, "enrollment.ending", mails.Ending,
            email => email with { Approver = step.Approver is { } asked ? new Person(asked.MemberFullName, asked.MemberEmail) : null, Until = step.Until }, step.Number);
        await post.ReportAsync(record, "approval.ending", $"{step.Number}", input.At, "Applicant and office told that the application expires soon");
    }

    static string? Because(StepOutcome? before) => before switch
    {
        { Kind: OutcomeKind.HandOver } => $"{before.By} handed this application over to you.",
        { Kind: OutcomeKind.Reassign } => "Member services ask you to decide about this application.",
        { Kind: OutcomeKind.Resend } => "Member services sent you a new link. It replaces the earlier one.",
        _ => null,
    };
}
