using Azure;
using Azure.Data.Tables;
using MemberServices.People;
using MemberServices.Tables;

namespace MemberServices.Mail;

/// <summary>Which emails were handed to the mail service: asked before each is sent, written after.</summary>
public sealed class MailLedger(TableServiceClient tables) : IPersonalData
{
    public const string TableName = "MailLedger";

    const string RowKey = "sent";

    readonly EntityTable table = new(tables, TableName);

    /// <summary>When an email was sent, or null.</summary>
    public async Task<DateTimeOffset?> FindAsync(string letterId, CancellationToken cancellationToken) =>
        (await table.FindAsync<Row>(letterId, RowKey, cancellationToken))?.SentAt;

    /// <summary>Writes that an email was sent, unless it is written already.</summary>
    /// <returns>When it was sent, as it is written.</returns>
    public async Task<DateTimeOffset> AddAsync(OutgoingEmail email, Guid operationId, DateTimeOffset sentAt, CancellationToken cancellationToken)
    {
        var row = new Row
        {
            PartitionKey = email.Id,
            RowKey = RowKey,
            Kind = email.Kind,
            Case = email.Case,
            MemberKey = email.MemberKey,
            OperationId = operationId,
            SentAt = sentAt,
        };
        return (await table.AddOrReadAsync(row, cancellationToken)).SentAt;
    }

    public string What => "mails";

    public async Task<IReadOnlyList<object>> ExportAsync(KnownPerson person, CancellationToken cancellationToken) =>
        await RowsOf(person, cancellationToken).Select(object (row) => new { row.Kind, row.Case, row.SentAt }).ToListAsync(cancellationToken);

    /// <summary>Takes the person out; that a mail was sent stays, so that none is sent again.</summary>
    public Task EraseAsync(KnownPerson person, CancellationToken cancellationToken) => EraseAsync(RowsOf(person, cancellationToken), cancellationToken);

    /// <summary>Takes people out of all mails whose id begins so: those of a case, "EN-7KQ2MX.".</summary>
    public Task EraseAllAsync(string idBegins, CancellationToken cancellationToken = default)
    {
        var after = idBegins[..^1] + (char)(idBegins[^1] + 1);
        return EraseAsync(table.ScanAsync<Row>($"PartitionKey ge {idBegins} and PartitionKey lt {after}", cancellationToken), cancellationToken);
    }

    async Task EraseAsync(IAsyncEnumerable<Row> rows, CancellationToken cancellationToken)
    {
        foreach (var row in await rows.Where(row => row.MemberKey is not null).ToListAsync(cancellationToken))
        {
            row.MemberKey = null;
            await table.ReplaceIfSameAsync(row, row.ETag, cancellationToken);
        }
    }

    IAsyncEnumerable<Row> RowsOf(KnownPerson person, CancellationToken cancellationToken) =>
        table.ScanAsync<Row>(cancellationToken: cancellationToken).Where(row => person.Owns(row.MemberKey, row.Case));

    sealed class Row : ITableEntity
    {
        public string PartitionKey { get; set; } = "";

        public string RowKey { get; set; } = "";

        public DateTimeOffset? Timestamp { get; set; }

        public ETag ETag { get; set; }

        public string Kind { get; set; } = "";

        public string? Case { get; set; }

        public string? MemberKey { get; set; }

        public Guid OperationId { get; set; }

        public DateTimeOffset SentAt { get; set; }
    }
}
