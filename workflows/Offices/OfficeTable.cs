using Azure;
using Azure.Data.Tables;
using MemberServices.Fields;
using MemberServices.Tables;

namespace MemberServices.Offices;

/// <summary>The table <c>Offices</c>: one partition, which a page of the form lists, with a row for each office.</summary>
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

    /// <summary>Every office, by name.</summary>
    public async Task<IReadOnlyList<Office>> AllAsync(CancellationToken cancellationToken = default)
    {
        var rows = await table.QueryAsync<JsonRow>(Partition, cancellationToken: cancellationToken).ToListAsync(cancellationToken);
        return [.. rows.Select(row => row.Read<Office>()).OrderBy(o => o.OfficeName, StringComparer.OrdinalIgnoreCase).ThenBy(o => o.OfficeKey, StringComparer.Ordinal)];
    }

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
