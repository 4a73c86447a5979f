using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Azure;
using Azure.Data.Tables;
using MemberServices.Retention;
using MemberServices.Tables;

namespace MemberServices.Desk.SignIn;

/// <summary>
/// What a form of the staff's pages sends back, so that nobody else's page, and no other person's form, can be sent in
/// somebody's name. It is made from the day's key and the person, and taken on its day and the next.
/// </summary>
/// <remarks>The keys are random, in the table <c>StaffFormKeys</c>, which only the app reads; a day's key is made once, by whoever needs it first.</remarks>
public sealed class FormTokens(TableServiceClient tables, TimeProvider clock) : IForgetting
{
    public const string TableName = "StaffFormKeys";

    /// <summary>The form's field.</summary>
    public const string Field = "staffToken";

    const string Partition = "keys";
    const string Day = "yyyyMMdd";
    const int KeyBytes = 32;

    static readonly TimeSpan Lifetime = TimeSpan.FromDays(3);

    readonly EntityTable table = new(tables, TableName);
    readonly ConcurrentDictionary<string, byte[]> keys = new();

    DateTimeOffset Now => clock.GetUtcNow();

    public async Task<string> IssueAsync(string person, CancellationToken cancellationToken = default) => Of(Name(Now), await KeyAsync(Name(Now), cancellationToken), person);

    public async Task<bool> IsValidAsync(string? token, string person, CancellationToken cancellationToken = default)
    {
        var day = token?.Split('.')[0] ?? "";
        if (day != Name(Now) && day != Name(Now.AddDays(-1)))
        {
            return false;
        }
        var right = Of(day, await KeyAsync(day, cancellationToken), person);
        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(right), Encoding.UTF8.GetBytes(token!));
    }

    string IForgetting.What => "keys of staff forms";

    public Task<int> ForgetAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        foreach (var old in keys.Keys.Where(day => string.CompareOrdinal(day, Name(now.AddDays(-1))) < 0))
        {
            keys.TryRemove(old, out _);
        }
        return table.DeleteAllAsync($"Until lt {now}", cancellationToken);
    }

    async Task<byte[]> KeyAsync(string day, CancellationToken cancellationToken)
    {
        if (!keys.TryGetValue(day, out var key))
        {
            var row = new Row { PartitionKey = Partition, RowKey = day, Key = RandomNumberGenerator.GetBytes(KeyBytes), Until = Now + Lifetime };
            key = keys[day] = (await table.AddOrReadAsync(row, cancellationToken)).Key;
        }
        return key;
    }

    static string Name(DateTimeOffset at) => at.UtcDateTime.ToString(Day, CultureInfo.InvariantCulture);

    static string Of(string day, byte[] key, string person) =>
        $"{day}.{Base64Url.EncodeToString(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(person.ToLowerInvariant())))}";

    sealed class Row : ITableEntity
    {
        public string PartitionKey { get; set; } = "";

        public string RowKey { get; set; } = "";

        public DateTimeOffset? Timestamp { get; set; }

        public ETag ETag { get; set; }

        public byte[] Key { get; set; } = [];

        public DateTimeOffset Until { get; set; }
    }
}
