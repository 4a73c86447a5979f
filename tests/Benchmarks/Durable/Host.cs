using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
#if MICROSOFT_HOST
using Microsoft.DurableTask.Testing;
#else
using Local.Durable;
#endif

namespace Benchmarks.Durable;

/// <summary>The engine that the scenarios run on. They know nothing of it but the public API.</summary>
sealed class Host(IAsyncDisposable engine, DurableTaskClient client) : IAsyncDisposable
{
    public DurableTaskClient Client => client;

#if MICROSOFT_HOST
    public const string Name = "Microsoft's in-process test host, in memory";

    public static async Task<Host> StartAsync(string folder, Action<DurableTaskRegistry> tasks)
    {
        Environment.SetEnvironmentVariable("Logging__LogLevel__Default", "None"); // else it logs every call to the console
        var engine = await DurableTaskTestHost.StartAsync(tasks);
        return new(engine, engine.Client);
    }
#else
    public const string Name = "the local engine, on disk";

    public static async Task<Host> StartAsync(string folder, Action<DurableTaskRegistry> tasks)
    {
        var edition = await Engine.StartAsync(folder, tasks);
        return new(edition, edition.Part<DurableEngine>().Client);
    }
#endif

    /// <summary>What an instance ends with.</summary>
    public async Task<int> EndAsync(string id) => (await client.WaitForInstanceCompletionAsync(id, true)).ReadOutputAs<int>();

    public ValueTask DisposeAsync() => engine.DisposeAsync();
}
