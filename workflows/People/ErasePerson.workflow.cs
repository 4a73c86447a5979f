using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace MemberServices.People;

/// <summary>Erases what is known about a person, once their cases have come to rest.</summary>
public static class ErasePersonWorkflow
{
    /// <summary>The shape of <see cref="ErasureInput"/>.</summary>
    public const int Version = 1;

    /// <summary>What was on its way, such as the line of an event or a mail that had to wait, has come by then, and goes as well.</summary>
    public static readonly TimeSpan LatecomersCome = TimeSpan.FromDays(1);

    /// <summary>For storage that is away: from five seconds to an hour apart, for some four days.</summary>
    static readonly TaskOptions Retry = TaskOptions.FromRetryPolicy(
        new RetryPolicy(maxNumberOfAttempts: 100, TimeSpan.FromSeconds(5), backoffCoefficient: 2, maxRetryInterval: TimeSpan.FromHours(1)));

    [Function(nameof(ErasePerson))]
    public static async Task ErasePerson([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var key = context.GetInput<ErasureInput>()!.Key;
        await EraseAsync(context, key);
        await context.CreateTimer(context.CurrentUtcDateTime + LatecomersCome, CancellationToken.None);
        await EraseAsync(context, key);
    }

    static async Task EraseAsync(TaskOrchestrationContext context, string key)
    {
        for (var look = 1; await context.CallActivityAsync<DateTimeOffset?>(
            nameof(ErasureActivities.LookWhetherCasesRest), new ErasureLook(key, look, context.CurrentUtcDateTime), Retry) is { } again; look++)
        {
            await context.CreateTimer(again.UtcDateTime, CancellationToken.None);
        }
        await context.CallActivityAsync(nameof(ErasureActivities.EraseData), key, Retry);
        await context.CallActivityAsync(nameof(ErasureActivities.FinishErasure), new ErasureLook(key, 0, context.CurrentUtcDateTime), Retry);
    }
}

/// <summary>The orchestration's input.</summary>
/// <param name="Version">Its shape: see <see cref="ErasePersonWorkflow.Version"/>.</param>
/// <param name="Key">Whose data.</param>
public sealed record ErasureInput(int Version, string Key);

/// <param name="Key">Whose cases.</param>
/// <param name="Number">Which look it is, from 1.</param>
/// <param name="At">When it began.</param>
public sealed record ErasureLook(string Key, int Number, DateTimeOffset At);
