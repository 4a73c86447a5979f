using MemberServices.Offices;
using Microsoft.Azure.Functions.Worker;

namespace MemberServices.Onboarding;

/// <param name="Case">Which case.</param>
/// <param name="ApproverId">Who was named, or null.</param>
public sealed record FindApproverInput(string Case, string? ApproverId);

/// <param name="Round">Which round.</param>
/// <param name="ApproverId">Who is asked; null when only staff can decide.</param>
/// <param name="AskedAt">When.</param>
/// <param name="Plan">What follows.</param>
public sealed record RequestApprovalInput(CaseRound Round, string? ApproverId, DateTimeOffset AskedAt, IReadOnlyList<FollowUp> Plan);

/// <param name="Round">Which round.</param>
/// <param name="Step">What to do now.</param>
/// <param name="At">When: a repeat, however late, tells the same.</param>
public sealed record FollowUpInput(CaseRound Round, FollowUp Step, DateTimeOffset At);

/// <summary>The steps of asking an office. Each looks first whether the round has its answer: then it is over.</summary>
public sealed class ApprovalActivities(
    EnrollmentTable table, OfficeTable offices, EnrollmentPost post, EnrollmentMails mails, EnrollmentWork work)
{
    /// <summary>Who is asked: the broker who was named, if they may decide, else the first by the rules. Null: only staff can.</summary>
    [Function(nameof(FindApprover))]
    public async Task<string?> FindApprover([ActivityTrigger] FindApproverInput input)
    {
        var applicant = (await table.GetAsync(input.Case)).Intake.Application;
        if (await offices.FindAsync(applicant.OfficeId) is not { } office)
        {
            return null;
        }

        var named = input.ApproverId is null ? null : office.Broker(input.ApproverId);
        return (named is not null && !Approvers.IsApplicant(named, applicant) ? named : Approvers.First(office, applicant))?.Id;
    }

    [Function(nameof(RequestApproval))]
    public async Task<RoundAnswer?> RequestApproval([ActivityTrigger] RequestApprovalInput input)
    {
        var record = await table.GetAsync(input.Round.Case);
        if (record.AnswerOf(input.Round.Round) is { } answer)
        {
            return answer.ToRoundAnswer();
        }

        var office = await offices.FindAsync(record.Intake.Application.OfficeId);
        var broker = input.ApproverId is null ? null : office?.Broker(input.ApproverId);
        var round = await table.AddRoundAsync(record.Id, new Round(
            input.Round.Round, EnrollmentStage.BrokerApproval,
            broker is null ? null : new AskedBroker(broker.Id, broker.Name, broker.Email),
            input.AskedAt, input.Plan[^1].At, Because(record.AnswerOf(input.Round.Round - 1)),
            [.. input.Plan.Select(ApprovalPlan.Describe)]));
        if (round.Approver is { } approver)
        {
            await post.TellApproverAsync(record, round, approver, "approval.requested", mails.ApprovalRequest);
        }

        await post.ReportAsync(
            record, "approval.requested", $"{round.Number}", round.AskedAt,
            $"{round.Approver?.Name ?? "Staff"} asked to approve the enrollment for {record.Intake.OfficeName}", data: new { round = round.Number, round.Until });
        return null;
    }

    [Function(nameof(FollowUpApproval))]
    public async Task<RoundAnswer?> FollowUpApproval([ActivityTrigger] FollowUpInput input)
    {
        var record = await table.GetAsync(input.Round.Case);
        if (record.AnswerOf(input.Round.Round) is { } answer)
        {
            return answer.ToRoundAnswer();
        }

        var round = record.RoundOf(input.Round.Round)!;
        switch (input.Step.Kind)
        {
            case FollowUpKind.Expire:
                return (await table.AddAnswerAsync(record.Id, new Answer(round.Number, AnswerKind.Expire, "system", input.Step.At, "system"))).ToRoundAnswer();
            case FollowUpKind.AskStaff:
                await work.AskForApprovalAsync(record, round);
                await post.ReportAsync(
                    record, "approval.escalated", $"{round.Number}", input.At,
                    round.Approver is { } silent ? $"{silent.Name} hasn't answered: staff call" : $"Nobody at {record.Intake.OfficeName} can decide: staff do");
                return null;
            case FollowUpKind.Remind when round.Approver is { } approver:
                await post.TellApproverAsync(
                    record, round, approver, "approval.reminded", letter => mails.ApprovalReminder(letter, input.Step.IsLast), input.Step.Number);
                await post.ReportAsync(
                    record, "approval.reminded", $"{round.Number}.{input.Step.Number}", input.At, $"{approver.Name} reminded of the request for approval");
                return null;
            default:
                return null;
        }
    }

    static string? Because(Answer? before) => before switch
    {
        { Kind: AnswerKind.HandOver } => $"{before.By} handed this application over to you.",
        { Kind: AnswerKind.ChangeApprover } => "Member services ask you to decide about this application.",
        { Kind: AnswerKind.Resend } => "Member services sent you a new link. It replaces the earlier one.",
        _ => null,
    };
}
