using MemberServices.Calendar;
using MemberServices.Cases;
using Microsoft.DurableTask;

namespace MemberServices.Onboarding;

/// <summary>One step of asking an office: a request, its follow-ups, an answer. Part of the orchestration.</summary>
static class BrokerApproval
{
    public static async Task<OutcomeEvent> AskAsync(
        TaskOrchestrationContext context, EnrollmentCase enrollment, EnrollmentState state, CaseEvents answers)
    {
        var step = new StepId(context.InstanceId, state.Step);
        var approver = await context.CallActivityAsync<string?>(
            nameof(ApprovalActivities.FindApprover), new FindApproverInput(step.Case, state.ApproverKey), RetryPolicies.Infrastructure);
        DateTimeOffset askedAt = context.CurrentUtcDateTime;
        var calendar = new BusinessCalendar(enrollment.Calendar);
        var plan = approver is null
            ? EscalationSchedule.CreateForStaff(enrollment.Policy.Approval, calendar, askedAt)
            : EscalationSchedule.Create(enrollment.Policy.Approval, calendar, askedAt);

        var outcome = await context.CallActivityAsync<OutcomeEvent?>(
            nameof(ApprovalActivities.RequestApproval), new RequestApprovalInput(step, approver, askedAt, plan), RetryPolicies.Infrastructure);
        for (var i = 0; outcome is null; i++)
        {
            ShowWait(context, state, plan, i, approver is not null);
            outcome = await answers.UntilAsync(step.Number, plan[i].At)
                ?? await context.CallActivityAsync<OutcomeEvent?>(
                    nameof(ApprovalActivities.FollowUpApproval), new FollowUpInput(step, plan[i], context.CurrentUtcDateTime), RetryPolicies.Infrastructure);
        }

        return outcome;
    }

    // The last follow-up ends the step, so there is always a next one while it is open.
    static void ShowWait(TaskOrchestrationContext context, EnrollmentState state, IReadOnlyList<Deadline> plan, int next, bool hasApprover) =>
        context.SetCustomStatus(new CaseStatus(
            state.Stage, state.Step, hasApprover ? "the broker's answer" : "staff, to decide for the office", plan[^1].At,
            [.. plan.Skip(next).Select(ApprovalDeadlines.Describe)]));
}
