using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Marks the <c>TaskOrchestrationContext</c> of an orchestration.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class OrchestrationTriggerAttribute : TriggerBindingAttribute
{
    /// <summary>Its name, or null to use the function's.</summary>
    public string? Orchestration { get; set; }
}

/// <summary>Marks the input of an activity.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class ActivityTriggerAttribute : TriggerBindingAttribute
{
    /// <summary>Its name, or null to use the function's.</summary>
    public string? Activity { get; set; }
}

/// <summary>Marks a parameter that receives the <c>DurableTaskClient</c>.</summary>
public sealed class DurableClientAttribute : InputBindingAttribute
{
    /// <summary>The task hub, or null for host.json's.</summary>
    public string? TaskHub { get; set; }

    /// <summary>The setting with the storage's connection, or null for host.json's.</summary>
    public string? ConnectionName { get; set; }
}
