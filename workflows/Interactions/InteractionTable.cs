using System.Globalization;
using Azure;
using Azure.Data.Tables;
using MemberServices.Fields;
using MemberServices.Messages;
using MemberServices.People;
using MemberServices.Retention;
using MemberServices.Tables;

namespace MemberServices.Interactions;

/// <summary>
/// People's timelines: a partition for each member's key and for each mailbox by which somebody without one is known, newest
/// line first. A line is in one of them; who is known by several keys is shown all of them together.
/// </summary>
public sealed class InteractionTable(TableServiceClient tables, RetentionPolicy retention) : IForgetting, IPersonalData
{
    public const string TableName = "Interactions";

    /// <summary>The most lines that a page has.</summary>
    public const int MaxPage = 200;

    readonly EntityTable table = new(tables, TableName);

    /// <summary>Writes the line of an event. The same event again is the same line.</summary>
    /// <param name="memberKey">The event's, which has one.</param>
    /// <param name="domainEvent">What happened.</param>
    public Task AddAsync(string memberKey, DomainEvent domainEvent, CancellationToken cancellationToken) => table.UpsertAsync(
        RowOf(
            memberKey, domainEvent.Id,
            new Interaction(domainEvent.Time, domainEvent.Type, domainEvent.Summary, domainEvent.By, domainEvent.Channel, domainEvent.Case)),
        cancellationToken);

    /// <summary>Writes a line unless it is there.</summary>
    /// <param name="key">Of a member, or of a mailbox: see <see cref="KnownPerson.KeyOf"/>.</param>
    /// <param name="line">What happened.</param>
    /// <param name="id">Names the line: the same id and time are the same line.</param>
    /// <param name="email">The mailbox, where the key is one's; else null.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Whether it is new.</returns>
    public Task<bool> AddAsync(string key, Interaction line, string id, string? email, CancellationToken cancellationToken)
    {
        var row = RowOf(key, id, line);
        row.Email = email;
        return table.AddIfAbsentAsync(row, cancellationToken);
    }

    /// <summary>A page of somebody's timeline, newest first; empty for who has none.</summary>
    /// <param name="keys">Theirs: of the member, of mailboxes. Each costs a read.</param>
    /// <param name="take">How many lines, up to <see cref="MaxPage"/>.</param>
    /// <param name="after">The page before this one's <see cref="InteractionPage.After"/>, or null for the first.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<InteractionPage> PageAsync(IReadOnlyList<string> keys, int take, string? after, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(take, MaxPage);
        var pages = await Task.WhenAll(keys.Select(key => table.PageAsync<Row>(key, take, after, cancellationToken: cancellationToken)));
        var rows = pages.SelectMany(page => page.Rows).OrderBy(row => row.RowKey, StringComparer.Ordinal).ToList();
        var hasMore = rows.Count > take || pages.Any(page => page.After is not null);
        return new InteractionPage([.. rows.Take(take).Select(row => row.ToInteraction())], hasMore ? rows[take - 1].RowKey : null);
    }

    string IForgetting.What => "old lines of timelines";

    public Task<int> ForgetAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var before = now.AddDays(-retention.TimelineDays);
        return table.DeleteAllAsync($"At lt {before}", cancellationToken);
    }

    string IPersonalData.What => "timeline";

    /// <summary>Of a mailbox alone: that somebody was in contact with us.</summary>
    public async Task<IReadOnlyList<string>> KeysOfAsync(string email, CancellationToken cancellationToken) =>
        KnownPerson.KeyOf(email) is var key && (await PageAsync([key], 1, null, cancellationToken)).Interactions.Count > 0 ? [key] : [];

    public async Task IdentifyAsync(KnownPerson person, CancellationToken cancellationToken)
    {
        if (KnownPerson.IsOfMailbox(person.Key) && (await table.PageAsync<Row>(person.Key, 1, null, cancellationToken: cancellationToken)).Rows is [var row])
        {
            person.IsKnown = true;
            person.Emails.UnionWith(row.Email is { } email ? [email] : []);
        }
    }

    public async Task<IReadOnlyList<object>> ExportAsync(KnownPerson person, CancellationToken cancellationToken) =>
        await LinesOf(person, cancellationToken)
            .Select(object (row) => row.ToInteraction() with
            {
                Summary = person.WithoutOthers(row.Summary),
                By = person.WithoutOthers(row.By),
                Outcome = row.Outcome is { } outcome ? person.WithoutOthers(outcome) : null,
            })
            .ToListAsync(cancellationToken);

    public async Task EraseAsync(KnownPerson person, CancellationToken cancellationToken)
    {
        foreach (var row in await LinesOf(person, cancellationToken).ToListAsync(cancellationToken))
        {
            await table.DeleteAsync(row.PartitionKey, row.RowKey, cancellationToken);
        }
    }

    // What is kept by a mailbox is its owner's; of several who share one, each one's.
    IAsyncEnumerable<Row> LinesOf(KnownPerson person, CancellationToken cancellationToken) =>
        person.FormerKeys.Prepend(person.Key).Concat(person.Emails.Select(KnownPerson.KeyOf)).Distinct().ToAsyncEnumerable()
            .SelectMany(key => table.QueryAsync<Row>(key, cancellationToken: cancellationToken))
            .Where(row => person.Owns(KnownPerson.IsOfMailbox(row.PartitionKey) ? person.Key : row.PartitionKey, row.Case));

    static Row RowOf(string key, string id, Interaction line) => new()
    {
        PartitionKey = key,
        RowKey = KeyOf(line.At, id),
        At = line.At,
        Type = line.Type,
        Summary = Cut(CardNumbers.Mask(line.Summary)),
        By = Cut(CardNumbers.Mask(line.By)),
        Channel = Cut(line.Channel),
        Case = line.Case,
        Category = line.Category,
        Direction = line.Direction,
        Outcome = line.Outcome,
    };

    /// <summary>Tables sort ascending: a later time has a smaller key.</summary>
    static string KeyOf(DateTimeOffset at, string id) => string.Create(
        CultureInfo.InvariantCulture, $"{DateTime.MaxValue.Ticks - at.UtcTicks:D19}.{DeterministicId.From(id)}");

    static string Cut(string text) => text.Length <= 2000 ? text : text[..2000] + "\u2026";

    sealed class Row : ITableEntity
    {
        public string PartitionKey { get; set; } = "";

        public string RowKey { get; set; } = "";

        public DateTimeOffset? Timestamp { get; set; }

        public ETag ETag { get; set; }

        public DateTimeOffset At { get; set; }

        public string Type { get; set; } = "";

        public string Summary { get; set; } = "";

        public string By { get; set; } = "";

        public string Channel { get; set; } = "";

        public string? Case { get; set; }

        public string? Category { get; set; }

        public string? Direction { get; set; }

        public string? Outcome { get; set; }

        public string? Email { get; set; }

        public Interaction ToInteraction() => new(At, Type, Summary, By, Channel, Case, Category, Direction, Outcome);
    }
}
