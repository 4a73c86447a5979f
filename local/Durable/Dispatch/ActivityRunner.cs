using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;

namespace Local.Durable;

/// <summary>
/// Runs activities, so many at once. What one returns is stored with the episode that it causes; until then it counts as
/// not run, and runs again if the process dies.
/// </summary>
sealed partial class ActivityRunner(LocalClock clock, DurableEngineOptions options, RegisteredTasks tasks)
{
    readonly Lock gate = new();
    readonly Queue<ActivityCall> waiting = [];
    readonly ILogger log = options.LoggerFactory.CreateLogger("Local.Durable.Activities");
    int launching;
    int running;
    volatile bool stopping;

    public required Dispatcher Dispatcher { private get; init; }

    public void Add(LoadedInstance instance, IEnumerable<TaskScheduled> scheduled)
    {
        lock (gate)
        {
            foreach (var task in scheduled)
            {
                waiting.Enqueue(new(instance.Id, instance.Start.TraceParent, instance.Execution, task, new PendingWork(clock, $"activity {task.Name}")));
            }
        }

        Pump();
    }

    /// <summary>Begins no more: what waits is left to the next process.</summary>
    public void Stop()
    {
        List<ActivityCall> left;
        lock (gate)
        {
            stopping = true;
            left = [.. waiting];
            waiting.Clear();
        }

        left.ForEach(Forget);
    }

    void Forget(ActivityCall call)
    {
        Dispatcher.Forget(call.Execution.Instance);
        call.Busy.Dispose();
    }

    void Pump()
    {
        while (true)
        {
            lock (gate)
            {
                if (waiting.Count <= launching || running >= options.MaxConcurrentActivities)
                {
                    return;
                }

                launching++;
                running++;
            }

            ThreadPool.UnsafeQueueUserWorkItem(static runner => _ = runner.RunAsync(), this, preferLocal: false);
        }
    }

    async Task RunAsync()
    {
        lock (gate)
        {
            launching--;
        }

        while (TryTake(out var call))
        {
            if (stopping)
            {
                Forget(call);
                continue;
            }

            var returned = await CallAsync(call);
            Dispatcher.Return(call.Execution.Instance, new(0, call.Execution.Generation, returned));
            call.Busy.Dispose();
        }
    }

    bool TryTake(out ActivityCall call)
    {
        lock (gate)
        {
            if (waiting.TryDequeue(out call))
            {
                return true;
            }

            running--;
            return false;
        }
    }

    async Task<HistoryEvent> CallAsync(ActivityCall call)
    {
        var task = call.Task;
        call.Busy.Enter();
        using var span = Spans.Run(task, call.InstanceId, call.TraceParent);
        try
        {
            if (tasks.FindActivity(task.Name, task.Version) is not { } activity)
            {
                var versioned = task.Version.Length == 0 ? "" : $" with version '{task.Version}'";
                var text = $"No activity task named '{task.Name}'{versioned} was found.";
                return new TaskFailed(task.Id, new("ActivityTaskNotFound", text, null, null, Final: true));
            }

            var input = options.DataConverter.Deserialize(task.Input, activity.InputType);
            var output = await activity.RunAsync(new Context(call), input);
            return new TaskDone(task.Id, PayloadLimit.Check(options.DataConverter.Serialize(output), options));
        }
        catch (Exception exception)
        {
            Spans.Failed(span);
            Log.Failed(log, exception, task.Name, call.InstanceId);
            return new TaskFailed(task.Id, Failures.From(exception));
        }
    }

    readonly record struct ActivityCall(string InstanceId, string? TraceParent, ExecutionKey Execution, TaskScheduled Task, PendingWork Busy);

    sealed class Context(ActivityCall call) : TaskActivityContext
    {
        public override TaskName Name => call.Task.Name;

        public override string InstanceId => call.InstanceId;

        public override string Version => call.Task.Version;
    }

    static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Activity {Name} of instance {Id} failed.")]
        public static partial void Failed(ILogger log, Exception exception, string name, string id);
    }
}
