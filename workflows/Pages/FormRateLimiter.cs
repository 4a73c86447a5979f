using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Azure;
using Azure.Data.Tables;
using MemberServices.Fields;
using MemberServices.Policies;
using MemberServices.Tables;

namespace MemberServices.Pages;

/// <summary>
/// Counts how often the public forms are sent, for all running copies of the app. A counter's key is 20 bits of a hash:
/// too few to find a person by, enough that two seldom meet, and the table never holds more than a million rows of a kind.
/// </summary>
public sealed class FormRateLimiter(TableServiceClient tables, FormPolicy policy, FormBudget budget, TimeProvider time)
{
    public const string TableName = "FormLimits";

    /// <summary>So many at the same moment at one counter are a flood.</summary>
    static readonly TimeSpan Contended = TimeSpan.FromMinutes(1);

    readonly EntityTable table = new(tables, TableName);

    /// <summary>Counts one post from this address, whatever is in it. Null, or how long to wait because there were too many.</summary>
    public Task<TimeSpan?> CountAddressAsync(IPAddress address) =>
        CountAsync(new Counter("address", ClientOf(address), policy.PerAddress));

    /// <summary>
    /// Counts one form without errors, which costs a mail; the same form again costs none and isn't counted. What is
    /// refused is counted nowhere: whoever tries again and again while all forms have to wait isn't locked out by it.
    /// </summary>
    /// <param name="address">Who sends it.</param>
    /// <param name="email">Whom it costs a mail to.</param>
    /// <param name="officeKey">Which office it is for; null: none.</param>
    /// <param name="formKey">The same for the same form.</param>
    public async Task<FormRefusal?> CountMailAsync(IPAddress address, string email, string? officeKey, string formKey)
    {
        var mailbox = new Counter("mailbox", EmailAddress.MailboxOf(email), policy.PerMailbox);
        var office = officeKey is null ? null : new Counter("office", OfficeKey.Canonical(officeKey), policy.PerOffice);
        var sender = new Counter("mail-address", ClientOf(address), policy.MailsPerAddress);
        var form = Hash(formKey)[..16];
        if (await table.FindAsync<Row>(mailbox.Partition, mailbox.Key) is { } counted && IsOpen(counted) && counted.Has(form))
        {
            return null;
        }

        // Looked at before anything is counted, the one that a flood fills first: in a flood a refusal costs two reads.
        if (WaitOf(await table.FindAsync<BudgetRow>(BudgetRow.Partition, BudgetRow.Key)) is { } all)
        {
            return new FormRefusal(all, IsEverybodys: true);
        }

        if (office is not null && await LookAsync(office) is { } forOffice)
        {
            return new FormRefusal(forOffice, IsEverybodys: true);
        }

        if ((await LookAsync(sender) ?? await CountAsync(mailbox, form)) is { } own)
        {
            return new FormRefusal(own, IsEverybodys: false);
        }

        // Somebody may have been faster since: each counter has the last word on its own.
        var (late, isEverybodys) = await CountBudgetAsync() is { } now ? (now, true)
            : office is not null && await CountAsync(office) is { } atOffice ? (atOffice, true)
            : (await CountAsync(sender), false);
        if (late is null)
        {
            return null;
        }

        await ForgetAsync(mailbox, form);
        return new FormRefusal(late.Value, isEverybodys);
    }

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

    async Task<TimeSpan?> CountAsync(Counter counter, string? form = null)
    {
        TimeSpan? wait = null;
        try
        {
            await table.ChangeAsync<Row>(counter.Partition, counter.Key, row =>
            {
                wait = null;
                var counted = row is not null && IsOpen(row) ? row : new Row { Ends = time.GetUtcNow().AddMinutes(counter.Limit.Minutes) };
                if (form is not null && counted.Has(form))
                {
                    return null;
                }

                wait = WaitOf(counted, counter.Limit);
                if (wait is not null)
                {
                    return null;
                }

                counted.Count++;
                counted.Forms += form;
                return counted;
            });
            return wait;
        }
        catch (RowContendedException)
        {
            return Contended;
        }
    }

    async Task<TimeSpan?> LookAsync(Counter counter) =>
        await table.FindAsync<Row>(counter.Partition, counter.Key) is { } row && IsOpen(row) ? WaitOf(row, counter.Limit) : null;

    async Task ForgetAsync(Counter counter, string form)
    {
        try
        {
            await table.ChangeAsync<Row>(counter.Partition, counter.Key, row =>
            {
                if (row is null || !row.Has(form))
                {
                    return null;
                }

                row.Count--;
                row.Forms = row.Forms.Replace(form, "", StringComparison.Ordinal);
                return row;
            });
        }
        catch (RowContendedException)
        {
            // It stays counted for its mailbox until the window ends: nothing to tell anybody.
        }
    }

    async Task<TimeSpan?> CountBudgetAsync()
    {
        TimeSpan? wait = null;
        try
        {
            await table.ChangeAsync<BudgetRow>(BudgetRow.Partition, BudgetRow.Key, row =>
            {
                row ??= new BudgetRow();
                wait = WaitOf(row);
                if (wait is not null)
                {
                    return null;
                }

                row.Count(time.GetUtcNow());
                return row;
            });
            return wait;
        }
        catch (RowContendedException)
        {
            return Contended;
        }
    }

    bool IsOpen(Row row) => row.Ends > time.GetUtcNow();

    TimeSpan? WaitOf(Row row, FormLimit limit) => row.Count < limit.Count ? null : row.Ends - time.GetUtcNow();

    TimeSpan? WaitOf(BudgetRow? row)
    {
        var now = time.GetUtcNow();
        var (minute, hour) = (row?.Wait(now, budget.PerMinute, minutes: 1), row?.Wait(now, budget.PerHour, minutes: 60));
        return hour is null || minute > hour ? minute : hour;
    }

    static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    sealed record Counter(string Kind, string Who, FormLimit Limit)
    {
        readonly string hash = Hash($"{Kind} {Who}");

        public string Partition => $"{Kind}-{hash[..2]}";

        public string Key => hash[2..5];
    }

    sealed class Row : ITableEntity
    {
        public string PartitionKey { get; set; } = "";

        public string RowKey { get; set; } = "";

        public DateTimeOffset? Timestamp { get; set; }

        public ETag ETag { get; set; }

        public DateTimeOffset Ends { get; set; }

        public int Count { get; set; }

        /// <summary>Which forms were counted, 16 digits each.</summary>
        public string Forms { get; set; } = "";

        public bool Has(string form) => Forms.Chunk(form.Length).Any(each => form.AsSpan().SequenceEqual(each));
    }

    /// <summary>
    /// The forms of the last hour by minute. A window that begins with the first form would let twice as many through
    /// around its end, which the mail service's rolling hour doesn't take.
    /// </summary>
    sealed class BudgetRow : ITableEntity
    {
        public const string Partition = "all";
        public const string Key = "mails";

        const int LongestWindow = 60;

        public string PartitionKey { get; set; } = "";

        public string RowKey { get; set; } = "";

        public DateTimeOffset? Timestamp { get; set; }

        public ETag ETag { get; set; }

        /// <summary>"minute:forms", oldest first; minutes since 1970.</summary>
        public string Minutes { get; set; } = "";

        public void Count(DateTimeOffset now)
        {
            var minute = now.ToUnixTimeSeconds() / 60;
            var counted = Read().Where(each => EndOf(each.Minute, LongestWindow) > now).ToDictionary(each => each.Minute, each => each.Forms);
            counted[minute] = counted.GetValueOrDefault(minute) + 1;
            Minutes = string.Join(',', counted.OrderBy(each => each.Key).Select(each => FormattableString.Invariant($"{each.Key}:{each.Value}")));
        }

        /// <summary>Null, or how long until another fits into the window.</summary>
        public TimeSpan? Wait(DateTimeOffset now, int most, int minutes)
        {
            var inside = Read().Where(each => EndOf(each.Minute, minutes) > now).ToList();
            var over = inside.Sum(each => each.Forms) - most;
            if (over < 0)
            {
                return null;
            }

            foreach (var (minute, forms) in inside)
            {
                over -= forms;
                if (over < 0)
                {
                    return EndOf(minute, minutes) - now;
                }
            }

            return TimeSpan.FromMinutes(minutes);
        }

        // A minute's forms count until the last of them has left the window.
        static DateTimeOffset EndOf(long minute, int window) => DateTimeOffset.FromUnixTimeSeconds((minute + 1 + window) * 60);

        IEnumerable<(long Minute, int Forms)> Read() =>
            from pair in Minutes.Split(',', StringSplitOptions.RemoveEmptyEntries)
            let at = pair.IndexOf(':')
            select (long.Parse(pair.AsSpan(0, at)), int.Parse(pair.AsSpan(at + 1)));
    }
}

/// <summary>A form that has to wait.</summary>
/// <param name="Wait">How long.</param>
/// <param name="IsEverybodys">Whether others used up what there is; else it was who sent it, or to whom.</param>
public sealed record FormRefusal(TimeSpan Wait, bool IsEverybodys)
{
    /// <summary>What the page says.</summary>
    /// <param name="everybody">What everybody does: "Many people are applying just now."</param>
    public string Problem(string everybody)
    {
        var minutes = Math.Max(1, (int)Math.Ceiling(Wait.TotalMinutes));
        var why = IsEverybodys ? everybody : "That was too often.";
        return $"{why} Please send it again in {(minutes == 1 ? "a minute" : $"{minutes} minutes")}. What you entered is still here.";
    }
}
