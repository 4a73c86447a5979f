namespace Microsoft.DurableTask;

/// <summary>An awaited activity or sub-orchestration failed.</summary>
public sealed class TaskFailedException : Exception
{
    public TaskFailedException(string taskName, int taskId, Exception innerException)
        : base(Text(taskName, taskId, innerException.Message), innerException)
    {
        TaskName = taskName;
        TaskId = taskId;
        FailureDetails = TaskFailureDetails.FromException(innerException);
    }

    public TaskFailedException(string taskName, int taskId, TaskFailureDetails failureDetails)
        : base(Text(taskName, taskId, failureDetails?.ErrorMessage))
    {
        TaskName = taskName;
        TaskId = taskId;
        FailureDetails = failureDetails!;
    }

    public string TaskName { get; }

    /// <summary>The task's number in the order in which the orchestrator scheduled its steps.</summary>
    public int TaskId { get; }

    public TaskFailureDetails FailureDetails { get; }

    static string Text(string name, int id, string? cause) =>
        $"Task '{name}' (#{id}) failed with an unhandled exception{(cause is null ? "." : ": " + cause)}";
}
