using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Azure;
using Azure.Data.Tables;
using MemberServices.Policies;
using MemberServices.Tables;

namespace MemberServices.Pages;

/// <summary>
/// Counts how often the public forms are sent, for all running copies of the app. A counter's key is 20 bits of a hash:
/// too few to find a person by, enough that two seldom meet, and the table never holds more than a million rows.
/// </summary>
public sealed class FormRateLimiter(TableServiceClient tables, FormPolicy policy, TimeProvider time)
{
    public const string TableName = "FormLimits";

    readonly EntityTable table = new(tables, TableName);

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
        TimeSpan? wait = null;
        try
        {
            await table.ChangeAsync<Row>($"{kind}-{hash[..2]}", hash[2..5], row =>
            {
                var now = time.GetUtcNow();
                var counted = row is not null && row.Ends > now ? row : new Row { Ends = now.AddMinutes(limit.Minutes) };
                wait = counted.Count < limit.Count ? null : counted.Ends - now;
                if (wait is not null)
                {
                    return null;
                }

                counted.Count++;
                return counted;
            });
            return wait;
        }
        catch (RowContendedException)
        {
            // So many at the same moment from one client are a flood.
            return TimeSpan.FromMinutes(1);
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
