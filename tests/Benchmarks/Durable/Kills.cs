using System.Collections.Concurrent;
using System.Diagnostics;
using Local.Durable;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Benchmarks.Durable;

/// <summary>
/// Kills a process that runs orchestrations at random moments, again and again, and then compares what it had acknowledged
/// with what the last one finds. The ledger is what the process had printed, so it lies outside of it.
/// </summary>
static class Kills
{
    public static Task RunAsync(int? count) => Measure.InFolderAsync(async folder =>
    {
        var kills = count ?? 20;
        var started = new ConcurrentDictionary<string, bool>();
        for (var i = 0; i < kills; i++)
        {
            using var child = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, ["killed", folder]) { RedirectStandardOutput = true })!;
            var reading = ReadAsync(child.StandardOutput, started);
            await Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.Next(400, 1_200)), TimeProvider.System);
            child.Kill();
            await child.WaitForExitAsync();
            await reading;
        }

        await using var edition = await Engine.StartAsync(folder, Tasks);
        var client = edition.Part<DurableEngine>().Client;
        var (lost, wrong) = (0, 0);
        foreach (var (id, raised) in started)
        {
            if (await client.GetInstanceAsync(id) is null)
            {
                lost++;
                continue;
            }

            if (!raised)
            {
                await client.RaiseEventAsync(id, "Event", 1);
            }

            wrong += await edition.EndAsync(id).WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System) == 3 ? 0 : 1;
        }

        Console.WriteLine($"{kills} kills: {started.Count} starts and {started.Values.Count(raised => raised)} events acknowledged, {lost} lost, {wrong} with a wrong result");
    });

    /// <summary>The process that is killed.</summary>
    public static async Task RunKilledAsync(string folder)
    {
        await using var edition = await Engine.StartAsync(folder, Tasks);
        var client = edition.Part<DurableEngine>().Client;
        await Measure.ForEachAsync(1_000_000, 32, async _ =>
        {
            var id = await client.ScheduleNewOrchestrationInstanceAsync("Steps");
            Console.WriteLine($"started {id}");
            await client.RaiseEventAsync(id, "Event", 1);
            Console.WriteLine($"raised {id}");
        });
    }

    static void Tasks(DurableTaskRegistry tasks) => tasks
        .AddOrchestratorFunc("Steps", async context =>
        {
            var value = await context.CallActivityAsync<int>("PlusOne", 0);
            await context.CreateTimer(TimeSpan.FromMilliseconds(20), CancellationToken.None);
            value += await context.WaitForExternalEvent<int>("Event");
            return await context.CallActivityAsync<int>("PlusOne", value);
        })
        .AddActivityFunc<int, int>("PlusOne", (_, value) => value + 1);

    static async Task ReadAsync(StreamReader output, ConcurrentDictionary<string, bool> started)
    {
        while (await output.ReadLineAsync() is { } line)
        {
            // The last line may have been cut off by the kill.
            if (line.Split(' ') is [var what, { Length: 32 } id])
            {
                started[id] = what == "raised" || started.GetValueOrDefault(id);
            }
        }
    }
}
