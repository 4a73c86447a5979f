using Microsoft.AspNetCore.Routing;

namespace Local.Pages;

/// <summary>The pages under /local: only on loopback, only in the local edition.</summary>
public static class LocalPages
{
    /// <summary>Maps <c>/local</c> and everything under it.</summary>
    public static void MapLocalPages(this IEndpointRouteBuilder routes, LocalEdition edition)
    {
    }
}
