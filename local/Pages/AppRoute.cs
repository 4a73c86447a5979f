using Local.Host;
using Microsoft.AspNetCore.Routing;

namespace Local.Pages;

/// <summary>An address of the app and the methods that it takes.</summary>
public sealed record AppRoute(string Address, string Methods)
{
    /// <summary>The addresses that the app maps, not this machine's own and not what answers for all the others.</summary>
    public static IReadOnlyList<AppRoute> Of(EndpointDataSource endpoints) =>
    [
        .. endpoints.Endpoints.OfType<RouteEndpoint>()
            .Select(endpoint => (
                Address: "/" + endpoint.RoutePattern.RawText?.TrimStart('/'),
                Methods: MethodsOf(endpoint)))
            .Where(route => !route.Address.StartsWith("/{", StringComparison.Ordinal) && !route.Address.StartsWith("/.auth/", StringComparison.Ordinal))
            .Where(route => route.Address != "/local" && !route.Address.StartsWith("/local/", StringComparison.Ordinal))
            .GroupBy(route => route.Address, route => route.Methods)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => new AppRoute(group.Key, string.Join(", ", group.SelectMany(methods => methods).Distinct().Order(StringComparer.Ordinal)))),
    ];

    /// <summary>Whether a browser can open it as it stands: it shows something, to anybody, and nothing in it is to be filled in.</summary>
    public bool IsLink => Methods.Split(", ").Contains("GET") && !Address.Contains('{') && !Address.StartsWith("/api/", StringComparison.Ordinal);

    static IEnumerable<string> MethodsOf(RouteEndpoint endpoint)
    {
        var names = endpoint.Metadata.GetMetadata<HttpMethods>()?.Names ?? endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? [];
        return names.Count == 0 ? ["any"] : names.Select(name => name.ToUpperInvariant());
    }
}
