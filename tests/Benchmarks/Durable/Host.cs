using Local.Durable;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Testing;

namespace Benchmarks.Durable;

/// <summary>
/// The engine that the scenarios run on: the local one, or with DURABLE_HOST=microsoft Microsoft's. They know nothing of
/// it but the public API.
/// </summary>
sealed class Host(IAsyncDisposable engine, DurableTaskClient client) : IAsyncDisposable
{
    static readonly bool IsMicrosofts = Environment.GetEnvironmentVariable("DURABLE_HOST") == "microsoft";

    public static string Name => IsMicrosofts ? "Microsoft's in-process test host, in memory" : "the local engine, on disk";

    public DurableTaskClient Client => client;

    public static async Task<Host> StartAsync(string folder, Action<DurableTaskRegistry> tasks)
    {
        if (IsMicrosofts)
        {
            Environment.SetEnvironmentVariable("Logging__LogLevel__Default", "None"); // else it logs every call to the console
            var host = await DurableTaskTestHost.StartAsync(tasks);
            return new(host, host.Client);
        }

        var machine = await Engine.StartAsync(folder, tasks);
        return new(machine, machine.Part<DurableEngine>().Client);
    }

    /// <summary>What an instance ends with.</summary>
    public async Task<int> EndAsync(string id) => (await client.WaitForInstanceCompletionAsync(id, true)).ReadOutputAs<int>();

    public ValueTask DisposeAsync() => engine.DisposeAsync();
}
