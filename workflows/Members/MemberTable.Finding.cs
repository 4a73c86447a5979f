using System.Buffers.Text;
using System.Text;
using MemberServices.Cases.Finding;
using MemberServices.Fields;
using MemberServices.Tables;

namespace MemberServices.Members;

/// <summary>
/// By what members are found: the words of their name and their mailbox. A term's row is written
/// before the member's row has it, and deleted after: the member's own row says whether it is right, and which may be left.
/// </summary>
/// <remarks>A term is its family's sign and its text: "w.jane". Its partition has its first sign, so that all that begin alike are one range of keys.</remarks>
public sealed partial class MemberTable
{
    /// <summary>The most members of a page of answers.</summary>
    public const int MostFound = 50;

    /// <summary>Rows that are looked at for a page, whatever the number of members: a frequent word may lead on without an answer.</summary>
    const int MostTermRows = 500;

    const int MostWords = 8;

    /// <summary>Members, active or not, by words of their name or their beginnings, an address or its beginning, or an MLS id.</summary>
    /// <param name="text">As somebody typed it.</param>
    /// <param name="take">The most members, 1 to <see cref="MostFound"/>.</param>
    /// <param name="after">The page before this one's; null for the first. What is none is the first.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<MembersFound> SearchAsync(string text, int take, string? after = null, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(take, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(take, MostFound);
        var words = SearchWords.Of(text);
        var beginning = text.Contains('@') ? MailboxTerm(text.Trim()) : words.MaxBy(word => word.Length) is { } longest ? $"w.{longest}" : "";
        if (beginning.Length < 3)
        {
            return new MembersFound([], null);
        }
        var found = new List<Member>();
        if (after is null && !text.Any(char.IsWhiteSpace) && await FindByMlsIdAsync(text, cancellationToken) is { } byId)
        {
            found.Add(byId);
        }
        var page = await table.PageAsync<JsonRow>(
            PartitionOfTerm(beginning), MostTermRows, after is null ? null : Decoded(after), RowKeys.StartingWith(beginning[2..]), cancellationToken);
        string? last = null;
        foreach (var row in page.Rows)
        {
            if (found.Count >= take)
            {
                return new MembersFound(found, Encoded(last));
            }
            last = row.RowKey;
            var term = row.Read<TermRow>();
            if ((beginning[0] != 'w' || HasAll(term.Name, words)) && await ReadAsync(term.MemberKey, cancellationToken) is { Member: { } member }
                && TermsOf(member).FirstOrDefault(each => each.StartsWith(beginning, StringComparison.Ordinal)) is { } first
                && row.RowKey == RowOfTerm(first, member.MemberKey) && found.All(each => each.MemberKey != member.MemberKey))
            {
                found.Add(member);
            }
        }
        return new MembersFound(found, page.After is null ? null : Encoded(last));
    }

    async Task<Member?> FindByMlsIdAsync(string mlsId, CancellationToken cancellationToken) =>
        mlsId.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.')
        && (await table.FindAsync<JsonRow>(MlsIdPartition(mlsId), ClaimRow, cancellationToken))?.Read<Claim>().MemberKey is { } key
        && await ReadAsync(key, cancellationToken) is { Member: { } member } && string.Equals(member.MemberMlsId, mlsId, StringComparison.OrdinalIgnoreCase)
            ? member
            : null;

    /// <summary>Lets a member be found by the terms that they are about to have.</summary>
    Task IntroduceAsync(Member member, Member? before, CancellationToken cancellationToken)
    {
        var known = before is null || before.MemberFullName != member.MemberFullName ? [] : TermsOf(before);
        return Task.WhenAll(TermsOf(member).Except(known).Select(term => table.UpsertAsync(
            JsonRow.Of(PartitionOfTerm(term), RowOfTerm(term, member.MemberKey), new TermRow(member.MemberKey, member.MemberFullName)), cancellationToken)));
    }

    /// <summary>Deletes the rows of terms that a member no longer has.</summary>
    Task ForgetTermsAsync(string memberKey, IEnumerable<string> terms, CancellationToken cancellationToken) =>
        Task.WhenAll(terms.Select(term => table.DeleteAsync(PartitionOfTerm(term), RowOfTerm(term, memberKey), cancellationToken)));

    static IReadOnlyList<string> TermsOf(Member member) =>
    [
        .. SearchWords.Of(member.MemberFullName).Take(MostWords).Select(word => $"w.{word}"),
        .. member.MemberEmail.Length > 0 ? [MailboxTerm(member.MemberEmail)] : (string[])[],
    ];

    /// <summary>Terms that a row may still have beside those of the member that it is about to hold.</summary>
    static List<string>? LeftTerms(Entry? entry, Member member) =>
        (entry?.FormerTerms ?? []).Concat(entry?.Member is { } before ? TermsOf(before) : []).Except(TermsOf(member)).ToList() is { Count: > 0 } left ? left : null;

    static bool HasAll(string name, IReadOnlyList<string> words)
    {
        var has = SearchWords.Of(name);
        return words.All(word => has.Any(each => each.StartsWith(word, StringComparison.Ordinal)));
    }

    static string MailboxTerm(string email) => $"m.{CaseIndexKeys.Mailbox(email)}";

    static string PartitionOfTerm(string term) => $"find-{term[..3]}";

    static string RowOfTerm(string term, string memberKey) => $"{term[2..]} {memberKey}";

    static string? Encoded(string? row) => row is null ? null : Base64Url.EncodeToString(Encoding.UTF8.GetBytes(row));

    static string? Decoded(string after) => Base64Url.IsValid(after) ? Encoding.UTF8.GetString(Base64Url.DecodeFromChars(after)) : null;

    /// <param name="MemberKey">Whom the term leads to.</param>
    /// <param name="Name">Their name, by which the other words of a question are looked at.</param>
    sealed record TermRow(string MemberKey, string Name);
}

/// <summary>A page of members that were found.</summary>
/// <param name="Members">In the order of the term by which they were found.</param>
/// <param name="After">Leads on; null when there are no more.</param>
public sealed record MembersFound(IReadOnlyList<Member> Members, string? After);
