using Azure;
using Azure.Data.Tables;
using MemberServices.Tables;

namespace MemberServices.Directory;

/// <summary>What a case has done in the directory. Written before each step, so that only what the case made is taken back.</summary>
/// <param name="UserExisted">Whether the directory had the user before.</param>
/// <param name="UserId">The user, once known.</param>
/// <param name="RedeemAddress">Where the guest takes up the invitation; null when there was none to send.</param>
/// <param name="WasMember">Whether the user belonged to the group before; null until it was looked up.</param>
/// <param name="GrantedAt">When access was complete, or null.</param>
/// <param name="RevokedAt">When it was taken back, or null.</param>
public sealed record AccessGrant(
    bool UserExisted,
    string? UserId,
    string? RedeemAddress = null,
    bool? WasMember = null,
    DateTimeOffset? GrantedAt = null,
    DateTimeOffset? RevokedAt = null);

/// <summary>The table <c>Access</c>: a row for each case.</summary>
public sealed class AccessGrants(TableServiceClient service)
{
    public const string TableName = "Access";

    const string Key = "grant";

    readonly EntityTable table = new(service, TableName);

    public async Task<AccessGrant?> FindAsync(string caseId) => (await table.FindAsync<Row>(caseId, Key))?.Read();

    /// <summary>Adds the first finding about a case; the one that counts.</summary>
    public async Task<AccessGrant> BeginAsync(string caseId, AccessGrant grant) =>
        await table.AddIfAbsentAsync(Row.Of(caseId, grant)) ? grant : (await FindAsync(caseId))!;

    public async Task<AccessGrant> WriteAsync(string caseId, AccessGrant grant)
    {
        await table.Client.UpsertEntityAsync(Row.Of(caseId, grant), TableUpdateMode.Replace);
        return grant;
    }

    sealed class Row : ITableEntity
    {
        public string PartitionKey { get; set; } = "";

        public string RowKey { get; set; } = Key;

        public DateTimeOffset? Timestamp { get; set; }

        public ETag ETag { get; set; }

        public bool UserExisted { get; set; }

        public string? UserId { get; set; }

        public string? RedeemAddress { get; set; }

        public bool? WasMember { get; set; }

        public DateTimeOffset? GrantedAt { get; set; }

        public DateTimeOffset? RevokedAt { get; set; }

        public static Row Of(string caseId, AccessGrant grant) => new()
        {
            PartitionKey = caseId,
            UserExisted = grant.UserExisted,
            UserId = grant.UserId,
            RedeemAddress = grant.RedeemAddress,
            WasMember = grant.WasMember,
            GrantedAt = grant.GrantedAt,
            RevokedAt = grant.RevokedAt,
        };

        public AccessGrant Read() => new(UserExisted, UserId, RedeemAddress, WasMember, GrantedAt, RevokedAt);
    }
}
