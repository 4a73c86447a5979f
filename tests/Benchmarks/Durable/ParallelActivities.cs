
namespace Benchmarks.Durable;

/// <summary>Fan-outs of a hundred activities each, many at once.</summary>
static class ParallelActivities
{
    const int Each = 100;

    public static Task RunAsync(int? count) => Measure.InFolderAsync(async folder =>
    {
        await using var host = await Host.StartAsync(folder, tasks => tasks
            .AddOrchestratorFunc("FanOut", async context =>
                (await Task.WhenAll(Enumerable.Range(0, Each).Select(_ => context.CallActivityAsync<int>("One", 1)))).Sum())
            .AddActivityFunc<int, int>("One", (_, value) => value));

        var total = (count ?? 100_000) / Each;
        await RunAsync(Math.Min(20, total));
        var seconds = await Measure.SecondsAsync(() => RunAsync(total));
        Measure.Print("parallel activities", total * Each, seconds, "one transaction per action", Floor.PerSecond(folder, actionsEach: 2));

        Task RunAsync(int many) => Measure.ForEachAsync(many, 32, async _ =>
        {
            var id = await host.Client.ScheduleNewOrchestrationInstanceAsync("FanOut");
            if (await host.EndAsync(id) != Each)
            {
                throw new InvalidOperationException($"Instance {id} lost activities.");
            }
        });
    });
}
