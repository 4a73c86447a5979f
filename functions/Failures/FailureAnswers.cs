using MemberServices.Directory;
using MemberServices.Pages;
using MemberServices.Requests;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Logging;

namespace MemberServices.Failures;

/// <summary>What a request that failed is answered with: a page, or a problem for the API, that says what to do, and never what went wrong inside.</summary>
public sealed partial class FailureAnswers(RefusalAnswers answers, TableInitializer tables, ILogger<FailureAnswers> log) : IFunctionsWorkerMiddleware
{
    static readonly TimeSpan Wait = TimeSpan.FromMinutes(1);

    static readonly Refusal Ours = new(
        StatusCodes.Status500InternalServerError, "failure", "Something went wrong on our side",
        "Wait a minute, then send it again with the same Idempotency-Key or message.")
    {
        Page = Message.Failure,
    };

    static readonly Refusal Unreadable = new(StatusCodes.Status400BadRequest, "unreadable", "The request could not be read", "Send it again, whole.")
    {
        Page = Message.NotAForm,
    };

    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        try
        {
            await next(context);
        }
        catch (Exception e) when (context.GetHttpContext() is { Response.HasStarted: false, RequestAborted.IsCancellationRequested: false } http)
        {
            Failed(log, e, context.FunctionDefinition.Name);
            var status = StatusOf(e);
            await answers.SendAsync(http, status < StatusCodes.Status500InternalServerError
                ? Unreadable with { Status = status }
                : Ours with { Status = status, RetryAfter = status == StatusCodes.Status503ServiceUnavailable ? Wait : null });
        }
    }

    int StatusOf(Exception failure) => failure switch
    {
        BadHttpRequestException bad => bad.StatusCode,
        TransientDirectoryException => StatusCodes.Status503ServiceUnavailable,
        _ when !tables.Done.IsCompleted => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status500InternalServerError,
    };

    [LoggerMessage(LogLevel.Error, "Function {Function} failed")]
    static partial void Failed(ILogger logger, Exception exception, string function);
}
