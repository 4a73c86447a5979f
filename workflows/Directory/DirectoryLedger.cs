using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using MemberServices.People;
using MemberServices.Tables;

namespace MemberServices.Directory;

/// <summary>
/// The table <c>DirectoryUsers</c>: a row for each mailbox, whatever the case of its letters, as the directory compares
/// them. The key is a hash, since keys get into logs. A row is changed only by whoever has the turn at it: so
/// no two callers work on one user at once, and all that can come between two steps is the end of the process.
/// </summary>
public sealed class DirectoryLedger(TableServiceClient service, TimeProvider clock) : IPersonalData
{
    public const string TableName = "DirectoryUsers";

    /// <summary>
    /// More than a function may run (host.json: functionTimeout, 5 minutes): whoever has a turn for longer is dead.
    /// </summary>
    public static readonly TimeSpan LongestTurn = TimeSpan.FromMinutes(6);

    readonly EntityTable table = new(service, TableName);

    /// <summary>What is known about an address, or null: nothing.</summary>
    public async Task<LedgerUser?> FindAsync(string email) => (await FindRowAsync(email))?.Read();

    /// <summary>Takes the turn at an address. Dispose of it to let others have theirs.</summary>
    /// <exception cref="TransientDirectoryException">Somebody else has it. When they were killed, for at most <see cref="LongestTurn"/>.</exception>
    public async Task<LedgerTurn> TakeTurnAsync(string email)
    {
        var row = await FindRowAsync(email) ?? Row.Of(email);
        var now = clock.GetUtcNow();
        if (row.BusyUntil > now)
        {
            throw Busy();
        }

        row.BusyUntil = now + LongestTurn;
        return await SaveAsync(row) ? new LedgerTurn(this, row) : throw Busy();
    }

    public string What => "directory";

    public async Task<IReadOnlyList<object>> ExportAsync(KnownPerson person, CancellationToken cancellationToken)
    {
        var known = new List<object>();
        foreach (var email in person.Emails)
        {
            if (await FindAsync(email) is { } user)
            {
                known.Add(new { email, state = $"{user.State}", user.UserExisted, user.UserId, user.Holders, user.Suspensions, user.EndedAt });
            }
        }
        return known;
    }

    /// <summary>Forgets the users whom nobody needs any more; while somebody does, what is known is needed to take access back.</summary>
    public async Task EraseAsync(KnownPerson person, CancellationToken cancellationToken)
    {
        foreach (var email in person.Emails)
        {
            if (await FindRowAsync(email) is { BusyUntil: null } row && row.Read() is { State: LedgerState.Ended, Holders.Count: 0 })
            {
                await table.DeleteIfSameAsync(row, cancellationToken);
            }
        }
    }

    internal async Task WriteAsync(Row row)
    {
        if (!await SaveAsync(row))
        {
            throw Busy();
        }
    }

    /// <summary>False when it has changed since it was read.</summary>
    internal async Task<bool> SaveAsync(Row row)
    {
        try
        {
            var saved = row.ETag == default
                ? await table.Client.AddEntityAsync(row)
                : await table.Client.UpdateEntityAsync(row, row.ETag, TableUpdateMode.Replace);
            row.ETag = saved.Headers.ETag!.Value;
            return true;
        }
        catch (RequestFailedException e) when (e.Status is 404 or 409 or 412)
        {
            return false;
        }
    }

    static TransientDirectoryException Busy() => new("Another case is at work on the same user of the directory.");

    Task<Row?> FindRowAsync(string email) => table.FindAsync<Row>(Row.KeyOf(email), Row.Key);

    internal sealed class Row : ITableEntity
    {
        public const string Key = "user";

        const string Unknown = "unknown";

        public string PartitionKey { get; set; } = "";

        public string RowKey { get; set; } = Key;

        public DateTimeOffset? Timestamp { get; set; }

        public ETag ETag { get; set; }

        /// <summary>Until when somebody has the turn, unless they end it; null: nobody.</summary>
        public DateTimeOffset? BusyUntil { get; set; }

        public string State { get; set; } = $"{LedgerState.Ended}";

        public bool UserExisted { get; set; }

        public bool? WasMember { get; set; }

        public string? UserId { get; set; }

        public string? RedeemAddress { get; set; }

        public string Holders { get; set; } = "[]";

        public string Suspensions { get; set; } = "{}";

        /// <summary>"false", "true", or "unknown" while it is changed.</summary>
        public string IsOut { get; set; } = "false";

        public string Revoked { get; set; } = "{}";

        public DateTimeOffset? EndedAt { get; set; }

        public static Row Of(string email) => new() { PartitionKey = KeyOf(email) };

        public static string KeyOf(string email) =>
            Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(email.Trim().ToLowerInvariant())));

        public void Write(LedgerUser user)
        {
            State = $"{user.State}";
            UserExisted = user.UserExisted;
            WasMember = user.WasMember;
            UserId = user.UserId;
            RedeemAddress = user.RedeemAddress;
            Holders = JsonSerializer.Serialize(user.Holders);
            Suspensions = JsonSerializer.Serialize(user.Suspensions);
            IsOut = user.IsOut is { } isOut ? $"{isOut}".ToLowerInvariant() : Unknown;
            Revoked = JsonSerializer.Serialize(user.Revoked);
            EndedAt = user.EndedAt;
        }

        public LedgerUser Read() => new(Enum.Parse<LedgerState>(State))
        {
            UserExisted = UserExisted,
            WasMember = WasMember,
            UserId = UserId,
            RedeemAddress = RedeemAddress,
            Holders = JsonSerializer.Deserialize<string[]>(Holders)!,
            Suspensions = JsonSerializer.Deserialize<Dictionary<string, IReadOnlyList<string>>>(Suspensions)!,
            IsOut = IsOut == Unknown ? null : bool.Parse(IsOut),
            Revoked = JsonSerializer.Deserialize<Dictionary<string, DateTimeOffset>>(Revoked)!,
            EndedAt = EndedAt,
        };
    }
}
