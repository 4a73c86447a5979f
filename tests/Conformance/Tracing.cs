using System.Collections.Concurrent;
using System.Diagnostics;

namespace Conformance;

public sealed class WhenSomebodyTraces : IDisposable
{
    readonly ActivityTraceId trace = ActivityTraceId.CreateRandom();
    readonly ConcurrentBag<Activity> spans = [];
    readonly ActivityListener listener;

    public WhenSomebodyTraces()
    {
        listener = new()
        {
            ShouldListenTo = source => source.Name == "Microsoft.DurableTask",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span =>
            {
                if (span.TraceId == trace)
                {
                    spans.Add(span);
                }
            },
        };
        ActivitySource.AddActivityListener(listener);
    }

    public void Dispose() => listener.Dispose();

    [Fact]
    public async Task The_start_the_activities_and_those_of_children_are_one_trace()
    {
        await using var host = await Host.StartAsync(tasks => tasks
            .AddOrchestratorFunc("Parent", async context =>
            {
                await context.CallActivityAsync("Look");
                return await context.CallSubOrchestratorAsync<string>("Child");
            })
            .AddOrchestratorFunc("Child", async context => await context.CallActivityAsync<string>("Look"))
            .AddActivityFunc("Look", _ => Activity.Current?.TraceId.ToString()));

        var seen = await TracedAsync(host, () => host.RunAsync<string>("Parent"));

        Assert.Equal(trace.ToString(), seen);
        Assert.Equal(2, spans.Count(span => span is { OperationName: "activity:Look", Kind: ActivityKind.Server }));
        Assert.Single(spans, span => span is { OperationName: "create_orchestration:Parent", Kind: ActivityKind.Producer });
        Assert.Single(spans, span => span is { OperationName: "orchestration:Parent", Kind: ActivityKind.Server });
        Assert.Single(spans, span => span is { OperationName: "orchestration:Child", Kind: ActivityKind.Server });
    }

    [Fact]
    public async Task Spans_name_the_instance_and_what_ran_and_tell_no_payload()
    {
        await using var host = await Host.StartAsync(tasks => tasks
            .AddOrchestratorFunc<string, string>("Waits", async (context, input) =>
                await context.CallActivityAsync<string>("Echo", input + await context.WaitForExternalEvent<string>("Answer")))
            .AddActivityFunc<string, string>("Echo", (_, input) => input));

        var id = await TracedAsync(host, () => host.StartAsync("Waits", "a secret"));
        await TracedAsync(host, async () =>
        {
            await host.RaiseAsync(id, "Answer", "a secret");
            return await host.EndAsync(id);
        });

        Assert.Single(spans, span => span.OperationName == "orchestration_event:Answer" && Tag(span, "durabletask.event.target_instance_id") == id);
        Assert.Single(spans, span => span is { OperationName: "activity:Echo", Kind: ActivityKind.Server } && Tag(span, "durabletask.task.instance_id") == id
            && Tag(span, "durabletask.task.name") == "Echo" && Tag(span, "durabletask.type") == "activity");
        Assert.DoesNotContain(spans, span => span.TagObjects.Any(tag => tag.Value?.ToString()?.Contains("secret") == true));
    }

    [Fact]
    public async Task What_failed_is_marked()
    {
        await using var host = await Host.StartAsync(tasks => tasks
            .AddOrchestratorFunc("Fails", async context => { await context.CallActivityAsync("Throws"); })
            .AddActivityFunc("Throws", (TaskActivityContext _) => { throw new InvalidOperationException("no"); }));

        await TracedAsync(host, () => host.RunAsync("Fails"));

        Assert.Single(spans, span => span is { OperationName: "activity:Throws", Kind: ActivityKind.Server, Status: ActivityStatusCode.Error });
        Assert.Single(spans, span => span is { OperationName: "orchestration:Fails", Status: ActivityStatusCode.Error });
    }

    static string? Tag(Activity span, string name) => span.GetTagItem(name)?.ToString();

    async Task<T> TracedAsync<T>(Host host, Func<Task<T>> act)
    {
        using var caller = new Activity("caller");
        caller.SetParentId(trace, ActivitySpanId.CreateRandom(), ActivityTraceFlags.Recorded).Start();
        var result = await act();
        await host.SettleAsync();
        return result;
    }
}
