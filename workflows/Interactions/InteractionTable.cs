using System.Globalization;
using Azure;
using Azure.Data.Tables;
using MemberServices.Fields;
using MemberServices.Messages;
using MemberServices.People;
using MemberServices.Retention;
using MemberServices.Tables;

namespace MemberServices.Interactions;

/// <summary>The members' timelines: a partition each, newest line first.</summary>
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
        new Row
        {
            PartitionKey = memberKey,
            RowKey = KeyOf(domainEvent),
            At = domainEvent.Time,
            Type = domainEvent.Type,
            Summary = Cut(CardNumbers.Mask(domainEvent.Summary)),
            By = Cut(CardNumbers.Mask(domainEvent.By)),
            Channel = Cut(domainEvent.Channel),
            Case = domainEvent.Case,
        },
        cancellationToken);

    /// <summary>A page of a member's timeline, newest first; empty for a member who has none.</summary>
    /// <param name="memberKey">See <see cref="MemberKey"/>.</param>
    /// <param name="take">How many lines, up to <see cref="MaxPage"/>.</param>
    /// <param name="after">The page before this one's <see cref="InteractionPage.After"/>, or null for the first.</param>
    public async Task<InteractionPage> PageAsync(string memberKey, int take, string? after, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(take, MaxPage);
        var page = await table.PageAsync<Row>(memberKey, take, after, cancellationToken: cancellationToken);
        return new InteractionPage([.. page.Rows.Select(row => row.ToInteraction())], page.After);
    }

    string IForgetting.What => "old lines of timelines";

    public Task<int> ForgetAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var before = now.AddDays(-retention.TimelineDays);
        return table.DeleteAllAsync($"At lt {before}", cancellationToken);
    }

    string IPersonalData.What => "timeline";

    public async Task<IReadOnlyList<object>> ExportAsync(KnownPerson person, CancellationToken cancellationToken) =>
        await LinesOf(person, cancellationToken)
            .Select(object (row) => row.ToInteraction() with { Summary = person.WithoutOthers(row.Summary), By = person.WithoutOthers(row.By) })
            .ToListAsync(cancellationToken);

    public async Task EraseAsync(KnownPerson person, CancellationToken cancellationToken)
    {
        foreach (var row in await LinesOf(person, cancellationToken).ToListAsync(cancellationToken))
        {
            await table.DeleteAsync(row.PartitionKey, row.RowKey, cancellationToken);
        }
    }

    IAsyncEnumerable<Row> LinesOf(KnownPerson person, CancellationToken cancellationToken) => person.FormerKeys.Prepend(person.Key).ToAsyncEnumerable()
        .SelectMany(key => table.QueryAsync<Row>(key, cancellationToken: cancellationToken))
        .Where(row => person.Owns(row.PartitionKey, row.Case));

    /// <summary>Tables sort ascending: a later time has a smaller key.</summary>
    static string KeyOf(DomainEvent domainEvent) => string.Create(
        CultureInfo.InvariantCulture, $"{DateTime.MaxValue.Ticks - domainEvent.Time.UtcTicks:D19}.{DeterministicId.From(domainEvent.Id)}");

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

        public Interaction ToInteraction() => new(At, Type, Summary, By, Channel, Case);
    }
}
