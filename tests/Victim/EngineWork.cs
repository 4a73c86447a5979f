using Local;
using Local.Durable;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Victims;

/// <summary>Orchestrations with activities, a timer and an event, some at once, one after another.</summary>
public static class EngineWork
{
    /// <summary>What each of them returns.</summary>
    public const int Result = 3;

    const int AtOnce = 6;

    public static async Task RunAsync(LocalMachine machine, string run)
    {
        var client = (await StartAsync(machine, Said.Line)).Client;
        await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(async line =>
        {
            for (var i = 0; ; i++)
            {
                var id = $"{run}-{line}-{i}";
                await client.ScheduleNewOrchestrationInstanceAsync("Steps", new StartOrchestrationOptions(id));
                Said.Line("started", id);
                await client.RaiseEventAsync(id, "Event", 1);
                Said.Line("raised", id);
                if (i % 2 == 0)
                {
                    await client.WaitForInstanceCompletionAsync(id);
                    Said.Line("ended", id);
                }
            }
        }));
    }

    /// <param name="tell">Told what the activities do: their effects, outside of the engine.</param>
    public static async Task<DurableEngine> StartAsync(LocalMachine machine, Action<string, string> tell)
    {
        var engine = machine.Part<DurableEngine>();
        engine.Add(tasks => tasks
            .AddOrchestratorFunc("Steps", async context =>
            {
                var value = await context.CallActivityAsync<int>("PlusOne", 0);
                await context.CreateTimer(TimeSpan.FromMilliseconds(20), CancellationToken.None);
                value += await context.WaitForExternalEvent<int>("Event");
                return await context.CallActivityAsync<int>("PlusOne", value);
            })
            .AddActivityFunc<int, int>("PlusOne", (context, value) =>
            {
                tell("did", context.InstanceId);
                return value + 1;
            }));
        await engine.StartAsync();
        return engine;
    }
}
