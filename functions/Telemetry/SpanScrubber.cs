using System.Collections.Frozen;
using System.Diagnostics;
using OpenTelemetry;

namespace MemberServices.Telemetry;

/// <summary>
/// Lets out of a span only what is named here. Libraries write into theirs what they were asked for: an address with a
/// license number in it, an exception's text.
/// </summary>
public sealed class SpanScrubber : BaseProcessor<Activity>
{
    static readonly FrozenSet<string> Kept = new[]
    {
        "az.namespace", "az.schema_url", "error.type", "schema.url", "server.address",
        "faas.execution", "faas.instance", "faas.invocation_id", "faas.name", "faas.trigger",
        "http.request.method", "http.response.status_code", "http.route",
        "messaging.batch.message_count", "messaging.destination.name", "messaging.operation", "messaging.operation.name",
        "messaging.operation.type", "messaging.servicebus.destination.subscription_name", "messaging.system",
        "durabletask.fire_at", "durabletask.task.instance_id", "durabletask.task.name", "durabletask.task.status",
        "durabletask.task.task_id", "durabletask.task.version", "durabletask.type",
    }.ToFrozenSet(StringComparer.Ordinal);

    public override void OnEnd(Activity data)
    {
        if (data.StatusDescription is not null)
        {
            data.SetStatus(data.Status);
        }

        foreach (var (name, _) in data.TagObjects.Where(tag => !Kept.Contains(tag.Key)).ToList())
        {
            data.SetTag(name, null);
        }
    }
}
