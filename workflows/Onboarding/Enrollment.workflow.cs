using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace MemberServices.Onboarding;

/// <summary>An enrollment, from the application to the welcome. The instance's id is the case's.</summary>
public static class EnrollmentWorkflow
{
    /// <summary>Steps before the history starts anew; one can have three hundred events.</summary>
    const int StepsOfOneHistory = 3;

    [Function(nameof(Enrollment))]
    public static async Task<EnrollmentOutcome?> Enrollment([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var enrollment = context.GetInput<EnrollmentCase>()!;
        var state = enrollment.State ?? await ReceiveAsync(context);
        var answers = new CaseEvents(context);

        for (var steps = 0; state.Outcome is null; steps++)
        {
            if (steps == StepsOfOneHistory)
            {
                context.ContinueAsNew(enrollment with { State = state });
                return null;
            }

            var outcome = state.Stage == EnrollmentStage.BrokerApproval
                ? await BrokerApproval.AskAsync(context, enrollment, state, answers)
                : await ProvisioningStage.GrantAsync(context, enrollment, state, answers);
            await context.CallActivityAsync(nameof(EnrollmentActivities.RecordOutcome), new StepId(context.InstanceId, outcome.Step), RetryPolicies.Infrastructure);
            state = state.After(outcome);
        }

        await EndAsync(context, enrollment, state);
        return state.Outcome;
    }

    static async Task<EnrollmentState> ReceiveAsync(TaskOrchestrationContext context)
    {
        await context.CallActivityAsync(nameof(EnrollmentActivities.ConfirmReceipt), context.InstanceId, RetryPolicies.Infrastructure);
        return EnrollmentState.Start;
    }

    static async Task EndAsync(TaskOrchestrationContext context, EnrollmentCase enrollment, EnrollmentState state)
    {
        context.SetCustomStatus(new CaseStatus(state.Stage, state.Step, $"nothing: {state.Outcome}", null, []));
        await context.CallActivityAsync(nameof(EnrollmentActivities.TellEnd), context.InstanceId, RetryPolicies.Infrastructure);
        await context.CallActivityAsync(nameof(EnrollmentActivities.FreeLicense), context.InstanceId, RetryPolicies.Infrastructure);
        if (state is { Stage: EnrollmentStage.Access })
        {
            await ProvisioningStage.RevokeAsync(context, enrollment);
        }
    }
}
