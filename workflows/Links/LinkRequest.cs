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
    /// <summary>Stands in a text where the address will be.</summary>
    public const string Placeholder = "link:";
}
