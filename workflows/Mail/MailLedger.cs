using Azure;
using Azure.Data.Tables;
using MemberServices.Tables;

namespace MemberServices.Mail;

/// <summary>Which emails were handed to the mail service: asked before each is sent, written after.</summary>
public sealed class MailLedger(TableServiceClient tables)
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
