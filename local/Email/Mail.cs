using System.Net;
using System.Text.RegularExpressions;

namespace Local.Email;

/// <summary>A mail that was sent, as its recipients have it.</summary>
/// <param name="Id">Of the send operation.</param>
/// <param name="From">The sender's address.</param>
/// <param name="To">The recipients' addresses (to, cc and bcc).</param>
/// <param name="Subject">The subject line.</param>
/// <param name="Html">The HTML body, or empty.</param>
/// <param name="Text">The plain-text body, or empty.</param>
/// <param name="At">When it was handed over, by the machine's clock.</param>
/// <param name="Headers">The sender's own headers.</param>
public sealed partial record Mail(
    Guid Id,
    string From,
    IReadOnlyList<string> To,
    string Subject,
    string Html,
    string Text,
    DateTimeOffset At,
    IReadOnlyDictionary<string, string> Headers)
{
    /// <summary>The address that answers go to.</summary>
    public string ReplyTo { get; init; } = From;

    /// <summary>The web links of the HTML body in order, each once; those of the text where there is no HTML.</summary>
    public IReadOnlyList<MailLink> Links { get; } = [.. FindLinks(Html, Text).DistinctBy(link => link.Address)];

    /// <summary>The address behind the first link whose label contains <paramref name="label"/>, whatever the case.</summary>
    /// <exception cref="InvalidOperationException">None does; the message names those there are.</exception>
    public Uri Link(string label) =>
        Links.FirstOrDefault(link => link.Label.Contains(label, StringComparison.OrdinalIgnoreCase))?.Address
        ?? throw new InvalidOperationException(
            $"'{Subject}' has no link '{label}', only: {string.Join(", ", Links.Select(link => $"'{link.Label}'"))}.");

    static IEnumerable<MailLink> FindLinks(string html, string text) => html.Length > 0
        ? Anchor().Matches(html).SelectMany(m => Link(m.Groups["address"].Value, m.Groups["label"].Value))
        : WebAddress().Matches(text).SelectMany(m => Link(m.Value, m.Value));

    static IEnumerable<MailLink> Link(string address, string label)
    {
        if (Uri.TryCreate(WebUtility.HtmlDecode(address), UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https")
        {
            yield return new MailLink(WebUtility.HtmlDecode(Tag().Replace(label, "")).Trim(), uri);
        }
    }

    [GeneratedRegex("""<a\b[^>]*?\bhref\s*=\s*(["'])(?<address>.*?)\1[^>]*>(?<label>.*?)</a>""", RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex Anchor();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();

    [GeneratedRegex("""https?://[^\s<>"]+""")]
    private static partial Regex WebAddress();
}

/// <param name="Label">The text that is clicked on.</param>
/// <param name="Address">Where it leads.</param>
public sealed record MailLink(string Label, Uri Address);
