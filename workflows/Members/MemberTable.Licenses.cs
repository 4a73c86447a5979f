using MemberServices.Tables;

namespace MemberServices.Members;

/// <summary>
/// Whose a license is. A claim counts only while its member's row is active with that license; any other was left by a
/// call that stopped or lost, and may be taken over. Claim and member are in different partitions, so these rules keep
/// them together:
/// <list type="number">
/// <item>Activating reads the member's row (1), then writes the claim, even if it is the member's own already (2), then
/// makes the row active if it is as it was read (3).</item>
/// <item>Taking a claim away reads the claim (a), then, if its member isn't active with the license, writes that
/// member's row unchanged (b), then replaces or deletes the claim if it is as it was read (c).</item>
/// </list>
/// Both can't succeed. If (1) came before (b), the row has a new version and (3) fails. If it came after, so did (2):
/// before (c), the claim has a new version and (c) fails; after (c), (2) finds that the claim is gone or another's.
/// </summary>
public sealed partial class MemberTable
{
    const string ClaimRow = "claim";

    async Task<Claimed> ClaimAsync(string licenseKey, string memberKey, CancellationToken cancellationToken)
    {
        var claim = ClaimOf(licenseKey, memberKey);
        var found = await table.FindAsync<JsonRow>(claim.PartitionKey, ClaimRow, cancellationToken);
        if (found is null)
        {
            return new Claimed(await table.AddIfAbsentAsync(claim, cancellationToken));
        }

        var holder = found.Read<Claim>().MemberKey;
        if (holder != memberKey)
        {
            var holds = await HoldsAsync(licenseKey, holder, cancellationToken);
            if (holds.IsUnclear || holds.Member is not null)
            {
                return new Claimed(false, holds.Member);
            }
        }

        return new Claimed(await table.ReplaceIfSameAsync(claim, found.ETag, cancellationToken));
    }

    /// <summary>Frees a license if the member has claimed it and isn't active with it.</summary>
    async Task FreeAsync(string licenseKey, string memberKey, CancellationToken cancellationToken)
    {
        if (licenseKey.Length == 0)
        {
            return;
        }
        for (var tries = 0; tries < EntityTable.MostTries; tries++)
        {
            if (await table.FindAsync<JsonRow>(LicensePartition(licenseKey), ClaimRow, cancellationToken) is not { } found
                || found.Read<Claim>().MemberKey != memberKey
                || await HoldsAsync(licenseKey, memberKey, cancellationToken) is var holds && holds.Member is not null
                || !holds.IsUnclear && await table.DeleteIfSameAsync(found, cancellationToken))
            {
                return;
            }
        }

        throw new RowContendedException(TableName, EntityTable.MostTries);
    }

    /// <summary>Whether a claim that was read counts. When it doesn't, its member's row has been written: rule (b).</summary>
    async Task<Holding> HoldsAsync(string licenseKey, string memberKey, CancellationToken cancellationToken)
    {
        if (await table.FindAsync<JsonRow>(PartitionOf(memberKey), MemberRow, cancellationToken) is not { } row)
        {
            return new Holding(null);
        }

        var entry = row.Read<Entry>();
        return entry.IsActiveWith(licenseKey) ? new Holding(entry.Member)
            : new Holding(null, IsUnclear: !await table.ReplaceIfSameAsync(row, row.ETag, cancellationToken));
    }

    async Task<Claim?> ClaimOnAsync(string licenseKey, CancellationToken cancellationToken) =>
        (await table.FindAsync<JsonRow>(LicensePartition(licenseKey), ClaimRow, cancellationToken))?.Read<Claim>();

    static string LicensePartition(string licenseKey) => $"license-{licenseKey}";

    static JsonRow ClaimOf(string licenseKey, string memberKey) => JsonRow.Of(LicensePartition(licenseKey), ClaimRow, new Claim(memberKey));

    sealed record Claim(string MemberKey);

    /// <param name="IsOurs">The claim was written.</param>
    /// <param name="HeldBy">Who has the license, when it wasn't for that. With neither, somebody was faster.</param>
    sealed record Claimed(bool IsOurs, Member? HeldBy = null);

    /// <param name="Member">Who has the license.</param>
    /// <param name="IsUnclear">Somebody is changing that member just now.</param>
    sealed record Holding(Member? Member, bool IsUnclear = false);
}
