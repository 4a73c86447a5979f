using Microsoft.DurableTask;

namespace MemberServices.Cases;

/// <summary>
/// The sequence of a case without steps: look at the log and do what is due, sleep until the next due time or until the
/// log has changed. Part of an orchestration.
/// </summary>
/// <remarks>
/// Each effect of a look is keyed by case, clock and threshold, so that looking too often changes nothing; the look
/// answers when something is due next, or null when the case is over.
/// </remarks>
public static class CaseLoop
{
    /// <summary>
    /// After this long a case looks at its log though nothing is due. The watch finds a lost event within hours; a look a day of each open
    /// case would be most of what they all do.
    /// </summary>
    public static readonly TimeSpan LongestSleep = TimeSpan.FromDays(30);

    /// <summary>Looks before the history starts anew; each has some eight events.</summary>
    public const int LooksOfOneHistory = 100;

    /// <summary>Runs the case.</summary>
    /// <param name="context">The orchestration's; its instance id is the case's.</param>
    /// <param name="look">The activity: takes a <see cref="CaseLook"/>, answers a <c>DateTimeOffset?</c>.</param>
    /// <returns>Whether the case is over; if not, the orchestration has continued as new and must return.</returns>
    public static async Task<bool> RunAsync(TaskOrchestrationContext context, string look)
    {
        var events = new CaseEvents(context);
        for (var i = 0; i < LooksOfOneHistory; i++)
        {
            DateTimeOffset now = context.CurrentUtcDateTime;
            var due = await context.CallActivityAsync<DateTimeOffset?>(
                look, new CaseLook(CaseId.Parse(context.InstanceId), now), RetryPolicies.Infrastructure);
            if (due is null)
            {
                return true;
            }
            await events.UntilAsync(due.Value < now + LongestSleep ? due.Value : now + LongestSleep);
        }
        // A change that comes meanwhile isn't lost: the next history begins with a look.
        context.ContinueAsNew(context.GetInput<object>());
        return false;
    }
}
