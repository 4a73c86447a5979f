namespace Local.Durable;

/// <summary>Callers that wait for an instance to start or to end.</summary>
sealed class InstanceWaiters
{
    readonly Lock gate = new();
    readonly Dictionary<string, List<Waiter>> waiting = [];

    /// <summary>Register first, then look, then wait, then dispose of it: whoever found what it looked for waits no more.</summary>
    /// <param name="toItsEnd">Only changes that end it count: whoever waits for them needn't look after every episode.</param>
    public Waiter NextChange(string id, bool toItsEnd)
    {
        var waiter = new Waiter(this, id, toItsEnd);
        lock (gate)
        {
            if (!waiting.TryGetValue(id, out var others))
            {
                waiting.Add(id, others = []);
            }

            others.Add(waiter);
        }

        return waiter;
    }

    public void Changed(string id, bool isOver) => Take(id, waiter => isOver || !waiter.ToItsEnd).ForEach(waiter => waiter.TrySetResult());

    List<Waiter> Take(string id, Predicate<Waiter> which)
    {
        lock (gate)
        {
            if (!waiting.TryGetValue(id, out var all))
            {
                return [];
            }

            var taken = all.FindAll(which);
            all.RemoveAll(which);
            if (all.Count == 0)
            {
                waiting.Remove(id);
            }

            return taken;
        }
    }

    /// <summary>Its task ends when the instance's status has changed.</summary>
    public sealed class Waiter(InstanceWaiters waiters, string id, bool toItsEnd)
        : TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), IDisposable
    {
        public bool ToItsEnd => toItsEnd;

        public void Dispose() => waiters.Take(id, waiter => waiter == this);
    }
}
