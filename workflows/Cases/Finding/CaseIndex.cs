using System.Buffers.Text;
using System.Runtime.CompilerServices;
using System.Text;
using Azure.Data.Tables;
using MemberServices.Tables;

namespace MemberServices.Cases.Finding;

/// <summary>
/// The table <c>CaseIndex</c>: by what cases are found, of every workflow. What it says is derived from the cases' logs by
/// their activities; who acts on a case reads its log.
/// </summary>
/// <remarks>
/// A case has a row of its own, which knows all its other rows, and one for each term and list, which holds the same entry: so
/// a page of answers is one read. An update first adds to the case's row the keys that it is about to write, so that
/// whoever goes down in between leaves no row that the next update doesn't know. How far a case is and when it goes on, which
/// change most often, is known to its own row and the list of what is due alone: the others then stay as they are.
/// </remarks>
public sealed class CaseIndex(TableServiceClient service)
{
    public const string TableName = "CaseIndex";

    /// <summary>The most cases of a page.</summary>
    public const int MostOfAPage = 200;

    /// <summary>
    /// Reads of one page at most, whatever the number of cases. A page that would need more is short: how the search for two
    /// frequent words goes on is in its <see cref="CaseIndexPage.After"/>.
    /// </summary>
    public const int MostReads = 10;

    const string OwnRow = "entry";

    /// <summary>With the one more that says whether others follow, what the service gives at a time.</summary>
    const int RowsOfARead = 999;

    readonly EntityTable table = new(service, TableName);

    /// <summary>A case's entry; null when it has none.</summary>
    public async Task<CaseIndexEntry?> FindAsync(CaseId id, CancellationToken cancellationToken = default) =>
        (await table.FindAsync<JsonRow>(id.ToString(), OwnRow, cancellationToken))?.Read<Indexed>().Entry;

    /// <summary>
    /// Tells of a case whose orchestration is about to be started: if nobody starts it, it is due, and found by that alone. Its
    /// first update tells the rest.
    /// </summary>
    public async Task AnnounceAsync(CaseId id, DateTimeOffset openedAt, CancellationToken cancellationToken = default)
    {
        var entry = new CaseIndexEntry(id, "", null, null, openedAt, null, "", "", DueAt: openedAt);
        var key = new CaseIndexKey(CaseIndexKeys.DueList(id.Kind), $"{CaseIndexKeys.Ticks(openedAt.UtcTicks)} {id}");
        if (await table.AddIfAbsentAsync(RowOf(new Indexed(entry, [key], IsWhole: false)), cancellationToken))
        {
            await table.UpsertAsync(RowOf(key, entry), cancellationToken);
        }
    }

    /// <summary>
    /// Says of a case that its log is about to change: if whoever changes it goes down before the case hears of it, it is due since
    /// then, and found. The case's next look says when it goes on.
    /// </summary>
    public async Task AnnounceChangeAsync(CaseId id, DateTimeOffset at, CancellationToken cancellationToken = default)
    {
        // What is due already is found, and so is a case that was announced as a whole.
        if (await FindAsync(id, cancellationToken) is { } known && !(known.DueAt <= at))
        {
            await UpdateAsync(id, before => Task.FromResult((before ?? known) with { DueAt = at }), cancellationToken);
        }
    }

    /// <summary>Brings a case's rows to what its log says; those under words of an earlier entry go. Nothing is written when all is so already.</summary>
    /// <param name="id">Which case.</param>
    /// <param name="derive">Takes the entry before, or null, and reads the log; asked after the index was read, so that the later of two updates knows more.</param>
    /// <param name="cancellationToken">Gives up; the next update completes it.</param>
    public async Task UpdateAsync(CaseId id, Func<CaseIndexEntry?, Task<CaseIndexEntry>> derive, CancellationToken cancellationToken = default)
    {
        var own = new HashSet<CaseIndexKey>();
        for (var tries = 0; tries < EntityTable.MostTries; tries++)
        {
            var row = await table.FindAsync<JsonRow>(id.ToString(), OwnRow, cancellationToken);
            var before = row?.Read<Indexed>();
            var entry = await derive(before?.Entry);
            if (own.Count == 0 && before is { IsWhole: true } && before.Entry == entry)
            {
                return;
            }

            var keys = CaseIndexKeys.Of(entry);
            var all = own.Union(before?.Keys ?? []).Union(keys).ToList();
            var announced = RowOf(new Indexed(entry, all, IsWhole: false));
            if (row is null ? await table.AddIfAbsentAsync(announced, cancellationToken) : await table.ReplaceIfSameAsync(announced, row.ETag, cancellationToken))
            {
                // What another, faster update has taken away since is ours to look after now.
                // Of what we wrote before another was faster, nobody knows what stands there now.
                var same = own.Count == 0 && before is { IsWhole: true, Keys: { } there } ? there.Where(key => Held(key, before.Entry) == Held(key, entry)) : [];
                IReadOnlyList<CaseIndexKey> changed = [.. keys.Except(same)];
                own.UnionWith(keys);
                await WriteAsync(entry, changed, [.. all.Except(keys)], cancellationToken);
                if (await table.ReplaceIfSameAsync(RowOf(new Indexed(entry, keys)), announced.ETag, cancellationToken))
                {
                    return;
                }
            }
        }

        // An update writes the row twice, so who was faster this often includes one that began after us and knows what we know.
    }

    /// <summary>A page of a question's answers; null when <paramref name="after"/> is none of this question's.</summary>
    /// <param name="query">The question.</param>
    /// <param name="take">The most cases, 1 to <see cref="MostOfAPage"/>.</param>
    /// <param name="after">The page before this one's <see cref="CaseIndexPage.After"/>; null or empty for the first.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<CaseIndexPage?> PageAsync(CaseQuery query, int take, string? after = null, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(take, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(take, MostOfAPage);
        if (Place.Read(after, query.Ranges.Count) is not { } place)
        {
            return null;
        }

        var found = new List<CaseIndexEntry>();
        var last = place;
        for (var reads = 0; place.Range < query.Ranges.Count; reads++)
        {
            if (reads == MostReads)
            {
                return new CaseIndexPage(found, place.ToString());
            }

            var range = query.Ranges[place.Range];
            var page = await table.PageAsync<JsonRow>(range.Partition, reads == 0 ? take + 1 : RowsOfARead, place.Row, range.Keys, cancellationToken);
            foreach (var row in page.Rows)
            {
                place = place with { Row = row.RowKey };
                if (row.Read<Indexed>().Entry is var entry && query.IsAnswer(place.Range, row.RowKey, entry))
                {
                    if (found.Count == take)
                    {
                        return new CaseIndexPage(found, last.ToString());
                    }

                    found.Add(entry);
                    last = place;
                }
            }

            place = page.After is null ? new Place(place.Range + 1, null) : place;
        }

        return new CaseIndexPage(found, null);
    }

    /// <summary>All answers, page after page: for questions about one person.</summary>
    public async IAsyncEnumerable<CaseIndexEntry> AllAsync(
        CaseQuery query, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        string? after = null;
        do
        {
            var page = (await PageAsync(query, MostOfAPage, after, cancellationToken))!;
            foreach (var entry in page.Cases)
            {
                yield return entry;
            }

            after = page.After;
        }
        while (after is not null);
    }

    Task WriteAsync(CaseIndexEntry entry, IReadOnlyList<CaseIndexKey> keys, IReadOnlyList<CaseIndexKey> stale, CancellationToken cancellationToken) => Task.WhenAll(
    [
        .. keys.Select(key => table.UpsertAsync(RowOf(key, entry), cancellationToken)),
        .. stale.Select(key => table.DeleteAsync(key.Partition, key.Row, cancellationToken)),
    ]);

    static JsonRow RowOf(CaseIndexKey key, CaseIndexEntry entry) => JsonRow.Of(key.Partition, key.Row, new Indexed(Held(key, entry)));

    /// <summary>What stands in a row: it is the same as long as nothing has changed that somebody who finds it there would see.</summary>
    static CaseIndexEntry Held(CaseIndexKey key, CaseIndexEntry entry) =>
        key.Partition == CaseIndexKeys.DueList(entry.Id.Kind) ? entry : entry with { Step = 0, DueAt = null };

    static JsonRow RowOf(Indexed indexed) => JsonRow.Of(indexed.Entry.Id.ToString(), OwnRow, indexed);

    /// <param name="Entry">What is known of the case.</param>
    /// <param name="Keys">In the case's own row: all its other rows, or those that an unfinished update may have written.</param>
    /// <param name="IsWhole">Whether those are there, and no others.</param>
    sealed record Indexed(CaseIndexEntry Entry, IReadOnlyList<CaseIndexKey>? Keys = null, bool IsWhole = true);

    /// <summary>How far an answer has come.</summary>
    /// <param name="Range">In which of the question's ranges.</param>
    /// <param name="Row">The last row there that was read; null: none.</param>
    sealed record Place(int Range, string? Row)
    {
        public static Place? Read(string? after, int ranges)
        {
            if (string.IsNullOrEmpty(after))
            {
                return new Place(0, null);
            }

            return Base64Url.IsValid(after)
                && Encoding.UTF8.GetString(Base64Url.DecodeFromChars(after)).Split('\n', 2) is [var range, var row]
                && int.TryParse(range, out var number) && number >= 0 && number < ranges
                    ? new Place(number, row.Length == 0 ? null : row)
                    : null;
        }

        public override string ToString() => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(FormattableString.Invariant($"{Range}\n{Row}")));
    }
}
