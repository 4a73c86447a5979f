using Local.Durable;

namespace Benchmarks.Durable;

/// <summary>Fan-outs of a hundred activities each, many at once.</summary>
static class ParallelActivities
{
    const int Each = 100;

    public static Task RunAsync(int? count) => Measure.InFolderAsync(async folder =>
    {
        await using var edition = await Engine.StartAsync(folder, tasks => tasks
            .AddOrchestratorFunc("FanOut", async context =>
                (await Task.WhenAll(Enumerable.Range(0, Each).Select(_ => context.CallActivityAsync<int>("One", 1)))).Sum())
            .AddActivityFunc<int, int>("One", (_, value) => value));
        var client = edition.Part<DurableEngine>().Client;

        await RunAsync(20);
        var total = (count ?? 100_000) / Each;
        var seconds = await Measure.SecondsAsync(() => RunAsync(total));
        Measure.Print("parallel activities", total * Each, seconds, "one transaction per action", Engine.NaiveFloor(folder, actionsEach: 2));

        Task RunAsync(int many) => Measure.ForEachAsync(many, 32, async _ =>
        {
            var id = await client.ScheduleNewOrchestrationInstanceAsync("FanOut");
            if (await edition.EndAsync(id) != Each)
            {
                throw new InvalidOperationException($"Instance {id} lost activities.");
            }
        });
    });
}
