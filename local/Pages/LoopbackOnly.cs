using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Local.Pages;

/// <summary>
/// Who may see the local pages: a client on this machine that calls the machine by a name of its own, without a proxy
/// between. The name matters because a foreign site can point a name of its own at 127.0.0.1 and have a browser here read
/// what it finds; the proxy because its callers may be anywhere. A form that another site sends is refused. Every answer,
/// a refusal too, has the headers that keep it from being framed, kept and guessed.
/// </summary>
static class LoopbackOnly
{
    const int LargestBody = 64 * 1024;

    // Forms say where they come from only if the pages that they are on say so: not no-referrer.
    static readonly (string Name, string Value)[] Headers =
    [
        ("Cache-Control", "no-store"),
        ("Content-Security-Policy", "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
        ("Referrer-Policy", "same-origin"),
        ("X-Content-Type-Options", "nosniff"),
        ("X-Frame-Options", "DENY"),
        ("X-Robots-Tag", "noindex, nofollow"),
    ];

    public static async ValueTask<object?> Filter(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        foreach (var (name, value) in Headers)
        {
            http.Response.Headers[name] = value;
        }

        if (RefusalOf(http) is { } refusal)
        {
            return refusal;
        }

        try
        {
            return await next(context);
        }
        catch (BadHttpRequestException exception) when (exception.IsTooLarge)
        {
            return TooLarge(http.Request);
        }
    }

    static IResult? RefusalOf(HttpContext http)
    {
        var request = http.Request;
        if (!IsLocal(http.Connection.RemoteIpAddress) || !IsLocal(request.Host) || IsForwarded(request))
        {
            return Refusal.Of(
                request, StatusCodes.Status404NotFound, "There is nothing here", "The local pages answer this machine only, at localhost and without a proxy.");
        }

        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
        {
            return null;
        }

        if (IsCrossSite(request))
        {
            return Refusal.Of(
                request, StatusCodes.Status403Forbidden, "Another site’s page sent this", "Nothing was changed. Send it from the pages under /local, or from a program.");
        }

        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = LargestBody;
        }

        return request.ContentLength > LargestBody ? TooLarge(request) : null;
    }

    static IResult TooLarge(HttpRequest request) => Refusal.Of(
        request, StatusCodes.Status413PayloadTooLarge, "That is too much", $"Send at most {LargestBody / 1024} KB.");

    // A connection that isn't over IP comes from this machine.
    static bool IsLocal(IPAddress? address) => address is null || IPAddress.IsLoopback(address);

    static bool IsLocal(HostString host) =>
        host.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || IPAddress.TryParse(host.Host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address);

    static bool IsForwarded(HttpRequest request) => request.Headers.Keys.Any(name =>
        name.StartsWith("X-Forwarded", StringComparison.OrdinalIgnoreCase)
        || name.Equals("Forwarded", StringComparison.OrdinalIgnoreCase)
        || name.Equals("X-Real-IP", StringComparison.OrdinalIgnoreCase)
        || name.Equals("Via", StringComparison.OrdinalIgnoreCase));

    // Browsers that don't say so by Sec-Fetch-Site say it by Origin; a client that sends neither is a program.
    static bool IsCrossSite(HttpRequest request)
    {
        var origin = request.Headers.Origin.ToString();
        var isOurs = origin.Equals($"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase);
        return request.Headers["Sec-Fetch-Site"].ToString() switch
        {
            "same-origin" => !isOurs && origin is not ("" or "null"),
            "none" or "" => !isOurs && origin is not "",
            _ => true,
        };
    }
}
