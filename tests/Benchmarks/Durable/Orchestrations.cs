
namespace Benchmarks.Durable;

/// <summary>Orchestrations of three, then of five sequential activities; every acknowledged start and every step is on disk.</summary>
static class Orchestrations
{
    const int AtOnce = 512;

    public static async Task RunAsync(int? count)
    {
        foreach (var steps in (int[])[3, 5])
        {
            await RunAsync(steps, count ?? 30_000);
        }
    }

    static Task RunAsync(int steps, int total) => Measure.InFolderAsync(async folder =>
    {
        await using var host = await Host.StartAsync(folder, tasks => tasks
            .AddOrchestratorFunc<int, int>("Chain", async (context, value) =>
            {
                for (var step = 0; step < steps; step++)
                {
                    value = await context.CallActivityAsync<int>("PlusOne", value);
                }

                return value;
            })
            .AddActivityFunc<int, int>("PlusOne", (_, value) => value + 1));

        await RunManyAsync(Math.Min(2_000, total));
        var seconds = await Measure.SecondsAsync(() => RunManyAsync(total));
        Measure.Print(
            $"orchestrations of {steps} sequential activities", total, seconds, "one transaction per action", Floor.PerSecond(folder, actionsEach: 2 * steps + 2));

        Task RunManyAsync(int many) => Measure.ForEachAsync(many, AtOnce, async i =>
        {
            var id = await host.Client.ScheduleNewOrchestrationInstanceAsync("Chain", i);
            if (await host.EndAsync(id) != i + steps)
            {
                throw new InvalidOperationException($"Instance {id} returned something else.");
            }
        });
    });
}
