using MemberServices.Calendar;
using Microsoft.DurableTask;

namespace MemberServices.Onboarding;

/// <summary>Giving access to the directory, and taking it back. Part of the orchestration.</summary>
static class ProvisioningStage
{
    public static async Task<OutcomeEvent> GrantAsync(
        TaskOrchestrationContext context, EnrollmentCase enrollment, EnrollmentState state, CaseEvents answers)
    {
        var calendar = new BusinessCalendar(enrollment.Calendar);
        var step = new StepId(context.InstanceId, state.Step);
        var plan = ProvisioningSchedule.Make(enrollment.Policy.Access, calendar, context.CurrentUtcDateTime);
        var outcome = await context.CallActivityAsync<OutcomeEvent?>(
            nameof(ProvisioningActivities.OpenAccess), new OpenAccessInput(step, context.CurrentUtcDateTime, plan), RetryPolicies.Infrastructure);

        var staffAsked = false;
        for (var attempt = 1; outcome is null; attempt++)
        {
            var result = await context.CallActivityAsync<AccessResult>(nameof(ProvisioningActivities.GrantAccess), step.Case, RetryPolicies.Infrastructure);
            var move = plan.After(result, attempt, context.CurrentUtcDateTime, staffAsked, calendar);
            if (move.IsDone || context.CurrentUtcDateTime >= plan.GiveUpAt)
            {
                return await CloseAsync(context, step, move.IsDone ? OutcomeKind.Granted : OutcomeKind.GiveUp);
            }

            if (move.AskStaff)
            {
                staffAsked = true;
                await context.CallActivityAsync(nameof(ProvisioningActivities.AskStaffAboutAccess), new AskStaffInput(step, context.CurrentUtcDateTime), RetryPolicies.Infrastructure);
            }

            var next = move.TryAt is { } at && at < plan.GiveUpAt ? at : plan.GiveUpAt;
            context.SetCustomStatus(new CaseStatus(
                state.Stage, state.Step, move.TryAt is null ? "staff, to try access again" : "the directory", plan.GiveUpAt,
                [new NextStep(next, "Access is tried again"), new NextStep(plan.GiveUpAt, "The enrollment fails")]));
            outcome = await answers.UntilAsync(step.Number, next);
        }

        return outcome;
    }

    /// <summary>Takes back what was granted. When the directory doesn't let us for too long, staff do it.</summary>
    public static async Task RevokeAsync(TaskOrchestrationContext context, EnrollmentCase enrollment)
    {
        var calendar = new BusinessCalendar(enrollment.Calendar);
        var plan = ProvisioningSchedule.Make(enrollment.Policy.Access, calendar, context.CurrentUtcDateTime);
        for (var attempt = 1; ; attempt++)
        {
            var result = await context.CallActivityAsync<AccessResult>(nameof(ProvisioningActivities.RevokeAccess), context.InstanceId, RetryPolicies.Infrastructure);
            var move = plan.After(result, attempt, context.CurrentUtcDateTime, staffAsked: false, calendar);
            if (move.IsDone)
            {
                return;
            }

            if (move.AskStaff)
            {
                await context.CallActivityAsync(nameof(ProvisioningActivities.AskStaffToRevoke), context.InstanceId, RetryPolicies.Infrastructure);
                return;
            }

            await context.CreateTimer(move.TryAt!.Value.UtcDateTime, CancellationToken.None);
        }
    }

    static Task<OutcomeEvent> CloseAsync(TaskOrchestrationContext context, StepId step, OutcomeKind kind) =>
        context.CallActivityAsync<OutcomeEvent>(nameof(ProvisioningActivities.CloseAccess), new CloseAccessInput(step, kind), RetryPolicies.Infrastructure);
}
