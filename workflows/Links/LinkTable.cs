using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Azure;
using Azure.Data.Tables;
using MemberServices.Messages;
using MemberServices.People;
using MemberServices.Retention;
using MemberServices.Tables;

namespace MemberServices.Links;

/// <summary>
/// The links in people's mails. A token is 32 random bytes, in an address 16, and is kept nowhere: the table knows its SHA-256.
/// </summary>
public sealed class LinkTable(TableServiceClient tables, EventPublisher events, RetentionPolicy retention, TimeProvider clock) : IForgetting, IPersonalData
{
    public const string TableName = "Links";

    /// <summary>Characters of the token that stands in an address, whose part before the @ has 64.</summary>
    public const int ReplyTokenLength = 32;

    const int TokenBytes = 32;
    const int LongestToken = 100;

    /// <summary>A page that is opened again is news after this long; scanners and reloads would fill the timeline.</summary>
    static readonly TimeSpan OpeningIsNewsAfter = TimeSpan.FromDays(1);

    readonly EntityTable table = new(tables, TableName);

    /// <summary>Makes a link and returns its token, to be put into a mail and forgotten. Every token issued works.</summary>
    /// <param name="purpose">The only use it will have.</param>
    /// <param name="caseId">The case's id.</param>
    /// <param name="round">Which asking of the case it belongs to.</param>
    /// <param name="person">The address that it is mailed to.</param>
    /// <param name="expires">From when on it no longer acts.</param>
    /// <param name="memberKey">The key of the member whose timeline shows that it was opened, or null.</param>
    public async Task<string> IssueAsync(
        LinkPurpose purpose, string caseId, int round, string person, DateTimeOffset expires, string? memberKey = null)
    {
        // Some mail servers write the address that answers go to in lower case.
        var token = purpose == LinkPurpose.Reply
            ? Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(ReplyTokenLength / 2))
            : Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(TokenBytes));

        // One with this key is there only when the answer to its writing was lost.
        await table.AddIfAbsentAsync(new Row
        {
            PartitionKey = KeyOf(token),
            RowKey = purpose.ToString(),
            Case = caseId,
            Step = round,
            Person = person,
            MemberKey = memberKey,
            Expires = expires,
        });
        return token;
    }

    /// <summary>
    /// What a token stands for, expired or not; null when it is malformed, unknown or of another purpose. Each costs
    /// one read of one row, so that the time it takes tells nothing.
    /// </summary>
    public async Task<Link?> FindAsync(LinkPurpose purpose, string? token)
    {
        var key = KeyOf(token is { Length: <= LongestToken } ? token : "");
        return (await table.FindAsync<Row>(key, purpose.ToString()))?.ToLink();
    }

    /// <summary>
    /// Notes on the member's timeline that the link's page was shown, unless it was noted within a day. For a GET; a
    /// HEAD shows nothing to anybody.
    /// </summary>
    public async Task OpenedAsync(Link link)
    {
        var now = clock.GetUtcNow();
        if (await table.FindAsync<Row>(link.Key, link.Purpose.ToString()) is not { } row || now - row.OpenedAt < OpeningIsNewsAfter)
        {
            return;
        }

        // Told before it is kept, so that it isn't lost in between; of two at once the topic drops one by its id.
        await events.PublishAsync(new DomainEvent(
            "link.opened",
            DeterministicId.From("link.opened", link.Key[..16], row.OpenedAt?.UtcTicks ?? 0),
            now, link.MemberKey, link.Case, link.Person, "web",
            $"{link.Purpose} page opened from the link mailed to {link.Person}"));
        row.OpenedAt = now;

        // Whoever opened it at the same moment has kept it.
        await table.ReplaceIfSameAsync(row, row.ETag);
    }

    string IForgetting.What => "dead links";

    public Task<int> ForgetAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var before = now.AddDays(-retention.DeadLinkDays);
        return table.DeleteAllAsync($"Expires lt {before}", cancellationToken);
    }

    /// <summary>Forgets the links of cases that are forgotten. Reads the whole table.</summary>
    public async Task ForgetOfAsync(IReadOnlySet<string> cases, CancellationToken cancellationToken = default)
    {
        foreach (var row in await table.ScanAsync<Row>(cancellationToken: cancellationToken).Where(row => cases.Contains(row.Case)).ToListAsync(cancellationToken))
        {
            await table.DeleteAsync(row.PartitionKey, row.RowKey, cancellationToken);
        }
    }

    string IPersonalData.What => "links";

    /// <summary>Without what could be a token, or find one.</summary>
    public async Task<IReadOnlyList<object>> ExportAsync(KnownPerson person, CancellationToken cancellationToken) => await RowsOf(person, cancellationToken)
        .Select(object (row) => new { purpose = row.RowKey, row.Case, row.Step, mailedTo = person.HasMailbox(row.Person) ? row.Person : null, row.Expires, row.OpenedAt })
        .ToListAsync(cancellationToken);

    public async Task EraseAsync(KnownPerson person, CancellationToken cancellationToken)
    {
        foreach (var row in await RowsOf(person, cancellationToken).ToListAsync(cancellationToken))
        {
            await table.DeleteAsync(row.PartitionKey, row.RowKey, cancellationToken);
        }
    }

    // A broker's link to the person's case is about the person; their own confirmation is told by its mailbox alone.
    IAsyncEnumerable<Row> RowsOf(KnownPerson person, CancellationToken cancellationToken) => table.ScanAsync<Row>(cancellationToken: cancellationToken)
        .Where(row => person.Owns(row.MemberKey, row.Case) || row.RowKey is nameof(LinkPurpose.Confirmation) or nameof(LinkPurpose.Question) or nameof(LinkPurpose.ComplaintForm) && person.HasMailbox(row.Person));

    static string KeyOf(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    sealed class Row : ITableEntity
    {
        public string PartitionKey { get; set; } = "";

        public string RowKey { get; set; } = "";

        public DateTimeOffset? Timestamp { get; set; }

        public ETag ETag { get; set; }

        public string Case { get; set; } = "";

        public int Step { get; set; }

        public string Person { get; set; } = "";

        public string? MemberKey { get; set; }

        public DateTimeOffset Expires { get; set; }

        public DateTimeOffset? OpenedAt { get; set; }

        public Link ToLink() => new(
            Enum.Parse<LinkPurpose>(RowKey), Case, Step, Person, Expires, MemberKey, PartitionKey);
    }
}
