using System.Text.Json;
using System.Text.Json.Serialization;
using MemberServices.Fields;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace MemberServices;

/// <summary>What the API answers when it can't do what was asked: problem details (RFC 9457) that say what to do.</summary>
public static class Problems
{
    /// <summary>400: the request itself is wrong. Each error names the member of the body or the parameter.</summary>
    public static IActionResult BadRequest(string detail, params IReadOnlyList<ProblemError> errors) =>
        Of(StatusCodes.Status400BadRequest, "invalid-request", "The request has errors", detail, errors);

    /// <summary>404: there is no such thing, or not for this caller.</summary>
    public static IActionResult NotFound(string detail) =>
        Of(StatusCodes.Status404NotFound, "not-found", "Not found", detail);

    /// <summary>409: it doesn't fit what is already so.</summary>
    public static IActionResult Conflict(string detail) =>
        Of(StatusCodes.Status409Conflict, "conflict", "This doesn't fit the present state", detail);

    /// <summary>410: it was there and is over.</summary>
    public static IActionResult Gone(string detail) =>
        Of(StatusCodes.Status410Gone, "over", "This is over", detail);

    /// <summary>Any other status.</summary>
    /// <param name="status">The answer's.</param>
    /// <param name="code">The kind, for programs; it never changes.</param>
    /// <param name="title">What is so.</param>
    /// <param name="detail">What to do.</param>
    /// <param name="errors">What is wrong in the request, in its order.</param>
    public static IActionResult Of(int status, string code, string title, string detail, params IReadOnlyList<ProblemError> errors) =>
        new JsonResult(new Problem($"urn:member-services:problem:{code}", code, title, status, detail, errors.Count == 0 ? null : errors), status, "application/problem+json");

    sealed record Problem(
        string Type,
        string Code,
        string Title,
        int Status,
        string Detail,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<ProblemError>? Errors);
}

/// <param name="Field">The member or parameter, "email".</param>
/// <param name="Message">The rule, and what to send instead.</param>
/// <param name="Code">The kind, for programs; it never changes.</param>
public sealed record ProblemError(string Field, string Message, string Code = FieldCodes.Invalid);

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
