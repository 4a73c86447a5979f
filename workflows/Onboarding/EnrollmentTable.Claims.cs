using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Azure;
using Azure.Data.Tables;

namespace MemberServices.Onboarding;

/// <summary>The rows that keep a license or a request from opening two cases.</summary>
public sealed partial class EnrollmentTable
{
    const string LiveKey = "live";
    const string RequestKey = "request";

    /// <summary>Claims a license for a case. Null when it was free, else the claim that is there.</summary>
    public async Task<UniqueKeyClaim?> ClaimAsync(string memberKey, string id, string officeKey, CancellationToken cancellationToken = default)
    {
        // A claim that is given back between our two looks leaves a free license.
        while (!await table.AddIfAbsentAsync(Row.Of(LicensePartition(memberKey), LiveKey, new Claim(id, officeKey)), cancellationToken))
        {
            if (await table.FindAsync<Row>(LicensePartition(memberKey), LiveKey, cancellationToken) is { } row)
            {
                var claim = row.Read<Claim>();
                return new UniqueKeyClaim(claim.Id, claim.OfficeKey, row.ETag);
            }
        }

        return null;
    }

    /// <summary>Gives a license from one case to another; false when somebody else was faster.</summary>
    public Task<bool> TakeOverAsync(string memberKey, UniqueKeyClaim from, string id, string officeKey, CancellationToken cancellationToken = default) =>
        table.ReplaceIfSameAsync(Row.Of(LicensePartition(memberKey), LiveKey, new Claim(id, officeKey)), from.Read, cancellationToken);

    /// <summary>Frees a license if this case has it.</summary>
    public async Task FreeAsync(string memberKey, string id, CancellationToken cancellationToken = default)
    {
        if (await table.FindAsync<Row>(LicensePartition(memberKey), LiveKey, cancellationToken) is { } row && row.Read<Claim>().Id == id)
        {
            await table.DeleteIfSameAsync(row, cancellationToken);
        }
    }

    /// <summary>What a request with that key was answered, or null.</summary>
    public async Task<IdempotencyRecord?> FindRequestAsync(string key, CancellationToken cancellationToken = default) =>
        (await table.FindAsync<Row>(RequestPartition(key), RequestKey, cancellationToken))?.Read<IdempotencyRecord>();

    /// <summary>Keeps what a request is answered; the first one counts and is returned.</summary>
    public Task<IdempotencyRecord> AddRequestAsync(string key, IdempotencyRecord request, CancellationToken cancellationToken = default) =>
        AddOrReadAsync(RequestPartition(key), RequestKey, request, cancellationToken);

    static string LicensePartition(string memberKey) => $"license-{memberKey}";

    static string RequestPartition(string key) => $"request-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)))}";

    sealed record Claim(string Id, string OfficeKey);

    sealed class Row : ITableEntity
    {
        public string PartitionKey { get; set; } = "";

        public string RowKey { get; set; } = "";

        public DateTimeOffset? Timestamp { get; set; }

        public ETag ETag { get; set; }

        /// <summary>The record as JSON: well under a property's 32 K characters.</summary>
        public string Json { get; set; } = "";

        public static Row Of<T>(string partition, string key, T value) =>
            new() { PartitionKey = partition, RowKey = key, Json = JsonSerializer.Serialize(value, JsonSerializerOptions.Web) };

        public T Read<T>() => JsonSerializer.Deserialize<T>(Json, JsonSerializerOptions.Web)!;
    }
}

/// <summary>The case that has a license now.</summary>
/// <param name="Id">Which case.</param>
/// <param name="OfficeKey">At which office.</param>
/// <param name="Read">The row as it was read.</param>
public sealed record UniqueKeyClaim(string Id, string OfficeKey, ETag Read);

/// <summary>What a request was answered.</summary>
/// <param name="Id">The case.</param>
/// <param name="IsNew">Whether it opened the case.</param>
/// <param name="Application">A hash of what was applied for, so that a key isn't used for two applications.</param>
public sealed record IdempotencyRecord(string Id, bool IsNew, string Application)
{
    public static string Hash(Application application) =>
        Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(application)));
}
