using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Azure;
using Azure.Data.Tables;
using MemberServices.Policies;

namespace MemberServices.Pages;

/// <summary>
/// Counts how often the public forms are sent, for all running copies of the app. A counter's key is 20 bits of a hash:
/// too few to find a person by, enough that two seldom meet, and the table never holds more than a million rows.
/// </summary>
public sealed class FormRateLimiter(TableServiceClient tables, FormPolicy policy, TimeProvider time)
{
    public const string TableName = "FormLimits";
    const int MaxTries = 8;

    readonly TableClient table = tables.GetTableClient(TableName);

    /// <summary>Counts one form from this address. Null, or how long to wait because there were too many.</summary>
    public Task<TimeSpan?> CountAddressAsync(IPAddress address) =>
        CountAsync("address", ClientOf(address), policy.PerAddress);

    /// <summary>Counts one form with this email address in it.</summary>
    public Task<TimeSpan?> CountEmailAsync(string email) =>
        CountAsync("email", email.ToLowerInvariant(), policy.PerEmail);

    /// <summary>What counts as one client: an IPv4 address, or the 64 bits of an IPv6 address that a line is given.</summary>
    public static string ClientOf(IPAddress address)
    {
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return address.ToString();
        }

        var bytes = address.GetAddressBytes();
        bytes.AsSpan(8).Clear();
        return new IPAddress(bytes).ToString();
    }

    async Task<TimeSpan?> CountAsync(string kind, string who, FormLimit limit)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{kind} {who}")));
        for (var attempt = 0; attempt < MaxTries; attempt++)
        {
            var now = time.GetUtcNow();
            var row = await FindAsync($"{kind}-{hash[..2]}", hash[2..5]);
            if (row.Ends <= now)
            {
                (row.Ends, row.Count) = (now.AddMinutes(limit.Minutes), 0);
            }
            else if (row.Count >= limit.Count)
            {
                return row.Ends - now;
            }

            row.Count++;
            if (await SaveAsync(row))
            {
                return null;
            }
        }

        // So many at the same moment from one client are a flood.
        return TimeSpan.FromMinutes(1);
    }

    async Task<Row> FindAsync(string partition, string key)
    {
        var found = await table.GetEntityIfExistsAsync<Row>(partition, key);
        return found.HasValue ? found.Value! : new Row { PartitionKey = partition, RowKey = key };
    }

    /// <summary>False when another request counted in between.</summary>
    async Task<bool> SaveAsync(Row row)
    {
        try
        {
            if (row.ETag == default)
            {
                await table.AddEntityAsync(row);
            }
            else
            {
                await table.UpdateEntityAsync(row, row.ETag, TableUpdateMode.Replace);
            }

            return true;
        }
        catch (RequestFailedException e) when (e.Status is 409 or 412)
        {
            return false;
        }
    }

    sealed class Row : ITableEntity
    {
        public string PartitionKey { get; set; } = "";

        public string RowKey { get; set; } = "";

        public DateTimeOffset? Timestamp { get; set; }

        public ETag ETag { get; set; }

        public DateTimeOffset Ends { get; set; }

        public int Count { get; set; }
    }
}
