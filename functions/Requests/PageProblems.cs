using MemberServices.Pages;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;

namespace MemberServices.Requests;

/// <summary>A page that refuses is a problem for programs: whoever accepts JSON and no HTML reads what it says there.</summary>
public sealed class PageProblems : IFunctionsWorkerMiddleware
{
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        await next(context);
        if (context.GetHttpContext() is { } http
            && RefusalAnswers.IsForPrograms(http.Request)
            && context.GetInvocationResult() is { Value: PageResult { Status: >= StatusCodes.Status400BadRequest } page } result)
        {
            if (page.RetryAfter is { } wait)
            {
                http.Response.Headers.RetryAfter = $"{(long)Math.Ceiling(wait.TotalSeconds)}";
            }
            result.Value = ProblemOf(page);
        }
    }

    static IActionResult ProblemOf(PageResult page)
    {
        var detail = page.Detail ?? "Ask for the page to read what to do.";
        return page.Status switch
        {
            StatusCodes.Status400BadRequest when page.Errors.Count > 0 =>
                Problems.BadRequest(detail, [.. page.Errors.Select(error => new ProblemError(error.Field, error.Message, error.Code))]),
            StatusCodes.Status401Unauthorized => Problems.Of(StatusCodes.Status401Unauthorized, "signed-out", "You are signed out", detail),
            StatusCodes.Status403Forbidden => Problems.Of(StatusCodes.Status403Forbidden, "not-yours", "This isn't for you to do", detail),
            StatusCodes.Status404NotFound => Problems.NotFound(detail),
            StatusCodes.Status405MethodNotAllowed => Problems.Of(StatusCodes.Status405MethodNotAllowed, "unknown-method", "The page takes no form", detail),
            StatusCodes.Status409Conflict => Problems.Conflict(detail),
            StatusCodes.Status410Gone => Problems.Gone(detail),
            StatusCodes.Status413PayloadTooLarge => Problems.Of(StatusCodes.Status413PayloadTooLarge, "too-large", "The form is too large", detail),
            StatusCodes.Status415UnsupportedMediaType => Problems.Of(
                StatusCodes.Status415UnsupportedMediaType, "not-a-form", "The body must be a form", "Send it with Content-Type: application/x-www-form-urlencoded, in UTF-8."),
            StatusCodes.Status429TooManyRequests => Problems.Of(StatusCodes.Status429TooManyRequests, "too-many", "Too many forms", detail),
            StatusCodes.Status503ServiceUnavailable => Problems.Of(StatusCodes.Status503ServiceUnavailable, "unavailable", "Not available now", detail),
            var status => Problems.Of(status, "unreadable", "The form could not be read", detail),
        };
    }
}
