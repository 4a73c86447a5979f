using System.Reflection;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.DurableTask;

/// <summary>The orchestrators and activities that a worker has.</summary>
public sealed partial class DurableTaskRegistry
{
    internal Dictionary<RegisteredTask, Func<IServiceProvider, ITaskOrchestrator>> Orchestrators { get; } = [];

    internal Dictionary<RegisteredTask, Func<IServiceProvider, ITaskActivity>> Activities { get; } = [];

    public DurableTaskRegistry AddOrchestrator(TaskName name, TaskVersion version, Func<ITaskOrchestrator> factory)
    {
        ArgumentNullException.ThrowIfNull(factory);
        return Add(Orchestrators, nameof(ITaskOrchestrator), name, version, _ => factory());
    }

    public DurableTaskRegistry AddOrchestrator(TaskName name, Func<ITaskOrchestrator> factory) =>
        AddOrchestrator(name, default, factory);

    public DurableTaskRegistry AddOrchestrator(TaskName name, Type type) =>
        AddOrchestrator(name, VersionOf(type), () => (ITaskOrchestrator)Activator.CreateInstance(type)!);

    public DurableTaskRegistry AddOrchestrator(Type type) => AddOrchestrator(NameOf(type), type);

    public DurableTaskRegistry AddOrchestrator<TOrchestrator>(TaskName name) where TOrchestrator : class, ITaskOrchestrator =>
        AddOrchestrator(name, typeof(TOrchestrator));

    public DurableTaskRegistry AddOrchestrator<TOrchestrator>() where TOrchestrator : class, ITaskOrchestrator =>
        AddOrchestrator(typeof(TOrchestrator));

    public DurableTaskRegistry AddActivity(TaskName name, Func<IServiceProvider, ITaskActivity> factory) =>
        Add(Activities, nameof(ITaskActivity), name, default, factory);

    public DurableTaskRegistry AddActivity(TaskName name, TaskVersion version, Func<ITaskActivity> factory)
    {
        ArgumentNullException.ThrowIfNull(factory);
        return Add(Activities, nameof(ITaskActivity), name, version, _ => factory());
    }

    public DurableTaskRegistry AddActivity(TaskName name, Type type) =>
        Add(Activities, nameof(ITaskActivity), name, VersionOf(type),
            services => (ITaskActivity)ActivatorUtilities.GetServiceOrCreateInstance(services, type));

    public DurableTaskRegistry AddActivity(Type type) => AddActivity(NameOf(type), type);

    public DurableTaskRegistry AddActivity<TActivity>(TaskName name) where TActivity : class, ITaskActivity =>
        AddActivity(name, typeof(TActivity));

    public DurableTaskRegistry AddActivity<TActivity>() where TActivity : class, ITaskActivity => AddActivity(typeof(TActivity));

    static TaskName NameOf(Type type) =>
        type.GetCustomAttribute<DurableTaskAttribute>() is { Name.Name: { Length: > 0 } name } ? name : type.Name;

    static TaskVersion VersionOf(Type type) => type.GetCustomAttribute<DurableTaskAttribute>()?.Version;

    DurableTaskRegistry Add<T>(
        Dictionary<RegisteredTask, Func<IServiceProvider, T>> tasks,
        string kind,
        TaskName name,
        TaskVersion version,
        Func<IServiceProvider, T> factory)
    {
        ArgumentException.ThrowIfNullOrEmpty(name.Name, nameof(name));
        ArgumentNullException.ThrowIfNull(factory);
        if (!tasks.TryAdd(new(name, version), factory))
        {
            var versioned = version.Version.Length == 0 ? "" : $" with version '{version.Version}'";
            throw new ArgumentException($"An {kind} named '{name}'{versioned} is already added.", nameof(name));
        }

        return this;
    }
}

/// <summary>What a task is looked up by; neither part's case counts.</summary>
readonly record struct RegisteredTask(TaskName Name, TaskVersion Version);
