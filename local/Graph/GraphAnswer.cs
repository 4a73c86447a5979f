using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;

namespace Local.Graph;

/// <summary>A request, taken apart.</summary>
/// <param name="Path">What follows the version, unescaped: <c>["users", "jane@example.org", "manager"]</c>.</param>
/// <param name="Address">All of it.</param>
/// <param name="Query">The system query options by name, with their dollar sign.</param>
/// <param name="Now">By the machine's clock.</param>
sealed record GraphRequest(
    HttpMethod Method, Uri Address, IReadOnlyList<string> Path, IReadOnlyDictionary<string, string> Query, JsonObject Body, DateTimeOffset Now)
{
    /// <summary>See <see cref="LocalGraph.PagesAddress"/>.</summary>
    public Uri? PagesAddress { get; init; }

    /// <summary>A property of the body as text, or null.</summary>
    public string? Text(string property) => Body[property] is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    /// <summary>Of the body's <c>@odata.id</c>, the object that it refers to.</summary>
    public string? Reference => Text("@odata.id")?.TrimEnd('/').Split('/')[^1];
}

/// <summary>A status with a body, in Graph's shapes.</summary>
sealed record GraphAnswer(HttpStatusCode Status, JsonObject? Body = null, TimeSpan? RetryAfter = null)
{
    const int LargestPage = 999;
    const string SkipToken = "$skiptoken";

    public static GraphAnswer NoContent { get; } = new(HttpStatusCode.NoContent);

    public static GraphAnswer Ok(JsonObject body) => new(HttpStatusCode.OK, body);

    public static GraphAnswer Created(JsonObject body) => new(HttpStatusCode.Created, body);

    public static GraphAnswer Page(IEnumerable<JsonObject> items) => Ok(new JsonObject { ["value"] = new JsonArray([.. items]) });

    /// <summary>
    /// A page of a list of the directory's: as many as <c>$top</c> says, by default 100, with the address of the next one
    /// if there is more. The token in it is the number of those that came before. Source: learn.microsoft.com/graph/paging.
    /// </summary>
    public static GraphAnswer Page(IEnumerable<JsonObject> items, GraphRequest request)
    {
        if (!TryNumber(request, "$top", 100, out var size) || size is < 1 or > LargestPage)
        {
            return BadRequest($"Invalid page size specified: '{request.Query["$top"]}'. Must be between 1 and {LargestPage} inclusive.", "Request_UnsupportedQuery");
        }

        if (!TryNumber(request, SkipToken, 0, out var before))
        {
            return BadRequest("The skip token is not valid.");
        }

        // One more than the page tells whether there is a next one.
        var page = items.Skip(before).Take(size + 1).ToList();
        var answer = Page(page.Take(size));
        if (page.Count > size)
        {
            var query = request.Query.Where(option => option.Key != SkipToken).Append(new(SkipToken, $"{before + size}"));
            answer.Body!["@odata.nextLink"] = QueryHelpers.AddQueryString(request.Address.GetLeftPart(UriPartial.Path), query!);
        }

        return answer;
    }

    public static GraphAnswer BadRequest(string message, string code = "Request_BadRequest") => Error(400, code, message);

    public static GraphAnswer Unknown(GraphRequest request) => BadRequest($"The small Graph has no {request.Method} /{string.Join('/', request.Path)}.", "BadRequest");

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

    static bool TryNumber(GraphRequest request, string option, int otherwise, out int number)
    {
        number = otherwise;
        return !request.Query.TryGetValue(option, out var text)
            || int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }
}
