using MemberServices.Pages;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Routing;

namespace MemberServices.Requests;

/// <summary>Why a request is refused before, or instead of, its function.</summary>
/// <param name="Status">The answer's.</param>
/// <param name="Code">The kind, for programs; it never changes.</param>
/// <param name="Title">What is so.</param>
/// <param name="Detail">What to do.</param>
public sealed record Refusal(int Status, string Code, string Title, string Detail)
{
    /// <summary>What a person reads; null: title and detail.</summary>
    public Message? Page { get; init; }

    /// <summary>When it makes sense to try again, or null.</summary>
    public TimeSpan? RetryAfter { get; init; }
}

/// <summary>Answers a request that is refused: a page for people, a problem for programs.</summary>
public sealed class RefusalAnswers(PageRenderer pages)
{
    /// <summary>Whether a program asks: for JSON, or at the API for anything but a page.</summary>
    public static bool IsForPrograms(HttpRequest request)
    {
        var accept = request.Headers.Accept.ToString();
        return !accept.Contains("text/html", StringComparison.OrdinalIgnoreCase)
            && (accept.Contains("json", StringComparison.OrdinalIgnoreCase) || request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase));
    }

    public async Task SendAsync(HttpContext http, Refusal refusal)
    {
        var answer = await OfAsync(http.Request, refusal);
        http.Response.Clear();
        if (refusal.RetryAfter is { } wait)
        {
            http.Response.Headers.RetryAfter = $"{(long)Math.Ceiling(wait.TotalSeconds)}";
        }
        await answer.ExecuteResultAsync(new ActionContext(http, http.GetRouteData(), new ActionDescriptor()));
    }

    public async Task<IActionResult> OfAsync(HttpRequest request, Refusal refusal) => IsForPrograms(request)
        ? Problems.Of(refusal.Status, refusal.Code, refusal.Title, refusal.Detail)
        : await pages.MessageAsync(refusal.Status, refusal.Page ?? new Message(refusal.Title, refusal.Detail));
}
