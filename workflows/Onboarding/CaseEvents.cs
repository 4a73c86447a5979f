using Microsoft.DurableTask;

namespace MemberServices.Onboarding;

/// <summary>
/// The answers that reach a case. One wait for all of them, which is never cancelled: a cancelled one would swallow the
/// next answer.
/// </summary>
sealed class CaseEvents(TaskOrchestrationContext context)
{
    Task<OutcomeEvent> next = context.WaitForExternalEvent<OutcomeEvent>(OutcomeEvent.Event);

    /// <summary>The answer to a step, or null when none comes in time. Outcomes to other steps are passed over.</summary>
    public async Task<OutcomeEvent?> UntilAsync(int step, DateTimeOffset deadline)
    {
        using var stop = new CancellationTokenSource();
        var timer = context.CreateTimer(deadline.UtcDateTime, stop.Token);
        while (await Task.WhenAny(next, timer) != timer)
        {
            var outcome = await next;
            next = context.WaitForExternalEvent<OutcomeEvent>(OutcomeEvent.Event);
            if (outcome.Step == step)
            {
                stop.Cancel();
                return outcome;
            }
        }

        return null;
    }
}
