using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Local.Durable;

/// <summary>Runs Durable orchestrations and activities in this process and keeps them in the edition's database.</summary>
public sealed class DurableEngine(LocalEdition edition) : IAsyncDisposable
{
    /// <summary>Set before <see cref="StartAsync"/>.</summary>
    public DurableEngineOptions Options { get; set; } = new();

    /// <summary>Works before <see cref="StartAsync"/>, too: what it starts waits.</summary>
    public DurableTaskClient Client => throw new NotImplementedException(edition.Name);

    /// <summary>Adds all of a registry's tasks.</summary>
    /// <param name="services">Makes activity classes; null: by their parameterless constructors.</param>
    public void Add(DurableTaskRegistry registry, IServiceProvider? services = null) => throw new NotImplementedException();

    /// <summary>Adds an orchestrator that gets its input deserialized as <paramref name="inputType"/>.</summary>
    public void AddOrchestrator(
        TaskName name, Type inputType, Func<TaskOrchestrationContext, object?, Task<object?>> run, TaskVersion version = default) =>
        throw new NotImplementedException();

    /// <summary>Adds an activity that gets its input deserialized as <paramref name="inputType"/>.</summary>
    public void AddActivity(
        TaskName name, Type inputType, Func<TaskActivityContext, object?, Task<object?>> run, TaskVersion version = default) =>
        throw new NotImplementedException();

    /// <summary>Takes up what was left unfinished, and runs until stopped.</summary>
    public Task StartAsync(CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <summary>Begins nothing new and waits for what runs.</summary>
    public Task StopAsync(CancellationToken cancellationToken = default) => throw new NotImplementedException();

    public async ValueTask DisposeAsync() => await StopAsync();
}
