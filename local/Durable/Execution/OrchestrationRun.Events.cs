using System.Diagnostics.CodeAnalysis;

namespace Local.Durable;

/// <summary>
/// External events. The waiters of a name are a stack: the newest gets the next event. A waiter that was cancelled is
/// skipped (TaskOrchestrationContextWrapper as of 1.26). What nobody waits for is kept per name, oldest first.
/// </summary>
sealed partial class OrchestrationRun
{
    readonly Dictionary<string, Stack<Waiter>> waiters = new(StringComparer.OrdinalIgnoreCase);
    readonly Dictionary<string, Queue<EventRaised>> kept = new(StringComparer.OrdinalIgnoreCase);
    readonly List<EventRaised> carried = [];
    ExecutionStart? continuation;
    bool statusIsSet;
    object? status;

    bool HasWaiters => waiters.Values.Any(stack => stack.Any(waiter => waiter.IsWaiting));

    public Task<T> WaitFor<T>(string name, CancellationToken cancellation)
    {
        var stack = waiters.TryGetValue(name, out var known) ? known : waiters[name] = new();
        if (stack.TryPeek(out var other) && other.EventType != typeof(T))
        {
            throw new ArgumentException(
                $"Event '{name}' is already waited for as {other.EventType.FullName}, so it can't be as {typeof(T).FullName}.");
        }

        var waiter = new Waiter<T>();
        if (TryTakeKept(name, out var raised))
        {
            waiter.TryGive(raised.Payload, options);
            return waiter.Source.Task;
        }

        stack.Push(waiter);
        if (cancellation.CanBeCanceled)
        {
            cancellation.Register(() => waiter.Source.TrySetCanceled(cancellation));
        }

        return waiter.Source.Task;
    }

    public void SetStatus(object? value)
    {
        statusIsSet = true;
        status = value;
    }

    public void ContinueAsNew(object? input, bool preserveEvents, string? version)
    {
        continuation = Start with
        {
            Input = Payload(input),
            Version = string.IsNullOrWhiteSpace(version) ? Start.Version : version,
        };
        if (preserveEvents)
        {
            carried.AddRange(kept.Values.SelectMany(queue => queue));
            kept.Clear();
        }
    }

    /// <exception cref="ArgumentException">The payload is larger than the options allow.</exception>
    public string? Payload(object? value) => PayloadLimit.Check(options.DataConverter.Serialize(value), options);

    CustomStatus Status() => statusIsSet ? new(true, Payload(status)) : default;

    void Deliver(EventRaised raised)
    {
        if (continuation is not null)
        {
            carried.Add(raised);
            return;
        }

        if (waiters.TryGetValue(raised.Name, out var stack))
        {
            while (stack.TryPop(out var waiter))
            {
                if (waiter.TryGive(raised.Payload, options))
                {
                    return;
                }
            }
        }

        if (!kept.TryGetValue(raised.Name, out var queue))
        {
            kept[raised.Name] = queue = new();
        }

        queue.Enqueue(raised);
    }

    bool TryTakeKept(string name, [NotNullWhen(true)] out EventRaised? raised)
    {
        raised = null;
        return kept.TryGetValue(name, out var queue) && queue.TryDequeue(out raised);
    }

    abstract class Waiter
    {
        public abstract Type EventType { get; }

        public abstract bool IsWaiting { get; }

        /// <returns>False when it no longer waits.</returns>
        public abstract bool TryGive(string? payload, DurableEngineOptions options);
    }

    sealed class Waiter<T> : Waiter
    {
        public TaskCompletionSource<T> Source { get; } = new();

        public override Type EventType => typeof(T);

        public override bool IsWaiting => !Source.Task.IsCompleted;

        public override bool TryGive(string? payload, DurableEngineOptions options) =>
            IsWaiting && Source.TrySetResult(options.DataConverter.Deserialize<T>(payload)!);
    }
}
