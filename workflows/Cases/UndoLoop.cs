using Microsoft.DurableTask;

namespace MemberServices.Cases;

/// <summary>Takes back what a case did, trying for as long as its activity wants to. Part of an orchestration.</summary>
public static class UndoLoop
{
    /// <param name="context">The orchestration's.</param>
    /// <param name="events">Whatever changes in the case's log meanwhile wakes it: a system has answered.</param>
    /// <param name="activity">See <see cref="StepActivities.Undo"/>.</param>
    /// <param name="case">Which case.</param>
    public static async Task RunAsync(TaskOrchestrationContext context, CaseEvents events, string activity, CaseId @case)
    {
        DateTimeOffset since = context.CurrentUtcDateTime;
        for (var attempt = 1; ; attempt++)
        {
            var undo = new CaseUndo(@case, since, attempt, context.CurrentUtcDateTime);
            if (await context.CallActivityAsync<DateTimeOffset?>(activity, undo, RetryPolicies.Infrastructure) is not { } again)
            {
                return;
            }
            await events.UntilAsync(again);
        }
    }
}
