using Local;
using Local.Durable;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Benchmarks.Durable;

/// <summary>The local engine on a file, with the clock of the system.</summary>
static class Engine
{
    public static async Task<LocalEdition> StartAsync(string folder, Action<DurableTaskRegistry> tasks)
    {
        var edition = new LocalEdition(folder, speed: 1);
        var engine = edition.Part<DurableEngine>();
        engine.Add(tasks);
        await engine.StartAsync();
        return edition;
    }

    public static Task<OrchestrationMetadata> EndAsync(this LocalEdition edition, string id) =>
        edition.Part<DurableEngine>().Client.WaitForInstanceCompletionAsync(id, true);
}
