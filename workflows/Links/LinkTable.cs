namespace MemberServices.Links;

/// <summary>The links in people's mails.</summary>
public sealed class LinkTable
{
    /// <summary>Makes a link and returns its token, which is nowhere kept and never logged.</summary>
    public Task<string> IssueAsync(
        LinkPurpose purpose, string caseId, int round, string person, DateTimeOffset expires, string? member = null) =>
        throw new NotImplementedException();

    /// <summary>What a token stands for, expired or not; null when it is malformed, unknown or of another purpose.</summary>
    public Task<Link?> FindAsync(LinkPurpose purpose, string token) => throw new NotImplementedException();

    /// <summary>Notes on the member's timeline that the link's page was shown; at most once a day. Not for HEAD.</summary>
    public Task OpenedAsync(Link link) => throw new NotImplementedException();

    /// <summary>Keeps what the link was used for. The first outcome stays.</summary>
    public Task CloseAsync(Link link, string outcome) => throw new NotImplementedException();
}
