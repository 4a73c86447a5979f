namespace Microsoft.DurableTask;

/// <summary>Decides whether a failed task is tried again; runs as part of the orchestrator.</summary>
public delegate bool RetryHandler(RetryContext retryContext);

/// <inheritdoc cref="RetryHandler"/>
public delegate Task<bool> AsyncRetryHandler(RetryContext retryContext);

/// <summary>What a retry handler decides on.</summary>
/// <param name="LastAttemptNumber">1 after the first failure.</param>
/// <param name="TotalRetryTime">Since the first attempt was scheduled.</param>
public record RetryContext(
    TaskOrchestrationContext OrchestrationContext,
    int LastAttemptNumber,
    TaskFailureDetails LastFailure,
    TimeSpan TotalRetryTime,
    CancellationToken CancellationToken);
