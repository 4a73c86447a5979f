using System.Globalization;

namespace MemberServices.Links;

/// <summary>
/// A link that a mail is to have. Its token is made when the mail is sent, so that no queue, table or log holds one.
/// </summary>
/// <param name="Purpose">The only use it will have.</param>
/// <param name="Page">The page's path before the token: "approvals".</param>
/// <param name="Case">The case's id, or what the page knows it by.</param>
/// <param name="Step">Which step of the case it belongs to; 0: none.</param>
/// <param name="Expires">From when on it no longer acts.</param>
/// <param name="MemberKey">Whose timeline shows that it was opened, or null.</param>
public sealed record LinkRequest(LinkPurpose Purpose, string Page, string Case, int Step, DateTimeOffset Expires, string? MemberKey = null)
{
    const string Prefix = "link:";

    /// <summary>Stands in a mail where the address of its first link will be, which most have alone.</summary>
    public const string Placeholder = Prefix + "0";

    /// <summary>The same for a mail with several links.</summary>
    /// <param name="index">Which of them, from 0.</param>
    public static string PlaceholderOf(int index) => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{index}");

    /// <summary>Which link a placeholder stands for; null when a text is none.</summary>
    public static int? IndexOf(string? text) =>
        text?.StartsWith(Prefix, StringComparison.Ordinal) == true && int.TryParse(text.AsSpan(Prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            ? index
            : null;
}
