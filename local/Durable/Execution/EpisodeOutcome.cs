using Microsoft.DurableTask.Client;

namespace Local.Durable;

/// <summary>What an episode adds to its instance, to be stored as a whole or not at all.</summary>
/// <param name="Added">The history's new end: what arrived, then the steps.</param>
/// <param name="Steps">What the code asked for and nobody has begun.</param>
/// <param name="NextTimer">When the earliest timer that is waited for is due.</param>
/// <param name="OpenChildren">Sub-orchestrations that are waited for.</param>
sealed record EpisodeOutcome(
    IReadOnlyList<HistoryEvent> Added,
    IReadOnlyList<Step> Steps,
    CustomStatus Status,
    bool IsSuspended,
    DateTime? NextTimer,
    bool HasOpenActivities,
    IReadOnlyList<string> OpenChildren)
{
    /// <summary>Null while the execution goes on.</summary>
    public Completion? Completion { get; init; }

    /// <summary>Set when the execution ended by starting over.</summary>
    public NextGeneration? Next { get; init; }

    /// <summary>Set when the instance was terminated together with its sub-orchestrations.</summary>
    public Terminated? PassOn { get; init; }
}

/// <param name="IsSet">False: the code didn't say, so what was there stays.</param>
readonly record struct CustomStatus(bool IsSet, string? Value);

sealed record Completion(OrchestrationRuntimeStatus Status, string? Output, Failure? Failure);

/// <param name="Events">Events that the ended generation didn't use, oldest first.</param>
sealed record NextGeneration(ExecutionStart Start, IReadOnlyList<EventRaised> Events);
