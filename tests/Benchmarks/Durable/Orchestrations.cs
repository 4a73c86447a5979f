using Local.Durable;

namespace Benchmarks.Durable;

/// <summary>Orchestrations of three sequential activities; every acknowledged start and every step is on disk.</summary>
static class Orchestrations
{
    const int AtOnce = 512;

    public static Task RunAsync(int? count) => Measure.InFolderAsync(async folder =>
    {
        await using var edition = await Engine.StartAsync(folder, tasks => tasks
            .AddOrchestratorFunc<int, int>("Three", async (context, value) =>
            {
                value = await context.CallActivityAsync<int>("PlusOne", value);
                value = await context.CallActivityAsync<int>("PlusOne", value);
                return await context.CallActivityAsync<int>("PlusOne", value);
            })
            .AddActivityFunc<int, int>("PlusOne", (_, value) => value + 1));
        var client = edition.Part<DurableEngine>().Client;

        await RunAsync(2_000);
        var total = count ?? 30_000;
        var seconds = await Measure.SecondsAsync(() => RunAsync(total));
        Measure.Print(
            "orchestrations of three sequential activities", total, seconds, "one transaction per action", Engine.NaiveFloor(folder, actionsEach: 8));

        Task RunAsync(int many) => Measure.ForEachAsync(many, AtOnce, async i =>
        {
            var id = await client.ScheduleNewOrchestrationInstanceAsync("Three", i);
            if (await edition.EndAsync(id) != i + 3)
            {
                throw new InvalidOperationException($"Instance {id} returned something else.");
            }
        });
    });
}
