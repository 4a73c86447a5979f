using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace MemberServices.Onboarding;

/// <summary>An enrollment, from the application to the welcome. The instance's id is the case's.</summary>
public static class EnrollmentWorkflow
{
    /// <summary>Rounds before the history starts anew; one can have three hundred events.</summary>
    const int RoundsOfOneHistory = 3;

    [Function(nameof(Enrollment))]
    public static async Task<EnrollmentOutcome?> Enrollment([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var enrollment = context.GetInput<EnrollmentCase>()!;
        var progress = enrollment.Progress ?? await ReceiveAsync(context);
        var answers = new AnswerInbox(context);

        for (var rounds = 0; progress.Outcome is null; rounds++)
        {
            if (rounds == RoundsOfOneHistory)
            {
                context.ContinueAsNew(enrollment with { Progress = progress });
                return null;
            }

            var answer = progress.Stage == EnrollmentStage.BrokerApproval
                ? await BrokerApproval.AskAsync(context, enrollment, progress, answers)
                : await AccessRound.GrantAsync(context, enrollment, progress, answers);
            await context.CallActivityAsync(nameof(EnrollmentActivities.RecordAnswer), new CaseRound(context.InstanceId, answer.Round), Retries.Steady);
            progress = progress.After(answer);
        }

        await EndAsync(context, enrollment, progress);
        return progress.Outcome;
    }

    static async Task<EnrollmentProgress> ReceiveAsync(TaskOrchestrationContext context)
    {
        await context.CallActivityAsync(nameof(EnrollmentActivities.ConfirmReceipt), context.InstanceId, Retries.Steady);
        return EnrollmentProgress.Start;
    }

    static async Task EndAsync(TaskOrchestrationContext context, EnrollmentCase enrollment, EnrollmentProgress progress)
    {
        context.SetCustomStatus(new CaseStatus(progress.Stage, progress.Round, $"nothing: {progress.Outcome}", null, []));
        await context.CallActivityAsync(nameof(EnrollmentActivities.TellEnd), context.InstanceId, Retries.Steady);
        await context.CallActivityAsync(nameof(EnrollmentActivities.FreeLicense), context.InstanceId, Retries.Steady);
        if (progress is { Stage: EnrollmentStage.Access })
        {
            await AccessRound.RevokeAsync(context, enrollment);
        }
    }
}
