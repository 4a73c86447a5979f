using MemberServices.Calendar;
using Microsoft.DurableTask;

namespace MemberServices.Onboarding;

/// <summary>One round of asking an office: a request, its follow-ups, an answer. Part of the orchestration.</summary>
static class BrokerApproval
{
    public static async Task<RoundAnswer> AskAsync(
        TaskOrchestrationContext context, EnrollmentCase enrollment, EnrollmentProgress progress, AnswerInbox answers)
    {
        var round = new CaseRound(context.InstanceId, progress.Round);
        var approver = await context.CallActivityAsync<string?>(
            nameof(ApprovalActivities.FindApprover), new FindApproverInput(round.Case, progress.ApproverId), Retries.Steady);
        DateTimeOffset askedAt = context.CurrentUtcDateTime;
        var plan = ApprovalPlan.Make(
            enrollment.Policy.Approval, new BusinessCalendar(enrollment.Calendar), askedAt, hasApprover: approver is not null);

        var answer = await context.CallActivityAsync<RoundAnswer?>(
            nameof(ApprovalActivities.RequestApproval), new RequestApprovalInput(round, approver, askedAt, plan), Retries.Steady);
        for (var i = 0; answer is null; i++)
        {
            ShowWait(context, progress, plan, i, approver is not null);
            answer = await answers.UntilAsync(round.Round, plan[i].At)
                ?? await context.CallActivityAsync<RoundAnswer?>(
                    nameof(ApprovalActivities.FollowUpApproval), new FollowUpInput(round, plan[i], context.CurrentUtcDateTime), Retries.Steady);
        }

        return answer;
    }

    // The last follow-up ends the round, so there is always a next one while it is open.
    static void ShowWait(TaskOrchestrationContext context, EnrollmentProgress progress, IReadOnlyList<FollowUp> plan, int next, bool hasApprover) =>
        context.SetCustomStatus(new CaseStatus(
            progress.Stage, progress.Round, hasApprover ? "the broker's answer" : "staff, to decide for the office", plan[^1].At,
            [.. plan.Skip(next).Select(ApprovalPlan.Describe)]));
}
