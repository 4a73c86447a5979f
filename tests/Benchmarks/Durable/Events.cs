using Microsoft.DurableTask;
using Local.Durable;

namespace Benchmarks.Durable;

/// <summary>External events, one per waiting instance, from the call that raises it to the instance's end.</summary>
static class Events
{
    const int AtOnce = 1024;

    public static Task RunAsync(int? count) => Measure.InFolderAsync(async folder =>
    {
        await using var edition = await Engine.StartAsync(folder, tasks => tasks
            .AddOrchestratorFunc("Waits", async context => await context.WaitForExternalEvent<int>("Event")));
        var client = edition.Part<DurableEngine>().Client;

        await RunAsync(10_000, "warm");
        var total = count ?? 50_000;
        var seconds = await RunAsync(total, "raised");
        Measure.Print("events raised to done", total, seconds, "one transaction per action", Engine.NaiveFloor(folder, actionsEach: 2));

        async Task<double> RunAsync(int many, string name)
        {
            await Measure.ForEachAsync(many, AtOnce, i => client.ScheduleNewOrchestrationInstanceAsync(
                "Waits", null, new StartOrchestrationOptions($"{name}-{i}")));
            await edition.Clock.SettleAsync();
            return await Measure.SecondsAsync(() => Measure.ForEachAsync(many, AtOnce, async i =>
            {
                await client.RaiseEventAsync($"{name}-{i}", "Event", i);
                if (await edition.EndAsync($"{name}-{i}") != i)
                {
                    throw new InvalidOperationException($"Instance {i} got another event.");
                }
            }));
        }
    });
}
