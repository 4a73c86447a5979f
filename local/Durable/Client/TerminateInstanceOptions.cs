namespace Microsoft.DurableTask.Client;

/// <summary>How an instance is terminated.</summary>
/// <param name="Recursive">Whether its sub-orchestrations are, too.</param>
public record TerminateInstanceOptions(object? Output = null, bool Recursive = false);
