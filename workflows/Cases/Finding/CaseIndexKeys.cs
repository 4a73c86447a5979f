using System.Globalization;
using MemberServices.Fields;

namespace MemberServices.Cases.Finding;

/// <summary>Where a row of the index is.</summary>
sealed record CaseIndexKey(string Partition, string Row);

/// <summary>What a case is found by, apart from its number: the terms of a family are in its order.</summary>
enum TermFamily
{
    /// <summary>The words of the name.</summary>
    Word,

    /// <summary>The person's mailbox.</summary>
    Mailbox,

    /// <summary>The mailbox of who is asked now.</summary>
    Asked,

    /// <summary>The license: "123456.TX".</summary>
    License,
    Member,
}

/// <summary>
/// The keys of the index. A term's partition is its family and first sign, so that a term and all that begin with it are one
/// range of keys; behind the term stand the time of the opening, the newest first, and the number.
/// </summary>
/// <remarks>The terms are readable: a hash has no beginning to search by. So the keys are as personal as what the rows hold.</remarks>
static class CaseIndexKeys
{
    /// <summary>Words of one name that are searched.</summary>
    const int MostWords = 8;

    /// <summary>A key has 512 characters at most.</summary>
    const int LongestTerm = 200;

    /// <summary>All that a case has a row under.</summary>
    public static IReadOnlyList<CaseIndexKey> Of(CaseIndexEntry entry)
    {
        var behind = $"{Newest(entry.OpenedAt)} {entry.Id}";
        return
        [
            .. Lists(entry).Select(list => new CaseIndexKey(list, behind)),
            .. entry is { EndedAt: { } at, IsHeld: false, Name.Length: > 0 } ? [new CaseIndexKey(EndedList(entry.Id.Kind), $"{Ticks(at.UtcTicks)} {entry.Id}")] : (CaseIndexKey[])[],
            .. entry.DueAt is { } due ? [new CaseIndexKey(DueList(entry.Id.Kind), $"{Ticks(due.UtcTicks)} {entry.Id}")] : (CaseIndexKey[])[],
            .. entry.Queue is { } queue
                ? [new CaseIndexKey(QueueList(entry.Id.Kind, queue), $"{Ticks((entry.LateSince ?? entry.WaitsFor?.Until ?? DateTimeOffset.MaxValue).UtcTicks)} {entry.Id}")]
                : (CaseIndexKey[])[],
            .. from family in Enum.GetValues<TermFamily>()
               from term in TermsOf(entry, family)
               select new CaseIndexKey(Partition(family, term), $"{term} {behind}"),
        ];
    }

    public static IReadOnlyList<string> TermsOf(CaseIndexEntry entry, TermFamily family) => family switch
    {
        TermFamily.Word => [.. SearchWords.Of(entry.Name).Take(MostWords)],
        TermFamily.Mailbox => entry.Email.Length > 0 ? [Mailbox(entry.Email)] : [],
        TermFamily.Asked => entry.Asked is { } asked ? [Mailbox(asked)] : [],
        TermFamily.License => StateLicense.TryParse(entry.License, out var license) ? [License(license)] : [],
        TermFamily.Member => entry.MemberKey is { Length: > 0 } key ? [key] : [],
        _ => throw new ArgumentOutOfRangeException(nameof(family), family, "A family without terms."),
    };

    public static string Partition(TermFamily family, string term) => $"{family}.{term[0]}";

    /// <summary>The list of a kind's cases, those of a place, of an office, or of a place at an office.</summary>
    public static string List(CaseKind kind, string? place, string? officeKey) =>
        $"{kind.Prefix}.list" + (place is null ? "" : $".in.{place}") + (officeKey is null ? "" : $".of.{officeKey}");

    /// <summary>A kind's cases that are over, with nothing granted by them left, and still name a person; the oldest end first.</summary>
    public static string EndedList(CaseKind kind) => $"{kind.Prefix}.ended";

    /// <summary>A kind's cases that have something to do, in the order of its time.</summary>
    public static string DueList(CaseKind kind) => $"{kind.Prefix}.due";

    /// <summary>A kind's cases that wait for somebody of the staff, what is late first, then in the order of the time until which they wait.</summary>
    public static string QueueList(CaseKind kind, string queue) => $"{kind.Prefix}.queue.{queue}";

    public static string Ticks(long ticks) => ticks.ToString("D19", CultureInfo.InvariantCulture);

    public static string License(StateLicense license) => $"{license.Number}.{license.State}";

    /// <summary>A mailbox, or the beginning of one; signs that no key may have, or that others stand for, are written as "!23".</summary>
    public static string Mailbox(string email)
    {
        var term = string.Concat(EmailAddress.MailboxOf(email).Select(c =>
            char.IsAsciiLetterOrDigit(c) || c is '@' or '.' or '-' or '_' or '\'' ? $"{c}" : string.Create(CultureInfo.InvariantCulture, $"!{(int)c:x2}")));
        return term.Length > LongestTerm ? term[..LongestTerm] : term;
    }

    static IEnumerable<string> Lists(CaseIndexEntry entry) =>
        from place in new[] { null, entry.Place }
        from office in entry.OfficeKey is null ? [null] : new[] { null, entry.OfficeKey }
        select List(entry.Id.Kind, place, office);

    static string Newest(DateTimeOffset at) => Ticks(DateTime.MaxValue.Ticks - at.UtcTicks);
}
