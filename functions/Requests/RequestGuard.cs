using MemberServices.Pages;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Net.Http.Headers;

namespace MemberServices.Requests;

/// <summary>
/// What every request passes before its function: known hosts only, no key in an address, nothing that another site's page
/// sends, and JSON for the API. A refusal costs less than what it refuses.
/// </summary>
public sealed class RequestGuard(SiteHosts hosts, SameOrigin site, RouteCatalog routes, RefusalAnswers answers) : IFunctionsWorkerMiddleware
{
    static readonly Refusal OtherHost = new(
        StatusCodes.Status400BadRequest, "unknown-host", "This is not the address of the site", "Use the address that is in our emails.");

    static readonly Refusal KeyInAddress = new(
        StatusCodes.Status400BadRequest, "key-in-address", "A key must not be in an address",
        "Addresses are logged and shared. Send the key in the header x-functions-key, and exchange the one that you sent.");

    static readonly Refusal CrossSite = new(
        StatusCodes.Status403Forbidden, "cross-site", "Another site's page sent this", "Nothing was changed. Call the API from a program, not from a page in a browser.")
    {
        Page = Message.CrossSite,
    };

    static readonly Refusal NotJson = new(
        StatusCodes.Status415UnsupportedMediaType, "not-json", "The body must be JSON", "Send it with Content-Type: application/json, in UTF-8.");

    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        if (context.GetHttpContext() is { } http && RefusalOf(http.Request) is { } refusal)
        {
            await answers.SendAsync(http, refusal);
            return;
        }
        await next(context);
    }

    Refusal? RefusalOf(HttpRequest request) =>
        !hosts.Has(request.Host) ? OtherHost
        : request.Query.ContainsKey("code") ? KeyInAddress
        : IsSafe(request.Method) ? null
        : !site.IsFromHere(request) ? CrossSite
        : IsApi(request) && !IsJson(request.ContentType) ? NotJson
        : null;

    // What doesn't exist is said before what is wrong with the request for it.
    bool IsApi(HttpRequest request) =>
        request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase) && routes.MethodsOf(request.Path).Contains(request.Method);

    static bool IsSafe(string method) => HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method);

    static bool IsJson(string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var type)
        && (type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase) || type.Suffix.Equals("json", StringComparison.OrdinalIgnoreCase))
        && (!type.Charset.HasValue || type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase));
}
