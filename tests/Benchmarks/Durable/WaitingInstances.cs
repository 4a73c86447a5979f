using System.Diagnostics;
using Local;
using Local.Durable;
using Microsoft.DurableTask;

namespace Benchmarks.Durable;

/// <summary>What instances cost that wait, and how soon a process that finds them begins with what is ready.</summary>
static class WaitingInstances
{
    public static Task RunAsync(int? count) => Measure.InFolderAsync(async folder =>
    {
        var total = count ?? 100_000;
        await using (var edition = await Engine.StartAsync(folder, Tasks))
        {
            var client = edition.Part<DurableEngine>().Client;
            var before = GC.GetTotalMemory(forceFullCollection: true);
            await Measure.ForEachAsync(total, 512, i => client.ScheduleNewOrchestrationInstanceAsync("Waits", "a member's id", new StartOrchestrationOptions($"case-{i}")));
            await edition.Clock.SettleAsync();
            var after = GC.GetTotalMemory(forceFullCollection: true);
            await edition.Part<DurableEngine>().StopAsync();
            await client.ScheduleNewOrchestrationInstanceAsync("First", null, new StartOrchestrationOptions("first"));
            Console.WriteLine($"waiting instances: {(double)(after - before) / total:n0} bytes of memory each");
        }

        var size = new DirectoryInfo(folder).EnumerateFiles().Sum(file => file.Length);
        Console.WriteLine($"waiting instances: {(double)size / total:n0} bytes of disk each");
        var watch = Stopwatch.StartNew();
        await using (var edition = await Engine.StartAsync(folder, Tasks))
        {
            await edition.EndAsync("first");
            Console.WriteLine($"first dispatch with {total:n0} waiting instances: {watch.ElapsedMilliseconds} ms after opening the database");
        }
    });

    static void Tasks(DurableTaskRegistry tasks) => tasks
        .AddOrchestratorFunc("First", _ => Task.FromResult(1))
        .AddOrchestratorFunc<string, string>("Waits", async (context, member) =>
        {
            using var gone = new CancellationTokenSource();
            var deadline = context.CreateTimer(TimeSpan.FromDays(2), gone.Token);
            var answer = context.WaitForExternalEvent<string>("Answer");
            await Task.WhenAny(deadline, answer);
            gone.Cancel();
            return member;
        });
}
