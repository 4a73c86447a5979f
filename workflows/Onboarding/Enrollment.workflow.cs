using MemberServices.Cases;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace MemberServices.Onboarding;

/// <summary>An enrollment, from the application to its end. The instance's id is the case's number.</summary>
public static class EnrollmentWorkflow
{
    /// <summary>The shape of <see cref="EnrollmentState"/> in the input.</summary>
    public const int Version = 1;

    /// <summary>Steps before the history starts anew; one can have three hundred events.</summary>
    const int StepsOfOneHistory = 3;

    static readonly StepActivities Activities = new(
        nameof(EnrollmentActivities.OpenEnrollmentStep), nameof(EnrollmentActivities.FollowUpEnrollmentStep),
        nameof(EnrollmentActivities.CloseEnrollmentStep), nameof(EnrollmentActivities.UndoEnrollment));

    [Function(nameof(Enrollment))]
    public static async Task<EnrollmentEnd?> Enrollment([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var id = CaseId.Parse(context.InstanceId);
        var input = context.GetInput<CaseInput<EnrollmentState>>()!;
        var state = input.State
            ?? await context.CallActivityAsync<EnrollmentState>(nameof(EnrollmentActivities.ConfirmReceipt), id, RetryPolicies.Infrastructure);

        var steps = new StepLoop(context, Activities);
        for (var done = 0; state.End is null; done++)
        {
            if (done == StepsOfOneHistory)
            {
                context.ContinueAsNew(input with { State = state });
                return null;
            }
            state = await steps.RunAsync<EnrollmentState>(state.Step);
        }

        await context.CallActivityAsync(nameof(EnrollmentActivities.TellEnd), id, RetryPolicies.Infrastructure);
        if (state.End != EnrollmentEnd.Completed)
        {
            await steps.UndoAsync();
        }
        await context.CallActivityAsync(nameof(EnrollmentActivities.FreeLicense), id, RetryPolicies.Infrastructure);
        return state.End;
    }
}
