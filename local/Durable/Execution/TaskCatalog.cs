using Microsoft.DurableTask;

namespace Local.Durable;

/// <summary>An orchestrator's code.</summary>
/// <param name="InputType">Null: it takes no input, or asks its context for it.</param>
sealed record RegisteredOrchestrator(Type? InputType, Func<TaskOrchestrationContext, object?, Task<object?>> Run);

/// <summary>An activity's code.</summary>
sealed record RegisteredActivity(Type InputType, Func<TaskActivityContext, object?, Task<object?>> Run);

/// <summary>
/// Finds a task by name and version. A version that isn't there falls back to the unversioned task, unless the name has
/// any versioned one (as the official DurableTaskFactory).
/// </summary>
sealed class TaskCatalog<T> where T : class
{
    readonly Dictionary<RegisteredTask, Func<T>> tasks = [];
    readonly HashSet<TaskName> versioned = [];

    /// <exception cref="ArgumentException">It is there already.</exception>
    public void Add(TaskName name, TaskVersion version, Func<T> make)
    {
        if (!tasks.TryAdd(new(name, version), make))
        {
            throw new ArgumentException($"A task named '{name}' is already added.", nameof(name));
        }

        if (version != TaskVersion.Unversioned)
        {
            versioned.Add(name);
        }
    }

    public T? Find(string name, string version)
    {
        if (tasks.TryGetValue(new(name, version), out var make)
            || (!versioned.Contains(name) && tasks.TryGetValue(new(name, default), out make)))
        {
            return make();
        }

        return null;
    }
}
