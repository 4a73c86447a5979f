using System.Security.Cryptography;
using System.Text;
using Azure.Data.Tables;
using MemberServices.Tables;

namespace MemberServices.People;

/// <summary>That a person's data were to be erased; what stays of it is who did it and why.</summary>
/// <param name="By">Who of the staff.</param>
/// <param name="Reason">Why, for staff. It isn't to name the person.</param>
/// <param name="RequestedAt">When it was asked for.</param>
/// <param name="DoneAt">When it was done; null while it is under way.</param>
public sealed record Erasure(string By, string Reason, DateTimeOffset RequestedAt, DateTimeOffset? DoneAt = null);

/// <summary>The table <c>Erasures</c>: a row for each person, by a hash of their key.</summary>
public sealed class ErasureTable(TableServiceClient service)
{
    public const string TableName = "Erasures";

    const string RowKey = "erasure";

    readonly EntityTable table = new(service, TableName);

    /// <summary>The last erasure of a person, or null.</summary>
    public async Task<Erasure?> FindAsync(string key, CancellationToken cancellationToken = default) =>
        (await table.FindAsync<JsonRow>(Partition(key), RowKey, cancellationToken))?.Read<Erasure>();

    /// <summary>Keeps one, unless another is under way; the one that counts.</summary>
    public Task<Erasure> BeginAsync(string key, Erasure erasure, CancellationToken cancellationToken = default) =>
        ChangeAsync(key, found => found is null or { DoneAt: not null } ? erasure : null, cancellationToken);

    /// <summary>Keeps that it is done; the first time counts.</summary>
    public Task FinishAsync(string key, DateTimeOffset at, CancellationToken cancellationToken = default) =>
        ChangeAsync(key, found => found is { DoneAt: null } ? found with { DoneAt = at } : null, cancellationToken);

    async Task<Erasure> ChangeAsync(string key, Func<Erasure?, Erasure?> change, CancellationToken cancellationToken) => (await table.ChangeAsync<JsonRow>(
        Partition(key), RowKey, row => change(row?.Read<Erasure>()) is { } changed ? JsonRow.Of(Partition(key), RowKey, changed) : null, cancellationToken))!.Read<Erasure>();

    static string Partition(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"erasure\n{key}")));
}
