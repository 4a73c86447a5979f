using System.Collections.Concurrent;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.DurableTask.Protobuf;

namespace MemberServices.Tests.Worker;

/// <summary>What the app's durable clients call, in the host's Durable extension. It runs nothing, and keeps what it was asked.</summary>
sealed class DurableExtension : TaskHubSidecarService.TaskHubSidecarServiceBase
{
    /// <summary>The instances that were started.</summary>
    public ConcurrentDictionary<string, CreateInstanceRequest> Started { get; } = new();

    /// <summary>The events that were raised.</summary>
    public ConcurrentQueue<RaiseEventRequest> Raised { get; } = new();

    /// <summary>What an orchestration is handed when it runs for the first time.</summary>
    public static OrchestratorRequest FirstTurn(CreateInstanceRequest started)
    {
        var now = Timestamp.FromDateTimeOffset(TimeProvider.System.GetUtcNow());
        var instance = new OrchestrationInstance { InstanceId = started.InstanceId, ExecutionId = Guid.NewGuid().ToString("N") };
        return new OrchestratorRequest
        {
            InstanceId = started.InstanceId,
            NewEvents =
            {
                new HistoryEvent { EventId = -1, Timestamp = now, OrchestratorStarted = new OrchestratorStartedEvent() },
                new HistoryEvent
                {
                    EventId = -1,
                    Timestamp = now,
                    ExecutionStarted = new ExecutionStartedEvent { Name = started.Name, Input = started.Input, OrchestrationInstance = instance },
                },
            },
        };
    }

    public override Task<CreateInstanceResponse> StartInstance(CreateInstanceRequest request, ServerCallContext context)
    {
        Started[request.InstanceId] = request;
        return Task.FromResult(new CreateInstanceResponse { InstanceId = request.InstanceId });
    }

    public override Task<RaiseEventResponse> RaiseEvent(RaiseEventRequest request, ServerCallContext context)
    {
        Raised.Enqueue(request);
        return Task.FromResult(new RaiseEventResponse());
    }
}
