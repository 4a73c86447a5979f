namespace Conformance;

/// <summary>What runs the tests: the local engine, or with DURABLE_HOST=microsoft Microsoft's. The tests know neither.</summary>
abstract class Host : IAsyncDisposable
{
    public abstract DurableTaskClient Client { get; }

    static CancellationToken Test => TestContext.Current.CancellationToken;

    public static Task<Host> StartAsync(Action<DurableTaskRegistry> tasks, HostOptions? options = null) =>
        Environment.GetEnvironmentVariable("DURABLE_HOST") switch
        {
            null or "" or "local" => LocalHost.StartAsync(tasks, options ?? new()),
            "microsoft" => MicrosoftHost.StartAsync(tasks, options ?? new()),
            var other => throw new InvalidOperationException($"DURABLE_HOST is local or microsoft, not '{other}'."),
        };

    /// <summary>Lets time pass and what falls due happen.</summary>
    public abstract Task PassAsync(TimeSpan time);

    public Task PassAsync(double seconds) => PassAsync(TimeSpan.FromSeconds(seconds));

    /// <summary>Ends when everything that can happen without time passing has happened.</summary>
    public abstract Task SettleAsync();

    public abstract ValueTask DisposeAsync();

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
