using MemberServices.Fields;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace MemberServices.Pages;

/// <summary>
/// A page on its way out. It may load nothing, send its forms only to this site, stand in no frame, be kept in no cache
/// and tell nobody its address, which may hold a token.
/// </summary>
public sealed class PageResult(string html, int status, string styleHash) : IActionResult
{
    /// <summary>What a program is told when fields of a form are wrong.</summary>
    public const string CorrectIt = "Correct the fields and send it again.";

    public string Html => html;

    public int Status => status;

    /// <summary>When it makes sense to try again, in whole seconds from now.</summary>
    public TimeSpan? RetryAfter { get; private init; }

    /// <summary>What it says, in short, for programs; null: what its status says.</summary>
    public string? Detail { get; private init; }

    /// <summary>What must be corrected, for programs.</summary>
    public IReadOnlyList<FieldError> Errors { get; private init; } = [];

    /// <summary>Another Content-Security-Policy than a page's own, of which each part is in a file of the site's; null: a page's own.</summary>
    public string? ContentRules { get; init; }

    /// <summary>The same page, asking to wait.</summary>
    public PageResult After(TimeSpan wait) => new(html, status, styleHash) { RetryAfter = wait, Detail = Detail, Errors = Errors, ContentRules = ContentRules };

    /// <summary>The same page, with what a program is told in its place; see <see cref="Detail"/> and <see cref="Errors"/>.</summary>
    public PageResult Saying(string detail, params IReadOnlyList<FieldError> errors) =>
        new(html, status, styleHash) { RetryAfter = RetryAfter, Detail = detail, Errors = errors, ContentRules = ContentRules };

    public async Task ExecuteResultAsync(ActionContext context)
    {
        var response = context.HttpContext.Response;
        response.StatusCode = status;
        response.ContentType = "text/html; charset=utf-8";
        PageHeaders.Write(response.Headers, styleHash, ContentRules);
        if (RetryAfter is { } wait)
            response.Headers.RetryAfter = ((long)Math.Ceiling(wait.TotalSeconds)).ToString();
        await response.WriteAsync(html);
    }
}

/// <summary>A form was taken: the browser is sent on, so that a reload doesn't send the form again.</summary>
public sealed class RedirectAfterPost(string path) : IActionResult
{
    /// <summary>A path on this site, never an address that came with the request.</summary>
    public string Path => path;

    public Task ExecuteResultAsync(ActionContext context)
    {
        var response = context.HttpContext.Response;
        response.StatusCode = StatusCodes.Status303SeeOther;
        response.Headers.Location = path;
        PageHeaders.Write(response.Headers, styleHash: null);
        return Task.CompletedTask;
    }
}

internal static class PageHeaders
{
    public static void Write(IHeaderDictionary headers, string? styleHash, string? contentRules = null)
    {
        var style = styleHash is null ? "'none'" : $"'{styleHash}'";
        headers.ContentSecurityPolicy = contentRules ??
            $"default-src 'none'; style-src {style}; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
        headers.CacheControl = "no-store";
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["X-Robots-Tag"] = "noindex, nofollow";
    }
}
