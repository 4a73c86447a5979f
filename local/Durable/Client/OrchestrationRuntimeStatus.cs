namespace Microsoft.DurableTask.Client;

/// <summary>Where an instance stands.</summary>
public enum OrchestrationRuntimeStatus
{
    Running,
    Completed,

    [Obsolete("Exists for compatibility only.")]
    ContinuedAsNew,

    Failed,

    [Obsolete("Exists for compatibility only.")]
    Canceled,

    Terminated,

    /// <summary>Scheduled, not yet begun.</summary>
    Pending,

    Suspended,
}
