using System.Net;
using Microsoft.AspNetCore.Http;

namespace Local.Pages;

/// <summary>
/// Who may see the local pages: a client on this machine that calls the machine by a name of its own. The name matters
/// because a foreign site can point a name of its own at 127.0.0.1 and have a browser here read what it finds. To
/// everybody else there is nothing. A form that another site sends is refused.
/// </summary>
static class LoopbackOnly
{
    public static async ValueTask<object?> Filter(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (!IsLocal(http.Connection.RemoteIpAddress) || !IsLocal(http.Request.Host))
        {
            return Results.NotFound();
        }

        if (!HttpMethods.IsGet(http.Request.Method) && !HttpMethods.IsHead(http.Request.Method) && IsCrossSite(http.Request))
        {
            return Results.Problem(
                "A page of another site sent this. Send it from the pages under /local, or from a program.",
                statusCode: StatusCodes.Status403Forbidden,
                title: "Refused");
        }

        return await next(context);
    }

    // A connection that isn't over IP comes from this machine.
    static bool IsLocal(IPAddress? address) => address is null || IPAddress.IsLoopback(address);

    static bool IsLocal(HostString host) =>
        host.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || IPAddress.TryParse(host.Host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address);

    static bool IsCrossSite(HttpRequest request)
    {
        var site = request.Headers["Sec-Fetch-Site"].ToString();
        var origin = request.Headers.Origin.ToString();
        return site is not ("" or "same-origin" or "none")
            || origin != "" && !origin.Equals($"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase);
    }
}
