namespace MemberServices.Links;

/// <summary>
/// Where the site is, for addresses that leave it. It comes from configuration: a request's Host is whatever its sender
/// wrote.
/// </summary>
public sealed record SiteAddress
{
    /// <param name="address">Absolute; https, or http on this machine; without query and fragment.</param>
    /// <exception cref="ArgumentException">It isn't.</exception>
    public SiteAddress(string? address)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri)
            || !(uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback)
            || uri.Query.Length + uri.Fragment.Length + uri.UserInfo.Length > 0)
        {
            throw new ArgumentException(
                $"Site:Address must be the public address of the site, such as https://members.example.org; got '{address}'.",
                nameof(address));
        }

        Base = uri.AbsoluteUri.EndsWith('/') ? uri : new Uri(uri.AbsoluteUri + "/");
    }

    /// <summary>Ends in a slash.</summary>
    public Uri Base { get; }

    /// <summary>The absolute address of a path; each segment is encoded.</summary>
    public string To(params ReadOnlySpan<string> segments)
    {
        var path = new List<string>(segments.Length);
        foreach (var segment in segments)
        {
            path.Add(Uri.EscapeDataString(segment));
        }

        return new Uri(Base, string.Join('/', path)).AbsoluteUri;
    }
}
