using MemberServices.WorkItems.Reminders;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace MemberServices.Ops;

/// <summary>Looks whether all cases go on and all work items are followed, and mends what isn't.</summary>
public sealed class WatchCases(Watch watch, WorkItemFollowUps work)
{
    const string EachQuarterOfAnHour = "0 */15 * * * *";

    /// <summary>The scheduler lists all that runs, and each enrollment and survey under way is a read then.</summary>
    const string FourTimesADay = "0 5 */6 * * *";

    /// <summary>Looks at what is overdue.</summary>
    [Function(nameof(WatchCases))]
    public async Task RunAsync([TimerTrigger(EachQuarterOfAnHour)] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        await work.MendAsync(client, cancellationToken);
        await watch.RunAsync(client, cancellationToken);
    }

    /// <summary>Looks at all of them.</summary>
    [Function("WatchAllCases")]
    public Task RunOverAllAsync([TimerTrigger(FourTimesADay)] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) =>
        watch.RunOverAllAsync(client, cancellationToken);
}
