using System.Security.Cryptography;
using System.Text;
using Azure;
using Azure.Data.Tables;
using MemberServices.Tables;

namespace MemberServices.Cases;

/// <summary>The case that has a unique key now.</summary>
/// <param name="Case">Which case.</param>
/// <param name="Read">The row as it was read.</param>
public sealed record UniqueKeyClaim(CaseId Case, ETag Read);

/// <summary>A request with a key.</summary>
/// <param name="Content">A hash of what is asked for, so that a key isn't used for two things.</param>
/// <param name="Case">The case that it is answered with; null: nobody has been answered yet.</param>
public sealed record IdempotencyRecord(string Content, CaseId? Case = null);

/// <summary>
/// The table <c>CaseClaims</c>: the rows that keep a unique key (a license, another desk's ticket number) or a repeated
/// request from opening two cases.
/// </summary>
/// <remarks>
/// A case is in its table before it claims anything. So a claim whose case isn't there is abandoned; one whose case is
/// there may belong to somebody who is still at work, however long ago it was written.
/// </remarks>
public sealed class CaseClaims(TableServiceClient service)
{
    public const string TableName = "CaseClaims";

    const string KeyRow = "claim";
    const string RequestRow = "request";

    readonly EntityTable table = new(service, TableName);

    /// <summary>The claim on a key, or null when it is free.</summary>
    public async Task<UniqueKeyClaim?> FindAsync(CaseKind kind, string key, CancellationToken cancellationToken = default) =>
        await table.FindAsync<JsonRow>(Partition(kind, key), KeyRow, cancellationToken) is { } row ? new(row.Read<CaseId>(), row.ETag) : null;

    /// <summary>Claims a key for a case. Null when it was free or is this case's already, else the claim that is there.</summary>
    public async Task<UniqueKeyClaim?> ClaimAsync(string key, CaseId id, CancellationToken cancellationToken = default)
    {
        // A claim that is given back between our two looks leaves a free key.
        while (!await table.AddIfAbsentAsync(JsonRow.Of(Partition(id.Kind, key), KeyRow, id), cancellationToken))
        {
            if (await FindAsync(id.Kind, key, cancellationToken) is { } claim)
            {
                return claim.Case == id ? null : claim;
            }
        }
        return null;
    }

    /// <summary>Gives a key from one case to another; false when somebody else was faster.</summary>
    public Task<bool> TakeOverAsync(string key, UniqueKeyClaim from, CaseId id, CancellationToken cancellationToken = default) =>
        table.ReplaceIfSameAsync(JsonRow.Of(Partition(id.Kind, key), KeyRow, id), from.Read, cancellationToken);

    /// <summary>Frees a key if this case has it. To be called when all that the case did is undone.</summary>
    public async Task FreeAsync(string key, CaseId id, CancellationToken cancellationToken = default)
    {
        if (await table.FindAsync<JsonRow>(Partition(id.Kind, key), KeyRow, cancellationToken) is { } row && row.Read<CaseId>() == id)
        {
            await table.DeleteIfSameAsync(row, cancellationToken);
        }
    }

    /// <summary>What a request's key was used for, or null.</summary>
    public async Task<IdempotencyRecord?> FindRequestAsync(CaseKind kind, string key, CancellationToken cancellationToken = default) =>
        (await table.FindAsync<JsonRow>(Partition(kind, key), RequestRow, cancellationToken))?.Read<IdempotencyRecord>();

    /// <summary>Keeps what a request's key is used for, before anything is done for it; the first use counts and is returned.</summary>
    public async Task<IdempotencyRecord> AddRequestAsync(CaseKind kind, string key, string content, CancellationToken cancellationToken = default) =>
        (await table.AddOrReadAsync(JsonRow.Of(Partition(kind, key), RequestRow, new IdempotencyRecord(content)), cancellationToken)).Read<IdempotencyRecord>();

    /// <summary>Keeps what a request is answered; the first answer counts and is returned.</summary>
    public async Task<IdempotencyRecord> AnswerRequestAsync(string key, string content, CaseId id, CancellationToken cancellationToken = default)
    {
        var partition = Partition(id.Kind, key);
        var row = await table.ChangeAsync<JsonRow>(
            partition,
            RequestRow,
            found => found is null || found.Read<IdempotencyRecord>() == new IdempotencyRecord(content)
                ? JsonRow.Of(partition, RequestRow, new IdempotencyRecord(content, id))
                : null,
            cancellationToken);
        return row!.Read<IdempotencyRecord>();
    }

    /// <summary>Makes a key free again that came to nothing, so that its request may be corrected.</summary>
    public async Task ForgetRequestAsync(CaseKind kind, string key, string content, CancellationToken cancellationToken = default)
    {
        if (await table.FindAsync<JsonRow>(Partition(kind, key), RequestRow, cancellationToken) is { } row
            && row.Read<IdempotencyRecord>() == new IdempotencyRecord(content))
        {
            await table.DeleteIfSameAsync(row, cancellationToken);
        }
    }

    // A key may have any characters and any length.
    static string Partition(CaseKind kind, string key) =>
        $"{kind.Prefix}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)))}";
}
