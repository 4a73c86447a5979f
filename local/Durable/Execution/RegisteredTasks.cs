using Microsoft.DurableTask;
using Microsoft.DurableTask.Worker;
using Microsoft.DurableTask.Worker.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Local.Durable;

/// <summary>
/// The orchestrators and activities of this process. The official worker builder keeps them and finds them by name and
/// version; an unversioned task serves every version of its name that has no versioned one.
/// </summary>
sealed class RegisteredTasks
{
    Action<DurableTaskRegistry>? add;
    Lazy<Factory> factory;

    public RegisteredTasks() => factory = new(Build);

    public void Add(Action<DurableTaskRegistry> tasks)
    {
        add += tasks;
        factory = new(Build);
    }

    public ITaskOrchestrator? FindOrchestrator(string name, string version) =>
        factory.Value.Orchestrators(name, version, factory.Value.Services, out var found) ? found : null;

    public ITaskActivity? FindActivity(string name, string version) =>
        factory.Value.Activities(name, version, factory.Value.Services, out var found) ? found : null;

    /// <exception cref="ArgumentException">Two tasks have the same name and version.</exception>
    Factory Build()
    {
        var services = new ServiceCollection()
            .AddDurableTaskWorker(builder => builder.AddTasks(add ?? (_ => { })).UseBuildTarget<Worker>())
            .BuildServiceProvider();
        return ((Worker)services.GetRequiredService<IHostedService>()).Tasks(services);
    }

    sealed record Factory(
        OfficialInternals.TaskOfVersion<ITaskOrchestrator> Orchestrators,
        OfficialInternals.TaskOfVersion<ITaskActivity> Activities,
        IServiceProvider Services);

    /// <summary>Runs nothing: it is what the builder gives the tasks to.</summary>
    sealed class Worker(string name, IDurableTaskFactory factory) : DurableTaskWorker(name, factory)
    {
        public Factory Tasks(IServiceProvider services) =>
            new(OfficialInternals.OrchestratorsOf(Factory), OfficialInternals.ActivitiesOf(Factory), services);

        protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.CompletedTask;
    }
}
