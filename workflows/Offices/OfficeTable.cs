using Azure;
using Azure.Data.Tables;
using MemberServices.Fields;
using MemberServices.Tables;

namespace MemberServices.Offices;

/// <summary>The table <c>Offices</c>: one partition, with a row for each office.</summary>
public sealed class OfficeTable(TableServiceClient service)
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
            ? new StoredOffice(row.Read<Office>(), row.ETag)
            : null;

    /// <summary>Every office, by name, when there are at most so many; null when there are more, of which no more are read.</summary>
    public async Task<IReadOnlyList<Office>?> FewAsync(int most, CancellationToken cancellationToken = default) =>
        await table.PageAsync<JsonRow>(Partition, most, null, cancellationToken: cancellationToken) is { After: null } all ? ByName(all.Rows) : null;

    /// <summary>The offices that a search finds. It reads all of them.</summary>
    public async Task<FoundOffices> SearchAsync(OfficeSearch search, int most, CancellationToken cancellationToken = default)
    {
        var found = search.IsEmpty ? [] : await Found(search, null, cancellationToken).ToListAsync(cancellationToken);
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
            return new EntityPage<Office>([.. rows.Select(row => row.Read<Office>())], next);
        }
        var found = await Found(search, after, cancellationToken).Take(take + 1).ToListAsync(cancellationToken);
        return found.Count <= take ? new EntityPage<Office>(found, null) : new EntityPage<Office>(found[..take], found[take - 1].OfficeKey);
    }

    IAsyncEnumerable<Office> Found(OfficeSearch search, string? after, CancellationToken cancellationToken) => table
        .QueryAsync<JsonRow>(Partition, where: after is null ? null : (FormattableString)$"RowKey gt {after}", cancellationToken: cancellationToken)
        .Select(row => row.Read<Office>())
        .Where(search.Finds);

    static IReadOnlyList<Office> ByName(IReadOnlyList<JsonRow> rows) =>
        [.. rows.Select(row => row.Read<Office>()).OrderBy(o => o.OfficeName, StringComparer.OrdinalIgnoreCase).ThenBy(o => o.OfficeKey, StringComparer.Ordinal)];

    /// <summary>Writes an office that <see cref="OfficeJson"/> found right.</summary>
    /// <param name="office">The whole office.</param>
    /// <param name="expected">The version it replaces; null replaces any, or adds it.</param>
    /// <returns>The new version, or null when the expected one isn't there any more.</returns>
    public async Task<StoredOffice?> WriteAsync(Office office, ETag? expected, CancellationToken cancellationToken = default)
    {
        var row = RowOf(office);
        if (expected is null)
        {
            await table.UpsertAsync(row, cancellationToken);
        }
        else if (!await table.ReplaceIfSameAsync(row, expected.Value, cancellationToken))
        {
            return null;
        }

        return new StoredOffice(office, row.ETag);
    }

    /// <summary>Adds an office unless one with its key is there.</summary>
    public Task<bool> AddIfAbsentAsync(Office office, CancellationToken cancellationToken = default) =>
        table.AddIfAbsentAsync(RowOf(office), cancellationToken);

    static JsonRow RowOf(Office office) => JsonRow.Of(Partition, office.OfficeKey, office);
}

/// <summary>An office with the version that was read.</summary>
public sealed record StoredOffice(Office Office, ETag Version);
