namespace MemberServices.Links;

/// <summary>What a token in somebody's mail stands for.</summary>
/// <param name="Purpose">The only use it has.</param>
/// <param name="Case">The case's id.</param>
/// <param name="Step">Counts the askings of a case: a resend or a hand-over starts the next, which replaces this one.</param>
/// <param name="Person">Whom it was mailed to: an address.</param>
/// <param name="Expires">From then on it no longer acts; it still says what became of it.</param>
/// <param name="MemberKey">The key of the member whose timeline shows that it was opened, or null.</param>
/// <param name="Key">Names the link where it may be read by others: the token can't be found from it.</param>
public sealed record Link(
    LinkPurpose Purpose,
    string Case,
    int Step,
    string Person,
    DateTimeOffset Expires,
    string? MemberKey,
    string Key)
{
    public bool HasExpired(DateTimeOffset now) => now >= Expires;
}
