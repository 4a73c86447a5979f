using Azure;
using Azure.Data.Tables;
using MemberServices.Fields;
using MemberServices.Messages;
using MemberServices.Tables;

namespace MemberServices.Offices;

/// <summary>The table <c>Offices</c>: one partition, with a row for each office.</summary>
public sealed partial class OfficeTable(TableServiceClient service, TimeProvider clock)
{
    public const string TableName = "Offices";

    const string Partition = "offices";

    readonly EntityTable table = new(service, TableName);

    /// <summary>The office with that key, or null.</summary>
    public async Task<Office?> FindAsync(string officeKey, CancellationToken cancellationToken = default) =>
        (await ReadAsync(officeKey, cancellationToken))?.Office;

    /// <summary>The office with that key and the version that was read, or null.</summary>
    public async Task<StoredOffice?> ReadAsync(string officeKey, CancellationToken cancellationToken = default) =>
        OfficeKey.IsValid(officeKey) && await table.FindAsync<JsonRow>(Partition, OfficeKey.Canonical(officeKey), cancellationToken) is { } row
            ? new StoredOffice(OfficeOf(row), row.ETag)
            : null;

    /// <summary>Every open office, by name, when there are at most so many, open or closed; null when there are more, of which no more are read.</summary>
    public async Task<IReadOnlyList<Office>?> FewAsync(int most, CancellationToken cancellationToken = default) =>
        await table.PageAsync<JsonRow>(Partition, most, null, cancellationToken: cancellationToken) is { After: null } all ? ByName(all.Rows) : null;

    /// <summary>The open offices that a search finds. It reads all of them.</summary>
    public async Task<FoundOffices> SearchAsync(OfficeSearch search, int most, CancellationToken cancellationToken = default)
    {
        var found = search.IsEmpty ? [] : await Found(search, null, cancellationToken).Where(office => !office.IsClosed).ToListAsync(cancellationToken);
        return new FoundOffices([.. search.Order(found).Take(most)], found.Count > most);
    }

    /// <summary>Some offices in the order of their keys, and from where to go on.</summary>
    /// <param name="search">Only what it finds; null: all.</param>
    /// <param name="take">The most.</param>
    /// <param name="after">The page before this one's; null for the first.</param>
    public async Task<EntityPage<Office>> PageAsync(OfficeSearch? search, int take, string? after, CancellationToken cancellationToken = default)
    {
        if (search is null)
        {
            var (rows, next) = await table.PageAsync<JsonRow>(Partition, take, after, cancellationToken: cancellationToken);
            return new EntityPage<Office>([.. rows.Select(OfficeOf)], next);
        }
        var found = await Found(search, after, cancellationToken).Take(take + 1).ToListAsync(cancellationToken);
        return found.Count <= take ? new EntityPage<Office>(found, null) : new EntityPage<Office>(found[..take], found[take - 1].OfficeKey);
    }

    IAsyncEnumerable<Office> Found(OfficeSearch search, string? after, CancellationToken cancellationToken) => table
        .QueryAsync<JsonRow>(Partition, where: after is null ? null : (FormattableString)$"RowKey gt {after}", cancellationToken: cancellationToken)
        .Select(OfficeOf)
        .Where(search.Finds);

    static IReadOnlyList<Office> ByName(IReadOnlyList<JsonRow> rows) =>
        [.. rows.Select(OfficeOf).Where(office => !office.IsClosed).OrderBy(o => o.OfficeName, StringComparer.OrdinalIgnoreCase).ThenBy(o => o.OfficeKey, StringComparer.Ordinal)];

    /// <summary>Writes an office that <see cref="OfficeJson"/> found right. It is newer than any record that was said before now.</summary>
    /// <param name="office">The whole office.</param>
    /// <param name="expected">The version it replaces; null replaces any, or adds it.</param>
    /// <returns>The new version, or null when the expected one isn't there any more.</returns>
    public async Task<StoredOffice?> WriteAsync(Office office, ETag? expected, CancellationToken cancellationToken = default)
    {
        var now = new RecordVersion(clock.GetUtcNow(), "");
        if (expected is null)
        {
            var written = (await table.ChangeAsync<JsonRow>(Partition, office.OfficeKey, row => RowOf(Closed(office, row), now), cancellationToken))!;
            return new StoredOffice(OfficeOf(written), written.ETag);
        }
        var before = await table.FindAsync<JsonRow>(Partition, office.OfficeKey, cancellationToken);
        var changed = RowOf(Closed(office, before), now);
        return await table.ReplaceIfSameAsync(changed, expected.Value, cancellationToken) ? new StoredOffice(OfficeOf(changed), changed.ETag) : null;
    }

    /// <summary>Takes an office's record unless a newer one is there.</summary>
    /// <param name="office">The whole office.</param>
    /// <param name="version">Which record it is.</param>
    /// <param name="cancellationToken">Gives up; the next try completes it.</param>
    /// <returns>The office as it is stored now.</returns>
    public async Task<Office> RecordAsync(Office office, RecordVersion version, CancellationToken cancellationToken = default) => OfficeOf((await table.ChangeAsync<JsonRow>(
        Partition, office.OfficeKey, row => version.IsNewerThan(row?.Read<Entry>().Version) ? RowOf(Closed(office, row), version) : null, cancellationToken))!);

    /// <summary>Adds an office unless one with its key is there.</summary>
    public Task<bool> AddIfAbsentAsync(Office office, CancellationToken cancellationToken = default) =>
        table.AddIfAbsentAsync(RowOf(office, null), cancellationToken);

    /// <summary>An office that was closed already is closed since then.</summary>
    static Office Closed(Office office, JsonRow? before) =>
        office.IsClosed && before is not null && OfficeOf(before).ClosedSince is { } since ? office with { ClosedSince = since } : office;

    static Office OfficeOf(JsonRow row) => row.Read<Entry>().Office;

    static JsonRow RowOf(Office office, RecordVersion? version) => JsonRow.Of(Partition, office.OfficeKey, new Entry(office, version));

    /// <param name="Office">The whole office.</param>
    /// <param name="Version">Which record it is; null: older than any.</param>
    sealed record Entry(Office Office, RecordVersion? Version);
}

/// <summary>An office with the version that was read.</summary>
public sealed record StoredOffice(Office Office, ETag Version);
