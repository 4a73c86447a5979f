using Microsoft.DurableTask;

namespace Benchmarks.Durable;

/// <summary>External events, one per waiting instance, from the call that raises it to the instance's end.</summary>
static class Events
{
    const int AtOnce = 1024;

    public static Task RunAsync(int? count) => Measure.InFolderAsync(async folder =>
    {
        await using var host = await Host.StartAsync(folder, tasks => tasks
            .AddOrchestratorFunc("Waits", async context => await context.WaitForExternalEvent<int>("Event")));

        var total = count ?? 50_000;
        await RunAsync(Math.Min(10_000, total), "warm");
        var seconds = await RunAsync(total, "raised");
        Measure.Print("events raised to done", total, seconds, "one transaction per action", Floor.PerSecond(folder, actionsEach: 2));

        async Task<double> RunAsync(int many, string name)
        {
            await Measure.ForEachAsync(many, AtOnce, async i =>
            {
                await host.Client.ScheduleNewOrchestrationInstanceAsync("Waits", null, new StartOrchestrationOptions($"{name}-{i}"));
                await host.Client.WaitForInstanceStartAsync($"{name}-{i}");
            });
            return await Measure.SecondsAsync(() => Measure.ForEachAsync(many, AtOnce, async i =>
            {
                await host.Client.RaiseEventAsync($"{name}-{i}", "Event", i);
                if (await host.EndAsync($"{name}-{i}") != i)
                {
                    throw new InvalidOperationException($"Instance {i} got another event.");
                }
            }));
        }
    });
}
