using MemberServices.Pages;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Logging;

namespace MemberServices.Failures;

/// <summary>What a request that failed is answered with: a page, or a problem for the API, that says what to do, and never what went wrong inside.</summary>
public sealed partial class FailureAnswers(PageRenderer pages, TableInitializer tables, ILogger<FailureAnswers> log) : IFunctionsWorkerMiddleware
{
    static readonly TimeSpan Wait = TimeSpan.FromMinutes(1);

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
            var answer = await AnswerAsync(http.Request, status);
            http.Response.Clear();
            if (status == StatusCodes.Status503ServiceUnavailable)
            {
                http.Response.Headers.RetryAfter = $"{Wait.TotalSeconds}";
            }

            await answer.ExecuteResultAsync(new ActionContext(http, http.GetRouteData(), new ActionDescriptor()));
        }
    }

    int StatusOf(Exception failure) => failure switch
    {
        BadHttpRequestException bad => bad.StatusCode,
        _ when !tables.Done.IsCompleted => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status500InternalServerError,
    };

    async Task<IActionResult> AnswerAsync(HttpRequest request, int status)
    {
        var isOurs = status >= StatusCodes.Status500InternalServerError;
        if (request.Path.StartsWithSegments("/api"))
        {
            return isOurs
                ? Problems.Of(status, "Something went wrong on our side", "Wait a minute, then send it again with the same Idempotency-Key or message.")
                : Problems.Of(status, "The request could not be read", "Send it again, whole.");
        }

        return await pages.MessageAsync(status, isOurs ? Message.Failure : Message.NotAForm);
    }

    [LoggerMessage(LogLevel.Error, "Function {Function} failed")]
    static partial void Failed(ILogger logger, Exception exception, string function);
}
