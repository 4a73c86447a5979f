using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Local.Durable;

/// <summary>
/// One run of an orchestrator's code: the history is replayed to it, then what is new. The rules are those of
/// DurableTask.Core's TaskOrchestrationExecutor and TaskOrchestrationContext.
/// </summary>
sealed partial class OrchestrationRun
{
    readonly DurableEngineOptions options;
    readonly ITaskOrchestrator orchestrator;
    readonly OrchestrationContext context;
    readonly Dictionary<int, Step> taken = [];
    readonly Dictionary<int, Step> takenBeforeSuspension = [];
    readonly Dictionary<int, OpenStep> open = [];
    readonly Queue<HistoryEvent> arrivedWhileSuspended = [];
    int steps;
    int thread;
    bool suspended;
    Terminated? terminated;
    Task<string?>? result;

    public OrchestrationRun(
        DurableEngineOptions options, ITaskOrchestrator orchestrator, string instanceId, ExecutionStart start)
    {
        this.options = options;
        this.orchestrator = orchestrator;
        InstanceId = instanceId;
        Start = start;
        context = new(this);
    }

    public DurableEngineOptions Options => options;

    public string InstanceId { get; }

    public ExecutionStart Start { get; }

    public DateTime Now { get; private set; }

    public bool IsReplaying { get; private set; } = true;

    /// <summary>Replays <paramref name="history"/>, then tells the code what arrived and which timers are due, and collects what it did.</summary>
    public EpisodeOutcome Run(IEnumerable<HistoryEvent> history, IReadOnlyList<HistoryEvent> arrived, DateTime now)
    {
        var before = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(new OrchestratorThread());
        thread = Environment.CurrentManagedThreadId;
        var added = new List<HistoryEvent>(arrived.Count + 4);
        try
        {
            foreach (var happened in history)
            {
                Begin(happened);
            }

            IsReplaying = false;
            Add(new EpisodeStarted(now > Now ? now : Now));
            foreach (var happened in arrived)
            {
                Add(happened);
            }

            foreach (var timer in DueTimers())
            {
                Add(timer);
            }

            return Finish(added, Ending());
        }
        catch (Exception exception)
        {
            statusIsSet = false;
            return Finish(added, new(OrchestrationRuntimeStatus.Failed, null, Failures.From(exception)));
        }
        finally
        {
            thread = 0;
            SynchronizationContext.SetSynchronizationContext(before);
        }

        void Add(HistoryEvent happened)
        {
            added.Add(happened);
            Begin(happened);
        }
    }

    /// <summary>Replays a whole history and tells what the code did otherwise; null: it did the same.</summary>
    public string? Replay(IReadOnlyList<HistoryEvent> history, OrchestrationRuntimeStatus status)
    {
        var before = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(new OrchestratorThread());
        thread = Environment.CurrentManagedThreadId;
        try
        {
            foreach (var happened in history)
            {
                Begin(happened);
            }

            return taken.Values.OrderBy(step => step.Id).FirstOrDefault() is { } more
                ? $"Step #{more.Id}: history says nothing, but the code did '{more.Describe()}'."
                : OtherEnd(status);
        }
        catch (Exception exception)
        {
            return exception.Message;
        }
        finally
        {
            thread = 0;
            SynchronizationContext.SetSynchronizationContext(before);
        }
    }

    /// <exception cref="InvalidOperationException">The caller is not the orchestrator's own code.</exception>
    public void Guard()
    {
        if (thread != Environment.CurrentManagedThreadId)
        {
            throw new InvalidOperationException(
                "The orchestration context was used outside of its orchestrator's thread. An orchestrator may only await tasks "
                + "that its context made: not Task.Run, Task.Delay, I/O, nor anything with ConfigureAwait(false).");
        }
    }

    async Task<string?> RunCode()
    {
        var input = options.DataConverter.Deserialize(Start.Input, orchestrator.InputType);
        return Payload(await orchestrator.RunAsync(context, input));
    }

    void Begin(HistoryEvent happened)
    {
        if (happened is EpisodeStarted(var time))
        {
            Now = time;
            result ??= RunCode();
            return;
        }

        if (suspended && happened is not (Resumed or Terminated))
        {
            if (happened is not Suspended)
            {
                arrivedWhileSuspended.Enqueue(happened);
            }

            return;
        }

        Process(happened);
    }

    void Process(HistoryEvent happened)
    {
        switch (happened)
        {
            case Step step: Confirm(step); break;
            case TaskDone(var id, var value): Close(id)?.TrySetResult(value); break;
            case TaskFailed(var id, var failure): Close(id)?.Fail(failure); break;
            case TimerFired(var id): Close(id)?.TrySetResult(null); break;
            case EventRaised raised: Deliver(raised); break;
            case Suspended: Suspend(); break;
            case Resumed: Resume(); break;
            case Terminated end: terminated ??= end; break;
        }
    }
}
