using System.Diagnostics;
using Azure.Messaging.ServiceBus;

namespace Local.ServiceBus;

/// <summary>
/// A trace goes on through a queue: a message carries it under the names that the official client uses (its
/// MessagingClientDiagnostics).
/// </summary>
static class MessageTrace
{
    const string DiagnosticId = "Diagnostic-Id";
    const string TraceParent = "traceparent";
    const string TraceState = "tracestate";

    static readonly ActivitySource Source = new("Azure.Messaging.ServiceBus.Message");

    /// <summary>The Azure libraries make spans of their own only where this is asked for; read once, as they do.</summary>
    static readonly bool MakesSpans = AppContext.TryGetSwitch("Azure.Experimental.EnableActivitySource", out var asked)
        ? asked
        : Environment.GetEnvironmentVariable("AZURE_EXPERIMENTAL_ENABLE_ACTIVITY_SOURCE") is "1" or "true" or "True" or "TRUE";

    /// <summary>Writes the current trace into a message that has none.</summary>
    public static void Write(ServiceBusMessage message, ServiceBusSender sender) => Write(message, sender, MakesSpans);

    internal static void Write(ServiceBusMessage message, ServiceBusSender sender, bool makesSpans)
    {
        var properties = message.ApplicationProperties;
        if (properties.ContainsKey(DiagnosticId) || properties.ContainsKey(TraceParent))
        {
            return;
        }

        using var span = makesSpans ? Source.StartActivity("Message", ActivityKind.Producer) : null;
        span?.SetTag("az.namespace", "Microsoft.ServiceBus")
            .SetTag("messaging.system", "servicebus")
            .SetTag("server.address", sender.FullyQualifiedNamespace)
            .SetTag("messaging.destination.name", sender.EntityPath);
        if (Activity.Current is not { Id: { } id } current)
        {
            return;
        }

        properties[DiagnosticId] = id;
        if (makesSpans)
        {
            properties[TraceParent] = id;
            if (current.TraceStateString is { } state)
            {
                properties[TraceState] = state;
            }
        }
    }

    /// <summary>What follows belongs to the message's trace, or to none where it has none; until the activity is disposed.</summary>
    public static Activity? Continue(ServiceBusReceivedMessage message)
    {
        Activity.Current = null;
        var properties = message.ApplicationProperties;
        return (properties.GetValueOrDefault(TraceParent) ?? properties.GetValueOrDefault(DiagnosticId)) is string parent
            ? new Activity("ServiceBusProcessor.ProcessMessage") { TraceStateString = properties.GetValueOrDefault(TraceState) as string }
                .SetParentId(parent)
                .Start()
            : null;
    }
}
