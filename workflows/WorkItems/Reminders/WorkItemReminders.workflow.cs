using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace MemberServices.WorkItems.Reminders;

/// <summary>Follows a work item until somebody has done it, its reason is gone, or all have been reminded. There is one for an item.</summary>
public static class WorkItemRemindersWorkflow
{
    /// <summary>The shape of <see cref="WorkItemRemindersInput"/>.</summary>
    public const int Version = 1;

    /// <summary>The event that wakes it: the item may be over. A lost one costs nothing, since each reminder looks at the item first.</summary>
    public const string Closed = "Closed";

    /// <summary>Looks before the history starts anew; each has some eight events.</summary>
    const int LooksOfOneHistory = 100;

    /// <summary>For storage that is away: from five seconds to an hour apart, for some four days.</summary>
    static readonly TaskOptions Retry = TaskOptions.FromRetryPolicy(
        new RetryPolicy(maxNumberOfAttempts: 100, TimeSpan.FromSeconds(5), backoffCoefficient: 2, maxRetryInterval: TimeSpan.FromHours(1)));

    [Function(nameof(WorkItemReminders))]
    public static async Task WorkItemReminders([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var input = context.GetInput<WorkItemRemindersInput>()!;
        // One wait, which is never canceled: a canceled one would swallow the next event.
        var closed = context.WaitForExternalEvent<object?>(Closed);
        for (var look = 0; look < LooksOfOneHistory; look++)
        {
            if (await context.CallActivityAsync<DateTimeOffset?>(nameof(WorkItemActivities.FollowUpWorkItem), input.Item, Retry) is not { } due)
            {
                return;
            }
            using var stop = new CancellationTokenSource();
            var timer = context.CreateTimer(due.UtcDateTime, stop.Token);
            if (await Task.WhenAny(closed, timer) == closed)
            {
                stop.Cancel();
                closed = context.WaitForExternalEvent<object?>(Closed);
            }
        }
        context.ContinueAsNew(input);
    }
}

/// <summary>The orchestration's input.</summary>
/// <param name="Version">Its shape: see <see cref="WorkItemRemindersWorkflow.Version"/>.</param>
/// <param name="Item">The item's id, which says nothing about people.</param>
public sealed record WorkItemRemindersInput(int Version, string Item);
