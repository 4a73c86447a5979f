using MemberServices.Links;
using Microsoft.AspNetCore.Http;

namespace MemberServices.Requests;

/// <summary>
/// The names under which the site may be asked for: that of <c>Site:Address</c> and those of <c>Site:Hosts</c>, separated by
/// spaces or commas, each with its port unless that is the scheme's own. A browser that was led here by another name
/// carries somebody else's page.
/// </summary>
public sealed class SiteHosts
{
    static readonly string[] Loopback = ["localhost", "127.0.0.1", "[::1]"];

    readonly HashSet<string> names;
    readonly bool isLoopback;

    public SiteHosts(SiteAddress site, string? more)
    {
        names = new((more ?? "").Split([' ', ','], StringSplitOptions.RemoveEmptyEntries), StringComparer.OrdinalIgnoreCase) { site.Base.Authority };
        isLoopback = site.Base.IsLoopback;
    }

    /// <summary>Whether a request's Host is one of them; on one machine any name and port of that machine is.</summary>
    public bool Has(HostString host) =>
        host.HasValue && (names.Contains(host.Value) || isLoopback && Loopback.Contains(host.Host, StringComparer.OrdinalIgnoreCase));
}
