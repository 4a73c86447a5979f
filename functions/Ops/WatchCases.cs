using MemberServices.WorkItems.Reminders;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace MemberServices.Ops;

/// <summary>Looks whether all cases go on and all work items are followed, and mends what isn't.</summary>
public sealed class WatchCases(Watch watch, WorkItemFollowUps work)
{
    const string EachQuarterOfAnHour = "0 */15 * * * *";

    [Function(nameof(WatchCases))]
    public async Task Run([TimerTrigger(EachQuarterOfAnHour)] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        await work.MendAsync(client, cancellationToken);
        await watch.RunAsync(client, cancellationToken);
    }
}
