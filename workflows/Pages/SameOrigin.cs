using MemberServices.Links;
using Microsoft.AspNetCore.Http;

namespace MemberServices.Pages;

/// <summary>Tells this site's own requests from those that another site's page sends.</summary>
public sealed class SameOrigin(SiteAddress site)
{
    /// <summary>
    /// Whether the browser says that a request came from this site, or from no page at all. Because our pages send no referrer, their forms come
    /// with Origin "null"; Sec-Fetch-Site tells them from a stranger's. A client that sends neither is no browser and
    /// has nobody to be tricked.
    /// </summary>
    public bool IsFromHere(HttpRequest request)
    {
        var origin = request.Headers.Origin.ToString();
        var fetchSite = request.Headers["Sec-Fetch-Site"].ToString();
        return fetchSite switch
        {
            "same-origin" => origin is "" or "null" || IsOurs(origin, request),
            "none" or "" => origin is "" || IsOurs(origin, request),
            _ => false,
        };
    }

    bool IsOurs(string origin, HttpRequest request) =>
        string.Equals(origin, site.Base.GetLeftPart(UriPartial.Authority), StringComparison.OrdinalIgnoreCase)
        || string.Equals(origin, $"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase);
}
