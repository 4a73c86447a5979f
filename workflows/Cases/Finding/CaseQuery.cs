using MemberServices.Fields;
using MemberServices.Tables;

namespace MemberServices.Cases.Finding;

/// <summary>A question to the index: some ranges of its keys, read one after the other.</summary>
public sealed class CaseQuery
{
    /// <summary>Stands for a state where a license is typed without one: no state has these letters.</summary>
    const string NoState = "ZZ";

    readonly IReadOnlyList<Range> ranges;

    CaseQuery(params IReadOnlyList<Range> ranges) => this.ranges = ranges;

    internal IReadOnlyList<Range> Ranges => ranges;

    /// <summary>What else a case must be.</summary>
    public Func<CaseIndexEntry, bool> Where { private get; init; } = _ => true;

    /// <summary>All cases of a kind, or those at a place (a stage or an end) or of an office; the newest first.</summary>
    public static CaseQuery List(CaseKind kind, string? place = null, string? officeKey = null, Func<CaseIndexEntry, bool>? where = null) =>
        new(new Range(CaseIndexKeys.List(kind, place, officeKey), default, _ => true)) { Where = where ?? (_ => true) };

    /// <summary>The cases of the person with that mailbox.</summary>
    public static CaseQuery OfPerson(string email) => new(Range.Exact(TermFamily.Mailbox, CaseIndexKeys.Mailbox(email)));

    /// <summary>The cases in which that mailbox is asked now.</summary>
    public static CaseQuery AskedOf(string email) => new(Range.Exact(TermFamily.Asked, CaseIndexKeys.Mailbox(email)));

    /// <summary>The same of one kind.</summary>
    public static CaseQuery AskedOf(string email, CaseKind kind) =>
        new(Range.Exact(TermFamily.Asked, CaseIndexKeys.Mailbox(email))) { Where = entry => entry.Id.Kind == kind };

    /// <summary>The cases of a kind that wait in a queue for somebody of the staff: what is late first, then by when they wait.</summary>
    /// <param name="kind">Which kind.</param>
    /// <param name="queue">Which queue.</param>
    /// <param name="before">Those that are late, or wait until then; null: all.</param>
    /// <param name="where">What else a case must be; null: nothing.</param>
    public static CaseQuery Queue(CaseKind kind, string queue, DateTimeOffset? before = null, Func<CaseIndexEntry, bool>? where = null) =>
        new(new Range(CaseIndexKeys.QueueList(kind, queue), before is { } at ? RowKeys.Between("0", CaseIndexKeys.Ticks(at.UtcTicks)) : default, _ => true))
        {
            Where = where ?? (_ => true),
        };

    public static CaseQuery OfMember(string memberKey) => new(Range.Exact(TermFamily.Member, memberKey));

    /// <summary>The cases of a kind that ended before then, with nothing granted by them left, and still name a person; the oldest end first.</summary>
    public static CaseQuery EndedBefore(CaseKind kind, DateTimeOffset at) =>
        new(new Range(CaseIndexKeys.EndedList(kind), RowKeys.Between("0", CaseIndexKeys.Ticks(at.UtcTicks)), _ => true));

    /// <summary>The cases of a kind that had something to do before then, the longest due first.</summary>
    public static CaseQuery DueBefore(CaseKind kind, DateTimeOffset at) =>
        new(new Range(CaseIndexKeys.DueList(kind), RowKeys.Between("0", CaseIndexKeys.Ticks(at.UtcTicks)), _ => true));

    /// <summary>The cases of a kind that have something to do at any time, in its order.</summary>
    public static CaseQuery Due(CaseKind kind) => new(new Range(CaseIndexKeys.DueList(kind), default, _ => true));

    /// <summary>
    /// What people type into a search box: a case's number; words of a name, or their beginnings; an address or its beginning,
    /// of whose case it is or who is asked; a license with or without its state; a member's key.
    /// </summary>
    public static CaseQuery Text(string typed, Func<CaseIndexEntry, bool> where)
    {
        var text = typed.Trim();
        return new([.. text.Contains('@') ? OfAddress(text) : OfAnything(text)]) { Where = where };
    }

    /// <summary>Whether a row that was read is an answer, and none that an earlier range has given already.</summary>
    internal bool IsAnswer(int range, string row, CaseIndexEntry entry) =>
        ranges[range].IsHit(row, entry) && ranges[range].IsMatch(entry) && Where(entry) && !ranges.Take(range).Any(earlier => earlier.IsMatch(entry));

    static IEnumerable<Range> OfAddress(string text)
    {
        yield return Range.Beginning(TermFamily.Mailbox, CaseIndexKeys.Mailbox(text));
        yield return Range.Exact(TermFamily.Asked, CaseIndexKeys.Mailbox(text));
    }

    static IEnumerable<Range> OfAnything(string text)
    {
        if (CaseId.TryParse(text, out var id))
        {
            yield return new Range(id.ToString(), default, entry => entry.Id == id);
        }
        if (text.Any(char.IsAsciiDigit))
        {
            foreach (var range in OfLicense(text))
            {
                yield return range;
            }
        }
        var words = SearchWords.Of(text);
        if (words.MaxBy(word => word.Length) is { } longest)
        {
            yield return Range.Beginning(
                TermFamily.Word, longest,
                entry => CaseIndexKeys.TermsOf(entry, TermFamily.Word) is var has && words.All(word => has.Any(each => each.StartsWith(word, StringComparison.Ordinal))));
        }
        if (!text.Any(char.IsWhiteSpace) && text.Split('+')[0] is { Length: > 0 } beginning)
        {
            yield return Range.Beginning(TermFamily.Mailbox, CaseIndexKeys.Mailbox(beginning));
        }
    }

    static IEnumerable<Range> OfLicense(string text)
    {
        // "TX 123456" names the state; a number may begin with two letters of its own, too.
        var state = text.Length > 2 ? State.All.FirstOrDefault(state => text.StartsWith(state.Code, StringComparison.OrdinalIgnoreCase))?.Code : null;
        if (state is not null && StateLicense.TryCreate(state, text, out var license))
        {
            yield return Range.Exact(TermFamily.License, CaseIndexKeys.License(license));
        }
        if (StateLicense.TryCreate(NoState, text, out var number))
        {
            yield return Range.Beginning(TermFamily.License, $"{number.Number}.");
        }
        if (text.ToUpperInvariant() is var key && MemberKey.IsValid(key))
        {
            yield return Range.Exact(TermFamily.Member, key);
        }
    }

    /// <param name="Partition">Of the index.</param>
    /// <param name="Keys">Which of its rows.</param>
    /// <param name="IsMatch">Whether a case has what the range is for.</param>
    internal sealed record Range(string Partition, RowKeys Keys, Func<CaseIndexEntry, bool> IsMatch)
    {
        /// <summary>Whether it is this row by which the case is found: two words of a name may begin alike.</summary>
        public Func<string, CaseIndexEntry, bool> IsHit { get; private init; } = (_, _) => true;

        public static Range Exact(TermFamily family, string term) =>
            new(CaseIndexKeys.Partition(family, term), RowKeys.StartingWith(term + " "), entry => CaseIndexKeys.TermsOf(entry, family).Contains(term));

        public static Range Beginning(TermFamily family, string beginning, Func<CaseIndexEntry, bool>? isMatch = null)
        {
            bool Begins(string term) => term.StartsWith(beginning, StringComparison.Ordinal);
            return new Range(
                CaseIndexKeys.Partition(family, beginning), RowKeys.StartingWith(beginning), isMatch ?? (entry => CaseIndexKeys.TermsOf(entry, family).Any(Begins)))
            {
                IsHit = (row, entry) => row.StartsWith($"{CaseIndexKeys.TermsOf(entry, family).FirstOrDefault(Begins)} ", StringComparison.Ordinal),
            };
        }
    }
}
