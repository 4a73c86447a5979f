using Local;
using Local.Durable;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Benchmarks.Durable;

/// <summary>The local engine on a file, with the clock of the system.</summary>
static class Engine
{
    public static async Task<LocalMachine> StartAsync(string folder, Action<DurableTaskRegistry> tasks)
    {
        var machine = new LocalMachine(folder, speed: 1);
        var engine = machine.Part<DurableEngine>();
        engine.Add(tasks);
        await engine.StartAsync();
        return machine;
    }

    public static Task<OrchestrationMetadata> EndAsync(this LocalMachine machine, string id) =>
        machine.Part<DurableEngine>().Client.WaitForInstanceCompletionAsync(id, true);
}
