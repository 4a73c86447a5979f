using MemberServices.Calendar;
using Microsoft.DurableTask;

namespace MemberServices.Onboarding;

/// <summary>Giving access to the directory, and taking it back. Part of the orchestration.</summary>
static class AccessRound
{
    public static async Task<RoundAnswer> GrantAsync(
        TaskOrchestrationContext context, EnrollmentCase enrollment, EnrollmentProgress progress, AnswerInbox answers)
    {
        var calendar = new BusinessCalendar(enrollment.Calendar);
        var round = new CaseRound(context.InstanceId, progress.Round);
        var plan = AccessPlan.Make(enrollment.Policy.Access, calendar, context.CurrentUtcDateTime);
        var answer = await context.CallActivityAsync<RoundAnswer?>(
            nameof(AccessActivities.OpenAccess), new OpenAccessInput(round, context.CurrentUtcDateTime, plan), Retries.Steady);

        var staffAsked = false;
        for (var attempt = 1; answer is null; attempt++)
        {
            var result = await context.CallActivityAsync<AccessResult>(nameof(AccessActivities.GrantAccess), round.Case, Retries.Steady);
            var step = plan.After(result, attempt, context.CurrentUtcDateTime, staffAsked, calendar);
            if (step.IsDone || context.CurrentUtcDateTime >= plan.GiveUpAt)
            {
                return await CloseAsync(context, round, step.IsDone ? AnswerKind.Granted : AnswerKind.GiveUp);
            }

            if (step.AskStaff)
            {
                staffAsked = true;
                await context.CallActivityAsync(nameof(AccessActivities.AskStaffAboutAccess), new AskStaffInput(round, context.CurrentUtcDateTime), Retries.Steady);
            }

            var next = step.TryAt is { } at && at < plan.GiveUpAt ? at : plan.GiveUpAt;
            context.SetCustomStatus(new CaseStatus(
                progress.Stage, progress.Round, step.TryAt is null ? "staff, to try access again" : "the directory", plan.GiveUpAt,
                [new NextStep(next, "Access is tried again"), new NextStep(plan.GiveUpAt, "The enrollment fails")]));
            answer = await answers.UntilAsync(round.Round, next);
        }

        return answer;
    }

    /// <summary>Takes back what was granted. When the directory doesn't let us for too long, staff do it.</summary>
    public static async Task RevokeAsync(TaskOrchestrationContext context, EnrollmentCase enrollment)
    {
        var calendar = new BusinessCalendar(enrollment.Calendar);
        var plan = AccessPlan.Make(enrollment.Policy.Access, calendar, context.CurrentUtcDateTime);
        for (var attempt = 1; ; attempt++)
        {
            var result = await context.CallActivityAsync<AccessResult>(nameof(AccessActivities.RevokeAccess), context.InstanceId, Retries.Steady);
            var step = plan.After(result, attempt, context.CurrentUtcDateTime, staffAsked: false, calendar);
            if (step.IsDone)
            {
                return;
            }

            if (step.AskStaff)
            {
                await context.CallActivityAsync(nameof(AccessActivities.AskStaffToRevoke), context.InstanceId, Retries.Steady);
                return;
            }

            await context.CreateTimer(step.TryAt!.Value.UtcDateTime, CancellationToken.None);
        }
    }

    static Task<RoundAnswer> CloseAsync(TaskOrchestrationContext context, CaseRound round, AnswerKind kind) =>
        context.CallActivityAsync<RoundAnswer>(nameof(AccessActivities.CloseAccess), new CloseAccessInput(round, kind), Retries.Steady);
}
