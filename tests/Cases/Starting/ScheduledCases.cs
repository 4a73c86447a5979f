using DurableTask.Core.Exceptions;
using MemberServices.Cases;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace MemberServices.Tests.Cases;

/// <summary>A client behind which nothing runs: it knows which cases were scheduled, ended or woken.</summary>
sealed class ScheduledCases() : DurableTaskClient("scheduled")
{
    readonly Dictionary<string, OrchestrationRuntimeStatus> statuses = [];

    /// <summary>The steps with which cases were woken.</summary>
    public List<(CaseId Case, int Step)> Woken { get; } = [];

    public OrchestrationRuntimeStatus? this[CaseId id]
    {
        get => statuses.TryGetValue(id.ToString(), out var status) ? status : null;
        set => statuses[id.ToString()] = value!.Value;
    }

    public override async Task<string> ScheduleNewOrchestrationInstanceAsync(
        TaskName orchestratorName, object? input = null, StartOrchestrationOptions? options = null, CancellationToken cancellation = default)
    {
        var id = options!.InstanceId!;
        await Interleaving.PassAsync($"schedule {id}", () => statuses.TryAdd(id, OrchestrationRuntimeStatus.Running)
            ? Task.CompletedTask
            : throw new OrchestrationAlreadyExistsException($"{id} is there."));
        return id;
    }

    public override async Task<OrchestrationMetadata?> GetInstancesAsync(string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default)
    {
        OrchestrationMetadata? found = null;
        await Interleaving.PassAsync($"find {instanceId}", () =>
        {
            found = statuses.TryGetValue(instanceId, out var status) ? new OrchestrationMetadata("Case", instanceId) { RuntimeStatus = status } : null;
            return Task.CompletedTask;
        });
        return found;
    }

    public override Task RaiseEventAsync(string instanceId, string eventName, object? eventPayload = null, CancellationToken cancellation = default)
    {
        Woken.Add((CaseId.Parse(instanceId), ((CaseChange)eventPayload!).Step));
        return Task.CompletedTask;
    }

    public override AsyncPageable<OrchestrationMetadata> GetAllInstancesAsync(OrchestrationQuery? filter = null) => throw new NotSupportedException();

    public override Task<OrchestrationMetadata> WaitForInstanceStartAsync(string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        throw new NotSupportedException();

    public override Task<OrchestrationMetadata> WaitForInstanceCompletionAsync(string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        throw new NotSupportedException();

    public override Task SuspendInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default) => throw new NotSupportedException();

    public override Task ResumeInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default) => throw new NotSupportedException();

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
