using DurableTask.Core;
using Microsoft.DurableTask;

namespace Local.Durable;

/// <summary>Failures from exceptions, and as the official packages show them.</summary>
static class Failures
{
    public static Failure From(Exception exception) => new(
        exception.GetType().ToString(),
        exception.Message,
        exception.StackTrace,
        exception is TaskFailedException task ? From(task.FailureDetails)
            : exception.InnerException is { } inner ? From(inner) : null);

    public static TaskFailureDetails ToDetails(this Failure failure) =>
        new(failure.Type, failure.Message, failure.StackTrace, failure.Inner?.ToDetails(), null);

    public static FailureDetails ToCoreDetails(this Failure failure) =>
        new(failure.Type, failure.Message, failure.StackTrace, failure.Inner?.ToCoreDetails(), failure.Final);

    static Failure From(TaskFailureDetails details) => new(
        details.ErrorType, details.ErrorMessage, details.StackTrace, details.InnerFailure is { } inner ? From(inner) : null);
}
