using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace MemberServices;

/// <summary>What the API answers when it can't do what was asked: problem details (RFC 9457) that say what to do.</summary>
public static class Problems
{
    /// <summary>400: the request itself is wrong. Each error names the member of the body or the parameter.</summary>
    public static IActionResult BadRequest(string detail, params IReadOnlyList<ProblemError> errors) =>
        Of(StatusCodes.Status400BadRequest, "The request has errors", detail, errors);

    /// <summary>404: there is no such thing, or not for this caller.</summary>
    public static IActionResult NotFound(string detail) =>
        Of(StatusCodes.Status404NotFound, "Not found", detail);

    /// <summary>409: it doesn't fit what is already so.</summary>
    public static IActionResult Conflict(string detail) =>
        Of(StatusCodes.Status409Conflict, "This doesn't fit the present state", detail);

    /// <summary>410: it was there and is over.</summary>
    public static IActionResult Gone(string detail) =>
        Of(StatusCodes.Status410Gone, "This is over", detail);

    /// <summary>Any other status.</summary>
    public static IActionResult Of(int status, string title, string detail, params IReadOnlyList<ProblemError> errors) =>
        new JsonResult(new Problem(title, status, detail, errors.Count == 0 ? null : errors), status, "application/problem+json");

    sealed record Problem(
        string Title,
        int Status,
        string Detail,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<ProblemError>? Errors);
}

/// <param name="Field">The member or parameter, "email".</param>
/// <param name="Message">The rule, and what to send instead.</param>
public sealed record ProblemError(string Field, string Message);

/// <summary>A JSON answer that nobody may cache: what it says is about a person.</summary>
public sealed class JsonResult(object value, int status = StatusCodes.Status200OK, string contentType = "application/json") : IActionResult
{
    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public int Status => status;

    public object Value => value;

    public async Task ExecuteResultAsync(ActionContext context)
    {
        var response = context.HttpContext.Response;
        response.StatusCode = status;
        response.ContentType = contentType + "; charset=utf-8";
        response.Headers.CacheControl = "no-store";
        response.Headers.XContentTypeOptions = "nosniff";
        var body = JsonSerializer.SerializeToUtf8Bytes(value, value.GetType(), Json);
        response.ContentLength = body.Length;
        if (!HttpMethods.IsHead(context.HttpContext.Request.Method))
        {
            await response.Body.WriteAsync(body, context.HttpContext.RequestAborted);
        }
    }
}
