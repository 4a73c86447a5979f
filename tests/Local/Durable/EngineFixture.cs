using Local;
using Local.Durable;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace MemberServices.Tests.Durable;

/// <summary>An engine in standing time, in memory or on a file that another one can open after it.</summary>
sealed class EngineFixture : IAsyncDisposable
{
    EngineFixture(LocalMachine machine) => Machine = machine;

    public LocalMachine Machine { get; }

    public DurableEngine Engine => Machine.Part<DurableEngine>();

    public DurableTaskClient Client => Engine.Client;

    public static async Task<EngineFixture> StartAsync(
        Action<DurableTaskRegistry> tasks, string? folder = null, DateTimeOffset? start = null, DurableEngineOptions? options = null)
    {
        var fixture = Prepare(tasks, folder, start, options);
        await fixture.Engine.StartAsync();
        return fixture;
    }

    /// <summary>One whose engine isn't started yet.</summary>
    public static EngineFixture Prepare(
        Action<DurableTaskRegistry> tasks, string? folder = null, DateTimeOffset? start = null, DurableEngineOptions? options = null)
    {
        var fixture = new EngineFixture(new(folder, start ?? new(2026, 3, 2, 15, 0, 0, TimeSpan.Zero)));
        fixture.Engine.Add(tasks);
        fixture.Engine.Options = options ?? new();
        return fixture;
    }

    public async Task<OrchestrationMetadata> EndAsync(string id) => await Client.WaitForInstanceCompletionAsync(id, true, Soon());

    public Task<OrchestrationRuntimeStatus> StatusAsync(string id) =>
        Client.GetInstanceAsync(id, false, Soon()).ContinueWith(found => found.Result!.RuntimeStatus, TaskScheduler.Default);

    public ValueTask DisposeAsync() => Machine.DisposeAsync();

    /// <summary>Cancelled when what should have happened by now has not.</summary>
    public static CancellationToken Soon() => CancellationTokenSource.CreateLinkedTokenSource(
        TestContext.Current.CancellationToken, new CancellationTokenSource(TimeSpan.FromSeconds(20), TimeProvider.System).Token).Token;
}
