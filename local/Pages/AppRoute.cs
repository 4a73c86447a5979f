using Microsoft.AspNetCore.Routing;

namespace Local.Pages;

/// <summary>An address of the app and the methods that it takes.</summary>
public sealed record AppRoute(string Address, string Methods)
{
    /// <summary>The addresses that the app maps, not this machine's own.</summary>
    public static IReadOnlyList<AppRoute> Of(EndpointDataSource endpoints) =>
    [
        .. endpoints.Endpoints.OfType<RouteEndpoint>()
            .Select(endpoint => (
                Address: "/" + endpoint.RoutePattern.RawText?.TrimStart('/'),
                Methods: endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["any"]))
            .Where(route => route.Address != "/local" && !route.Address.StartsWith("/local/", StringComparison.Ordinal))
            .GroupBy(route => route.Address, route => route.Methods)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => new AppRoute(group.Key, string.Join(", ", group.SelectMany(methods => methods).Distinct().Order(StringComparer.Ordinal)))),
    ];
}
