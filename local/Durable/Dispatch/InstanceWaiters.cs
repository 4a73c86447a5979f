namespace Local.Durable;

/// <summary>Callers that wait for an instance to start or to end.</summary>
sealed class InstanceWaiters
{
    readonly Lock gate = new();
    readonly Dictionary<string, List<Waiter>> waiting = [];

    /// <summary>Ends when the instance's status has changed. Register first, then look, then wait.</summary>
    /// <param name="toItsEnd">Only changes that end it count: whoever waits for them needn't look after every episode.</param>
    public Task NextChange(string id, bool toItsEnd)
    {
        var waiter = new Waiter(toItsEnd);
        lock (gate)
        {
            if (!waiting.TryGetValue(id, out var others))
            {
                waiting.Add(id, others = []);
            }

            others.Add(waiter);
        }

        return waiter.Task;
    }

    public void Changed(string id, bool isOver)
    {
        List<Waiter> told;
        lock (gate)
        {
            if (!waiting.TryGetValue(id, out var all))
            {
                return;
            }

            told = all.FindAll(waiter => isOver || !waiter.ToItsEnd);
            all.RemoveAll(waiter => isOver || !waiter.ToItsEnd);
            if (all.Count == 0)
            {
                waiting.Remove(id);
            }
        }

        told.ForEach(waiter => waiter.TrySetResult());
    }

    sealed class Waiter(bool toItsEnd) : TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public bool ToItsEnd => toItsEnd;
    }
}
