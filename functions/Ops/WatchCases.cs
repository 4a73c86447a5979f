using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace MemberServices.Ops;

/// <summary>Looks whether all cases go on, and mends those that don't.</summary>
public sealed class WatchCases(Watch watch)
{
    const string EachQuarterOfAnHour = "0 */15 * * * *";

    [Function(nameof(WatchCases))]
    public Task Run([TimerTrigger(EachQuarterOfAnHour)] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) =>
        watch.RunAsync(client, cancellationToken);
}
