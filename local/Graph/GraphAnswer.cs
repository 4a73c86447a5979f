using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Local.Graph;

/// <summary>A request, taken apart.</summary>
/// <param name="Path">What follows the version, unescaped: <c>["users", "jane@example.org", "manager"]</c>.</param>
/// <param name="Query">The system query options by name, with their dollar sign.</param>
/// <param name="Now">By the machine's clock.</param>
sealed record GraphRequest(HttpMethod Method, IReadOnlyList<string> Path, IReadOnlyDictionary<string, string> Query, JsonObject Body, DateTimeOffset Now)
{
    /// <summary>A property of the body as text, or null.</summary>
    public string? Text(string property) => Body[property] is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    /// <summary>Of the body's <c>@odata.id</c>, the object that it refers to.</summary>
    public string? Reference => Text("@odata.id")?.TrimEnd('/').Split('/')[^1];
}

/// <summary>A status with a body, in Graph's shapes.</summary>
sealed record GraphAnswer(HttpStatusCode Status, JsonObject? Body = null, TimeSpan? RetryAfter = null)
{
    public static GraphAnswer NoContent { get; } = new(HttpStatusCode.NoContent);

    public static GraphAnswer Ok(JsonObject body) => new(HttpStatusCode.OK, body);

    public static GraphAnswer Created(JsonObject body) => new(HttpStatusCode.Created, body);

    public static GraphAnswer Page(IEnumerable<JsonObject> items) => Ok(new JsonObject { ["value"] = new JsonArray([.. items]) });

    public static GraphAnswer BadRequest(string message, string code = "Request_BadRequest") => Error(400, code, message);

    public static GraphAnswer NotFound(string id) => Error(
        404, "Request_ResourceNotFound", $"Resource '{id}' does not exist or one of its queried reference-property objects are not present.");

    public static GraphAnswer Error(int status, string code, string message, TimeSpan? retryAfter = null) =>
        new((HttpStatusCode)status, new JsonObject { ["error"] = new JsonObject { ["code"] = code, ["message"] = message } }, retryAfter);

    public static GraphAnswer Of(Fault fault)
    {
        var (code, message) = fault.Status switch
        {
            401 => ("InvalidAuthenticationToken", "The access token is not valid."),
            403 => ("Authorization_RequestDenied", "Insufficient privileges to complete the operation."),
            404 => ("Request_ResourceNotFound", "The resource does not exist."),
            429 => ("TooManyRequests", "Too many requests."),
            503 => ("ServiceUnavailable", "The service is not available."),
            _ => ("UnknownError", "A fault was planned here."),
        };
        return Error(fault.Status!.Value, fault.Code ?? code, message, fault.RetryAfter);
    }

    public HttpResponseMessage ToResponse(HttpRequestMessage request, DateTimeOffset now)
    {
        var id = Guid.NewGuid().ToString();
        var client = request.Headers.TryGetValues("client-request-id", out var sent) ? sent.First() : id;
        if (Body?["error"] is JsonObject error)
        {
            error["innerError"] = new JsonObject
            {
                ["date"] = now.UtcDateTime.ToString("s"),
                ["request-id"] = id,
                ["client-request-id"] = client,
            };
        }

        var response = new HttpResponseMessage(Status) { RequestMessage = request, Content = Body is null ? null : JsonContent.Create(Body) };
        response.Headers.Add("request-id", id);
        response.Headers.Add("client-request-id", client);
        if (RetryAfter is { } wait)
        {
            response.Headers.Add("Retry-After", $"{Math.Ceiling(wait.TotalSeconds):0}");
        }

        return response;
    }
}
