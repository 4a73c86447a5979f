namespace DurableTask.Core;

/// <summary>A failure in a history.</summary>
public class FailureDetails(string errorType, string errorMessage, string? stackTrace, FailureDetails? innerFailure, bool isNonRetriable)
{
    public string ErrorType => errorType;

    public string ErrorMessage => errorMessage;

    public string? StackTrace => stackTrace;

    public FailureDetails? InnerFailure => innerFailure;

    public bool IsNonRetriable => isNonRetriable;
}

/// <summary>An instance's status in a history; numbered as OrchestrationRuntimeStatus.</summary>
public enum OrchestrationStatus
{
    Running,
    Completed,
    ContinuedAsNew,
    Failed,
    Canceled,
    Terminated,
    Pending,
    Suspended,
}
