using DurableTask.Core.Exceptions;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace MemberServices.Cases;

/// <summary>Starts an orchestration under an id that is used once for ever.</summary>
public static class StartOnce
{
    static readonly OrchestrationRuntimeStatus[] AnyStatus = Enum.GetValues<OrchestrationRuntimeStatus>();

    /// <summary>Starts it, unless one with its id runs or has ended.</summary>
    public static async Task StartOnceAsync(
        this DurableTaskClient client, string orchestration, string id, object input, CancellationToken cancellationToken = default)
    {
        try
        {
            await client.ScheduleNewOrchestrationInstanceAsync(
                orchestration, input, new StartOrchestrationOptions(id).WithDedupeStatuses(AnyStatus), cancellationToken);
        }
        catch (OrchestrationAlreadyExistsException)
        {
            // It is there.
        }
    }
}
