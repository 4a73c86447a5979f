#if MICROSOFT_HOST
using Microsoft.DurableTask.Testing;
using Microsoft.DurableTask.Worker;
using Microsoft.Extensions.DependencyInjection;
#else
using Local;
using Local.Durable;
#endif

namespace Conformance;

/// <summary>Which host runs the tests. Nothing else here knows any but the public API.</summary>
sealed class Host : IAsyncDisposable
{
#if MICROSOFT_HOST
    static int lastPort = 21_000;

    readonly DurableTaskTestHost host;

    static Host() => Environment.SetEnvironmentVariable("Logging__LogLevel__Default", "None"); // else it logs every call

    Host(DurableTaskTestHost host) => this.host = host;

    public DurableTaskClient Client => host.Client;

    public static async Task<Host> StartAsync(Action<DurableTaskRegistry> tasks, HostOptions? options = null) =>
        new(await DurableTaskTestHost.StartAsync(tasks, new()
        {
            Port = Interlocked.Increment(ref lastPort), // its own choice is random, and now and then taken
            ConfigureServices = services => services.Configure<DurableTaskWorkerOptions>(worker =>
            {
                worker.MaximumTimerInterval = (options ?? new()).MaximumTimerInterval;
                if (options?.WorkerVersion is { } version)
                {
                    worker.Versioning = new()
                    {
                        Version = version,
                        DefaultVersion = options.DefaultVersion,
                        MatchStrategy = DurableTaskWorkerOptions.VersionMatchStrategy.Strict,
                        FailureStrategy = DurableTaskWorkerOptions.VersionFailureStrategy.Fail,
                    };
                }
            }),
        }));

    public Task PassAsync(TimeSpan time) => Task.Delay(time, TimeProvider.System);

    public Task SettleAsync() => PassAsync(TimeSpan.FromMilliseconds(500));

    public ValueTask DisposeAsync() => host.DisposeAsync();
#else
    readonly LocalEdition edition;

    Host(LocalEdition edition) => this.edition = edition;

    public DurableTaskClient Client => edition.Part<DurableEngine>().Client;

    public static async Task<Host> StartAsync(Action<DurableTaskRegistry> tasks, HostOptions? options = null)
    {
        var edition = new LocalEdition(start: new(2026, 3, 2, 15, 0, 0, TimeSpan.Zero));
        var engine = edition.Part<DurableEngine>();
        var registry = new DurableTaskRegistry();
        tasks(registry);
        engine.Add(registry);
        engine.Options = new()
        {
            MaximumTimerInterval = (options ?? new()).MaximumTimerInterval,
            DefaultVersion = options?.DefaultVersion ?? "",
            WorkerVersion = options?.WorkerVersion ?? "",
            VersionMatch = options?.WorkerVersion is null ? VersionMatch.None : VersionMatch.Strict,
            VersionFailure = VersionFailure.Fail,
        };
        await engine.StartAsync();
        return new(edition);
    }

    /// <summary>Lets time pass and what falls due happen.</summary>
    public Task PassAsync(TimeSpan time) => edition.Clock.AdvanceAsync(time);

    /// <summary>Ends when everything that can happen without time passing has happened.</summary>
    public Task SettleAsync() => edition.Clock.SettleAsync();

    public ValueTask DisposeAsync() => edition.DisposeAsync();
#endif

    public Task PassAsync(double seconds) => PassAsync(TimeSpan.FromSeconds(seconds));

    /// <summary>The time as the host's orchestrations see it.</summary>
    public async Task<DateTimeOffset> NowAsync()
    {
        var id = await Client.ScheduleNewOrchestrationInstanceAsync("Clock");
        await SettleAsync();
        return (await FindAsync(id)).CreatedAt;
    }

    public async Task<string> StartAsync(TaskName name, object? input = null, string? id = null) =>
        await Client.ScheduleNewOrchestrationInstanceAsync(name, input, new StartOrchestrationOptions(id), Test);

    public Task<OrchestrationMetadata> EndAsync(string id) => Client.WaitForInstanceCompletionAsync(id, true, Soon());

    public async Task<OrchestrationMetadata> RunAsync(TaskName name, object? input = null) => await EndAsync(await StartAsync(name, input));

    public async Task<T?> RunAsync<T>(TaskName name, object? input = null)
    {
        var ended = await RunAsync(name, input);
        Assert.Equal(OrchestrationRuntimeStatus.Completed, ended.RuntimeStatus);
        return ended.ReadOutputAs<T>();
    }

    public async Task<OrchestrationMetadata> FindAsync(string id) =>
        await Client.GetInstanceAsync(id, true, Test) ?? throw new InvalidOperationException($"There is no instance '{id}'.");

    public async Task<OrchestrationRuntimeStatus> StatusAsync(string id) => (await FindAsync(id)).RuntimeStatus;

    public Task RaiseAsync(string id, string name, object? payload = null) => Client.RaiseEventAsync(id, name, payload, Test);

    static CancellationToken Test => TestContext.Current.CancellationToken;

    /// <summary>Cancelled when what should have happened by now has not.</summary>
    static CancellationToken Soon() => CancellationTokenSource.CreateLinkedTokenSource(
        Test, new CancellationTokenSource(TimeSpan.FromSeconds(20), TimeProvider.System).Token).Token;
}

sealed record HostOptions
{
    public TimeSpan MaximumTimerInterval { get; init; } = TimeSpan.FromDays(3);

    public string DefaultVersion { get; init; } = "";

    /// <summary>Set: only instances of this version run, others fail.</summary>
    public string? WorkerVersion { get; init; }
}
