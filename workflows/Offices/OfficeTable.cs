using System.Text.Json;
using Azure;
using Azure.Data.Tables;
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
        OfficeRules.IsKey(officeKey) && await table.FindAsync<Row>(Partition, OfficeRules.Canonical(officeKey), cancellationToken) is { } row
            ? new StoredOffice(row.Read(), row.ETag)
            : null;

    /// <summary>Every office, by name.</summary>
    public async Task<IReadOnlyList<Office>> AllAsync(CancellationToken cancellationToken = default)
    {
        var offices = new List<Office>();
        await foreach (var row in table.Client.QueryAsync<Row>(TableClient.CreateQueryFilter($"PartitionKey eq {Partition}"), cancellationToken: cancellationToken))
        {
            offices.Add(row.Read());
        }

        return [.. offices.OrderBy(o => o.OfficeName, StringComparer.OrdinalIgnoreCase).ThenBy(o => o.OfficeKey, StringComparer.Ordinal)];
    }

    /// <summary>Writes an office that <see cref="OfficeRules"/> found right.</summary>
    /// <param name="office">The whole office.</param>
    /// <param name="expected">The version it replaces; null replaces any, or adds it.</param>
    /// <returns>The new version, or null when the expected one isn't there any more.</returns>
    public async Task<StoredOffice?> WriteAsync(Office office, ETag? expected, CancellationToken cancellationToken = default)
    {
        var row = Row.Of(office);
        if (expected is null)
        {
            await table.Client.UpsertEntityAsync(row, TableUpdateMode.Replace, cancellationToken);
        }
        else if (!await table.ReplaceIfSameAsync(row, expected.Value, cancellationToken))
        {
            return null;
        }

        return await ReadAsync(office.OfficeKey, cancellationToken);
    }

    /// <summary>Adds an office unless one with its key is there.</summary>
    public Task<bool> AddIfAbsentAsync(Office office, CancellationToken cancellationToken = default) =>
        table.AddIfAbsentAsync(Row.Of(office), cancellationToken);

    sealed class Row : ITableEntity
    {
        public string PartitionKey { get; set; } = Partition;

        public string RowKey { get; set; } = "";

        public DateTimeOffset? Timestamp { get; set; }

        public ETag ETag { get; set; }

        public string OfficeName { get; set; } = "";

        // Texts have at most 32 K characters: some hundred brokers fit into one.
        public string Json { get; set; } = "";

        public static Row Of(Office office) => new()
        {
            RowKey = office.OfficeKey,
            OfficeName = office.OfficeName,
            Json = JsonSerializer.Serialize(office, JsonSerializerOptions.Web),
        };

        public Office Read() => JsonSerializer.Deserialize<Office>(Json, JsonSerializerOptions.Web)!;
    }
}

/// <summary>An office with the version that was read.</summary>
public sealed record StoredOffice(Office Office, ETag Version);
