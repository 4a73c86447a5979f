using System.Diagnostics;
using Microsoft.DurableTask.Client;

namespace Local.Durable;

/// <summary>
/// Spans with the source, names and tags of Microsoft's client and worker (TraceHelper in microsoft/durabletask-dotnet),
/// for whoever listens to that source. They tell no inputs, outputs or texts of failures.
/// </summary>
static class Spans
{
    static readonly ActivitySource Source = new("Microsoft.DurableTask");

    /// <summary>An orchestration is started; its activities and children belong to this span.</summary>
    public static Activity? Create(string name, string version, string instanceId)
    {
        var span = Source.HasListeners() ? Source.StartActivity(Name("create_orchestration", name, version), ActivityKind.Producer) : null;
        return Tag(span, "orchestration", name, version, instanceId);
    }

    public static Activity? Raise(string eventName, string instanceId)
    {
        var span = Source.HasListeners() ? Source.StartActivity(Name("orchestration_event", eventName, ""), ActivityKind.Producer) : null;
        return span?.SetTag("durabletask.type", "event")
            .SetTag("durabletask.task.name", eventName)
            .SetTag("durabletask.event.target_instance_id", instanceId);
    }

    /// <summary>An activity runs, as the current span.</summary>
    public static Activity? Run(TaskScheduled task, string instanceId, string? traceParent) =>
        Tag(Begin("activity", task.Name, task.Version, traceParent, default), "activity", task.Name, task.Version, instanceId)
            ?.SetTag("durabletask.task.task_id", task.Id);

    /// <summary>An execution is over: one span from its first episode to now.</summary>
    public static void Ended(LoadedInstance instance, Completion completion, DateTime now)
    {
        var start = instance.Start;
        if (start.TraceParent is null || !Source.HasListeners())
        {
            return;
        }

        var began = instance.History.OfType<EpisodeStarted>().FirstOrDefault()?.Time ?? now;
        using var span = Tag(
            Begin("orchestration", start.Name, start.Version, start.TraceParent, began), "orchestration", start.Name, start.Version, instance.Id);
        span?.SetTag("durabletask.task.status", completion.Status.ToString()).SetEndTime(now);
        if (completion.Status == OrchestrationRuntimeStatus.Failed)
        {
            Failed(span);
        }
    }

    public static void Failed(Activity? span) => span?.SetStatus(ActivityStatusCode.Error);

    static Activity? Begin(string what, string name, string version, string? traceParent, DateTimeOffset since) =>
        traceParent is not null && Source.HasListeners() && ActivityContext.TryParse(traceParent, null, out var parent)
            ? Source.StartActivity(Name(what, name, version), ActivityKind.Server, parent, startTime: since)
            : null;

    static Activity? Tag(Activity? span, string type, string name, string version, string instanceId)
    {
        span?.SetTag("durabletask.type", type).SetTag("durabletask.task.name", name).SetTag("durabletask.task.instance_id", instanceId);
        return version.Length == 0 ? span : span?.SetTag("durabletask.task.version", version);
    }

    static string Name(string what, string name, string version) => version.Length == 0 ? $"{what}:{name}" : $"{what}:{name}@({version})";
}
