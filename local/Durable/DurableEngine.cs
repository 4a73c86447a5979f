using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Local.Durable;

/// <summary>
/// Runs Durable orchestrations and activities in this process and keeps them in the machine's database: Microsoft's
/// semantics (microsoft/durabletask-dotnet, Azure/durabletask) over one SQLite file.
/// </summary>
/// <remarks>
/// A start or an event that the client has acknowledged is on disk. An episode is stored as a whole or not at all.
/// Activities run at least once: one whose result was not yet stored when the process died runs again.
/// </remarks>
public sealed class DurableEngine : IAsyncDisposable
{
    readonly LocalMachine machine;
    readonly InstanceStore store = new();
    readonly InstanceWaiters waiters = new();
    readonly RegisteredTasks tasks = new();
    ActivityRunner? activityRunner;
    DueTimes? dueTimes;

    public DurableEngine(LocalMachine machine)
    {
        this.machine = machine;
        machine.Database.WriteAsync(store.Prepare).GetAwaiter().GetResult();
        Client = new LocalDurableClient(machine, this, store, waiters);
    }

    /// <summary>Set before <see cref="StartAsync"/>.</summary>
    public DurableEngineOptions Options { get; set; } = new();

    /// <summary>Works before <see cref="StartAsync"/>, too: what it starts waits.</summary>
    public DurableTaskClient Client { get; }

    internal Dispatcher? Dispatcher { get; private set; }

    /// <summary>Adds orchestrators and activities. Before <see cref="StartAsync"/>.</summary>
    public void Add(Action<DurableTaskRegistry> add) => tasks.Add(add);

    /// <summary>Takes up what was left unfinished, and runs until stopped.</summary>
    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        EpisodeRunner? runner = null;
        var dispatcher = new Dispatcher(machine.Clock, Options) { Run = (box, work) => runner!.Run(box, work) };
        activityRunner = new(machine.Clock, Options, tasks) { Dispatcher = dispatcher };
        dueTimes = new(machine, dispatcher);
        runner = new(machine, Options, store, tasks, dispatcher, activityRunner, dueTimes, waiters);

        // Read by the writer itself: whatever commits later is told to the dispatcher, whatever came before is read here.
        using var busy = machine.Clock.Busy("the engine's start");
        await machine.Database.WriteAsync(Unfinished.Read, unfinished =>
        {
            Dispatcher = dispatcher;
            dispatcher.Start();
            foreach (var key in unfinished.Instances)
            {
                dispatcher.Recover(key);
            }

            foreach (var delivery in unfinished.Inbox)
            {
                dispatcher.Deliver(delivery);
            }

            dueTimes.Scan();
        });
    }

    /// <summary>Begins nothing new, waits for the activities that run, and stores what they return.</summary>
    public async Task StopAsync(CancellationToken cancellationToken = default)
    {
        if (Dispatcher is { } dispatcher)
        {
            activityRunner!.Stop();
            await dispatcher.StopAsync().WaitAsync(cancellationToken);
            dueTimes!.Dispose();
            Dispatcher = null;
        }
    }

    /// <summary>An instance's history as JSON, to be kept and replayed against later code by <see cref="Replay"/>.</summary>
    /// <exception cref="ArgumentException">There is no such instance.</exception>
    public string ExportHistory(string instanceId) => RecordedHistory.From(
        machine.Database.Read(db => InstanceStore.Load(db, instanceId))
        ?? throw new ArgumentException($"There is no instance '{instanceId}'.", nameof(instanceId))).ToJson();

    /// <summary>Replays an exported history against the orchestrators that are added here. No activity runs.</summary>
    /// <returns>
    /// The first step that differs, or an end that does: what history says and what the code did. Null: the code still
    /// does the same.
    /// </returns>
    public string? Replay(string exportedHistory)
    {
        var recorded = RecordedHistory.Parse(exportedHistory);
        return tasks.FindOrchestrator(recorded.Start.Name, recorded.Start.Version) is { } orchestrator
            ? new OrchestrationRun(Options, orchestrator, recorded.InstanceId, recorded.Start).Replay(recorded.Events, recorded.Status)
            : $"No orchestrator task named '{recorded.Start.Name}' was found.";
    }

    public async ValueTask DisposeAsync() => await StopAsync();

    /// <summary>An instance was stored and begins now, or when it is due.</summary>
    internal void Created(LoadedInstance instance)
    {
        if (instance.State.Due is { } later)
        {
            dueTimes?.Expect(instance.Key, later);
        }
        else
        {
            Dispatcher?.Begin(instance);
        }
    }
}

/// <summary>What a process finds to do when it starts.</summary>
/// <param name="Instances">Instances that have yet to begin or left activities open.</param>
sealed record Unfinished(IReadOnlyList<long> Instances, IReadOnlyList<Delivery> Inbox)
{
    public static Unfinished Read(DatabaseSession db) => new(
        db.Query("SELECT key FROM durable_instances WHERE ready = 1 ORDER BY key", row => row.GetInt64(0)),
        db.Query(
            "SELECT instance, at, generation, data FROM durable_inbox ORDER BY at",
            row => new Delivery(row.GetInt64(0), InstanceStore.ReadMessage(row, 1))));
}
