namespace Local.Durable;

/// <summary>Callers that wait for an instance to start or to end.</summary>
sealed class InstanceWaiters
{
    readonly Lock gate = new();
    readonly Dictionary<string, List<TaskCompletionSource>> waiting = [];

    /// <summary>Ends when something about the instance was committed. Register first, then look, then wait.</summary>
    public Task NextChange(string id)
    {
        var source = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (gate)
        {
            if (!waiting.TryGetValue(id, out var others))
            {
                waiting.Add(id, others = []);
            }

            others.Add(source);
        }

        return source.Task;
    }

    public void Changed(string id)
    {
        List<TaskCompletionSource>? sources;
        lock (gate)
        {
            if (!waiting.Remove(id, out sources))
            {
                return;
            }
        }

        sources.ForEach(source => source.TrySetResult());
    }
}
