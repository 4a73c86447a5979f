using MemberServices.Tables;

namespace MemberServices.Members;

/// <summary>Whose an MLS id is: no two members ever have one, and it stays theirs until it is freed.</summary>
public sealed partial class MemberTable
{
    /// <summary>Gives an MLS id to a member unless another has it. Whoever has it then.</summary>
    /// <param name="mlsId">What the MLS's own systems call somebody.</param>
    /// <param name="memberKey">Who is to have it; they needn't be active yet. An active member's row says it from then on.</param>
    /// <param name="cancellationToken">Gives up; a repeat completes it.</param>
    /// <returns>The key of the member who has it.</returns>
    public async Task<string> ClaimMlsIdAsync(string mlsId, string memberKey, CancellationToken cancellationToken = default)
    {
        var holder = await ClaimMlsIdRowAsync(mlsId, memberKey, cancellationToken);
        if (holder == memberKey)
        {
            await ChangeAsync(memberKey, member => member with { MemberMlsId = mlsId }, cancellationToken);
        }
        return holder;
    }

    /// <summary>Frees an MLS id, if the member has it.</summary>
    public async Task FreeMlsIdAsync(string mlsId, string memberKey, CancellationToken cancellationToken = default)
    {
        if (await table.FindAsync<JsonRow>(MlsIdPartition(mlsId), ClaimRow, cancellationToken) is { } row && row.Read<Claim>().MemberKey == memberKey)
        {
            await table.DeleteIfSameAsync(row, cancellationToken);
        }
    }

    async Task<string> ClaimMlsIdRowAsync(string mlsId, string memberKey, CancellationToken cancellationToken) =>
        (await table.AddOrReadAsync(JsonRow.Of(MlsIdPartition(mlsId), ClaimRow, new Claim(memberKey)), cancellationToken)).Read<Claim>().MemberKey;

    // Two spellings are one id.
    static string MlsIdPartition(string mlsId) => $"mls-{mlsId.ToUpperInvariant()}";
}
