using Azure.Data.Tables;
using MemberServices.Cases;
using MemberServices.Tables;

namespace MemberServices.Ops;

/// <summary>The table <c>WatchPlaces</c>: how far the watch has come in its turn through the cases of a kind.</summary>
public sealed class WatchPlaces(TableServiceClient service)
{
    public const string TableName = "WatchPlaces";

    const string Row = "place";

    readonly EntityTable table = new(service, TableName);

    /// <summary>Null: it begins.</summary>
    public async Task<string?> FindAsync(CaseKind kind, CancellationToken cancellationToken) =>
        (await table.FindAsync<JsonRow>(kind.Prefix, Row, cancellationToken))?.Read<Kept>().After;

    /// <summary>Of two runs at once one counts: the cases in between are read in the next turn.</summary>
    public Task KeepAsync(CaseKind kind, string? after, CancellationToken cancellationToken) =>
        table.UpsertAsync(JsonRow.Of(kind.Prefix, Row, new Kept(after)), cancellationToken);

    sealed record Kept(string? After);
}
