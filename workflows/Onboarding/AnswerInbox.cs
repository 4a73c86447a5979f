using Microsoft.DurableTask;

namespace MemberServices.Onboarding;

/// <summary>
/// The answers that reach a case. One wait for all of them, which is never cancelled: a cancelled one would swallow the
/// next answer.
/// </summary>
sealed class AnswerInbox(TaskOrchestrationContext context)
{
    Task<RoundAnswer> next = context.WaitForExternalEvent<RoundAnswer>(RoundAnswer.Event);

    /// <summary>The answer to a round, or null when none comes in time. Answers to other rounds are passed over.</summary>
    public async Task<RoundAnswer?> UntilAsync(int round, DateTimeOffset deadline)
    {
        using var stop = new CancellationTokenSource();
        var timer = context.CreateTimer(deadline.UtcDateTime, stop.Token);
        while (await Task.WhenAny(next, timer) != timer)
        {
            var answer = await next;
            next = context.WaitForExternalEvent<RoundAnswer>(RoundAnswer.Event);
            if (answer.Round == round)
            {
                stop.Cancel();
                return answer;
            }
        }

        return null;
    }
}
