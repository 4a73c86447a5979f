using System.Text.Json;
using DurableTask.Core.Exceptions;
using MemberServices.Messages;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace MemberServices.WorkItems.Reminders;

/// <summary>
/// Starts and wakes the orchestrations that follow work items. Whoever opens or closes an item leaves a command: they may have no
/// client, and must not wait.
/// </summary>
public sealed partial class WorkItemFollowUps(WorkItemTable table, CommandQueue commands, TimeProvider clock, ILogger<WorkItemFollowUps> log)
{
    /// <summary>The command's type; its data is the item's id.</summary>
    public const string Command = "work-item.follow-up";

    /// <summary>How long a reminder may be due before it is looked into.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromMinutes(15);

    /// <summary>The most items that are mended in one run.</summary>
    const int MostOfARun = 200;

    const int LongestInstance = 100;

    static readonly OrchestrationRuntimeStatus[] UnderWay =
        [OrchestrationRuntimeStatus.Running, OrchestrationRuntimeStatus.Pending, OrchestrationRuntimeStatus.Suspended];

    /// <summary>The orchestration's, of an item.</summary>
    public static string InstanceOf(string item) =>
        $"work-item.{item}" is { Length: <= LongestInstance } instance ? instance : $"work-item.{DeterministicId.From(item, "\n")}";

    /// <summary>Has an item followed from now on, or no longer.</summary>
    public Task AskAsync(WorkItem item, CancellationToken cancellationToken) => commands.SendAsync(
        Command, DeterministicId.From("follow-up", item.Id, item.IsLive ? "opened" : "closed"), new FollowUp(item.Id), cancellationToken);

    /// <summary>Carries out the command.</summary>
    public async Task<IReadOnlyList<MessageError>> TakeAsync(CloudEvent command, DurableTaskClient client, CancellationToken cancellationToken)
    {
        if (command.Data.ValueKind != JsonValueKind.Object || command.Data.Deserialize<FollowUp>(JsonSerializerOptions.Web)?.Item is not { Length: > 0 } id)
        {
            return [new MessageError("data.item", "must be a work item's id")];
        }
        if ((await table.ReadAsync(id, cancellationToken))?.Item is { } item)
        {
            await (item.IsLive ? StartAsync(client, item, cancellationToken) : WakeAsync(client, item, cancellationToken));
        }
        return [];
    }

    /// <summary>Mends items whose reminders should have been given: their orchestration is missing, has failed, or didn't wake.</summary>
    public async Task MendAsync(DurableTaskClient client, CancellationToken cancellationToken)
    {
        foreach (var item in await table.DueBeforeAsync(clock.GetUtcNow() - Grace, MostOfARun, cancellationToken))
        {
            Log.Mended(log, item.Id, item.NextReminder!.Value);
            await StartAsync(client, item, cancellationToken);
            await WakeAsync(client, item, cancellationToken);
        }
    }

    /// <summary>Unless it runs. One that has ended may start anew: what it did stands with the item.</summary>
    static async Task StartAsync(DurableTaskClient client, WorkItem item, CancellationToken cancellationToken)
    {
        try
        {
            await client.ScheduleNewOrchestrationInstanceAsync(
                nameof(WorkItemRemindersWorkflow.WorkItemReminders), new WorkItemRemindersInput(WorkItemRemindersWorkflow.Version, item.Id),
                new StartOrchestrationOptions(InstanceOf(item.Id)).WithDedupeStatuses(UnderWay), cancellationToken);
        }
        catch (OrchestrationAlreadyExistsException)
        {
            // It runs.
        }
    }

    static Task WakeAsync(DurableTaskClient client, WorkItem item, CancellationToken cancellationToken) =>
        client.RaiseEventAsync(InstanceOf(item.Id), WorkItemRemindersWorkflow.Closed, null, cancellationToken);

    sealed record FollowUp(string? Item);

    static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Nobody was reminded of the work item {Item}, though it was due at {Due:u}: its orchestration is set going again")]
        public static partial void Mended(ILogger logger, string item, DateTimeOffset due);
    }
}
