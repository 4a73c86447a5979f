using DurableTask.Core.Exceptions;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Local.Durable;

/// <summary>The client of an engine in this process; it behaves as GrpcDurableTaskClient in microsoft/durabletask-dotnet.</summary>
sealed partial class LocalDurableClient(
    LocalMachine machine, DurableEngine engine, InstanceStore store, InstanceWaiters waiters)
    : DurableTaskClient("local")
{
    static readonly OrchestrationRuntimeStatus[] RunningStatuses =
        [OrchestrationRuntimeStatus.Pending, OrchestrationRuntimeStatus.Running, OrchestrationRuntimeStatus.Suspended];

    DataConverter Converter => engine.Options.DataConverter;

    DateTime Now => machine.Clock.GetUtcNow().UtcDateTime;

    public override async Task<string> ScheduleNewOrchestrationInstanceAsync(
        TaskName orchestratorName,
        object? input = null,
        StartOrchestrationOptions? options = null,
        CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        ArgumentException.ThrowIfNullOrEmpty(orchestratorName.Name, nameof(orchestratorName));
        var id = options?.InstanceId ?? Guid.NewGuid().ToString("N");
        InstanceIds.Check(id);
        var version = options?.Version is { } chosen ? chosen.Version : engine.Options.DefaultVersion;
        var tags = options?.Tags is { Count: > 0 } given ? new Dictionary<string, string>(given) : null;
        using var span = Spans.Create(orchestratorName.Name, version, id);
        var start = new ExecutionStart(orchestratorName.Name, version, Payload(input), tags, TraceParent: span?.Id);
        await CreateAsync(id, start, options?.StartAt?.UtcDateTime, Refused(options?.DedupeStatuses));
        return id;
    }

    public override async Task RaiseEventAsync(
        string instanceId, string eventName, object? eventPayload = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        using var span = Spans.Raise(eventName, instanceId);
        await SendAsync(instanceId, new EventRaised(eventName, Payload(eventPayload)), cancellation);
    }

    public override Task TerminateInstanceAsync(
        string instanceId, TerminateInstanceOptions? options = null, CancellationToken cancellation = default) =>
        SendAsync(instanceId, new Terminated(Payload(options?.Output), options?.Recursive ?? false), cancellation);

    public override Task SuspendInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default) =>
        SendAsync(instanceId, new Suspended(reason), cancellation);

    public override Task ResumeInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default) =>
        SendAsync(instanceId, new Resumed(reason), cancellation);

    public override async Task<string> RestartAsync(
        string instanceId, bool restartWithNewInstanceId = false, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        var (status, start) = machine.Database.Read(db => InstanceStore.Find(db, instanceId) is { } found
            ? (found.Status, InstanceStore.Load(db, found.Key)?.Start)
            : default);
        if (start is null)
        {
            throw new ArgumentException($"An orchestration with the instanceId {instanceId} was not found.");
        }

        if (!restartWithNewInstanceId && RunningStatuses.Contains(status))
        {
            throw new InvalidOperationException($"An orchestration with the instanceId {instanceId} cannot be restarted: it is {status}.");
        }

        var id = restartWithNewInstanceId ? Guid.NewGuid().ToString("N") : instanceId;
        using var span = Spans.Create(start.Name, start.Version, id);
        await CreateAsync(id, start with { Parent = null, TraceParent = span?.Id }, null, RunningStatuses);
        return id;
    }

    public override async Task RewindInstanceAsync(string instanceId, string reason, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        cancellation.ThrowIfCancellationRequested();
        using var busy = machine.Clock.Busy("a rewind");
        await machine.Database.WriteAsync(new RewindCommit(store, instanceId, reason, Now).Run, deliveries =>
        {
            foreach (var delivery in deliveries)
            {
                engine.Dispatcher?.Deliver(delivery);
            }
        });
    }

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    string? Payload(object? value) => PayloadLimit.Check(Converter.Serialize(value), engine.Options);

    async Task SendAsync(string instanceId, HistoryEvent happened, CancellationToken cancellation)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        cancellation.ThrowIfCancellationRequested();
        using var busy = machine.Clock.Busy("a message to an instance");
        await machine.Database.WriteAsync(db => store.Send(db, instanceId, happened), delivery =>
        {
            if (delivery is { } sent)
            {
                engine.Dispatcher?.Deliver(sent);
            }
        });
    }

    async Task CreateAsync(string id, ExecutionStart start, DateTime? startAt, IReadOnlyCollection<OrchestrationRuntimeStatus> refused)
    {
        using var busy = machine.Clock.Busy("a start");
        var now = Now;
        var due = startAt > now ? startAt : null;
        var existing = await machine.Database.WriteAsync<(OrchestrationRuntimeStatus? Status, LoadedInstance? Created)>(db =>
        {
            if (store.TryCreate(db, id, start, due, now) is { } first)
            {
                return (null, first);
            }

            var found = InstanceStore.Find(db, id)!.Value;
            if (refused.Contains(found.Status))
            {
                return (found.Status, null);
            }

            InstanceStore.Delete(db, found.Key);
            return (null, store.TryCreate(db, id, start, due, now));
        }, result =>
        {
            if (result.Created is { } created)
            {
                engine.Created(created);
                waiters.Changed(id, isOver: false);
            }
        });
        if (existing.Status is { } status)
        {
            throw new OrchestrationAlreadyExistsException($"An orchestration with id '{id}' exists and is {status}.");
        }
    }

    /// <summary>Without dedupe statuses an instance that is over is replaced, as with host.json's overridableExistingInstanceStates by default.</summary>
    static OrchestrationRuntimeStatus[] Refused(IReadOnlyList<string>? names)
    {
        if (names is null)
        {
            return RunningStatuses;
        }

        OrchestrationRuntimeStatus[] refused = [.. names.Select(name =>
            Enum.TryParse<OrchestrationRuntimeStatus>(name, ignoreCase: true, out var status)
                ? status
                : throw new ArgumentException($"'{name}' is not an orchestration runtime status."))];
        if (refused.Contains(OrchestrationRuntimeStatus.Terminated) && RunningStatuses.Except(refused).Any())
        {
            throw new ArgumentException(
                "Dedupe statuses with Terminated must have Pending, Running and Suspended, too: a running instance is terminated before it is replaced.");
        }

        return refused;
    }
}
