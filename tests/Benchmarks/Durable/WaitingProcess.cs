using Local;
using Local.Durable;
using Microsoft.DurableTask;

namespace Benchmarks.Durable;

/// <summary>The processes that <see cref="WaitingInstances"/> starts; each says on its output what it did.</summary>
static class WaitingProcess
{
    public const string Fill = "waiting-fill";

    public const string Open = "waiting-open";

    public const string Begun = "begun";

    public const string Dispatched = "dispatched";

    const string Start = "acknowledged ";

    /// <summary>The id whose start a whole line of output acknowledges.</summary>
    public static string? Acknowledged(string line) => line.StartsWith(Start) && line.EndsWith('.') ? line[Start.Length..^1] : null;

    /// <summary>Starts instances that wait, then some that nothing dispatches any more, until it is killed.</summary>
    public static async Task FillAsync(string folder, int total)
    {
        await using var machine = await Engine.StartAsync(folder, tasks => Add(tasks, () => { }));
        var client = machine.Part<DurableEngine>().Client;
        var (before, resident) = (GC.GetTotalMemory(forceFullCollection: true), Environment.WorkingSet);
        var seconds = await Measure.SecondsAsync(async () =>
        {
            await Measure.ForEachAsync(total, 512, i => client.ScheduleNewOrchestrationInstanceAsync(
                "Waits", "a member's id", new StartOrchestrationOptions($"case-{i}")));
            await machine.Clock.SettleAsync();
        });
        var after = GC.GetTotalMemory(forceFullCollection: true);
        Console.WriteLine($"waiting instances: {total / seconds:n0}/s started; {(double)(after - before) / total:n1} bytes of memory each, "
            + $"{(Environment.WorkingSet - resident) >> 20} MB more of the process in all");
        await machine.Part<DurableEngine>().StopAsync();
        for (var i = 0; ; i++)
        {
            await client.ScheduleNewOrchestrationInstanceAsync("First", null, new StartOrchestrationOptions($"first-{i}"));
            Console.WriteLine($"{Start}first-{i}.");
        }
    }

    /// <summary>Begins with what is ready, and lets one of those that wait go on.</summary>
    public static async Task OpenAsync(string folder)
    {
        Console.WriteLine(Begun);
        var said = 0;
        await using var machine = await Engine.StartAsync(folder, tasks => Add(tasks, () =>
        {
            if (Interlocked.Exchange(ref said, 1) == 0)
            {
                Console.WriteLine(Dispatched);
            }
        }));
        var client = machine.Part<DurableEngine>().Client;
        await client.RaiseEventAsync("case-0", "Answer", "yes");
        Console.WriteLine($"one that waited ended as {(await client.WaitForInstanceCompletionAsync("case-0")).RuntimeStatus}");
    }

    static void Add(DurableTaskRegistry tasks, Action dispatched) => tasks
        .AddOrchestratorFunc("First", _ =>
        {
            dispatched();
            return Task.FromResult(1);
        })
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
