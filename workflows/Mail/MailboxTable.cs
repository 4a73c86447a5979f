using Azure;
using Azure.Data.Tables;
using MemberServices.Fields;
using MemberServices.Messages;
using MemberServices.People;
using MemberServices.Retention;
using MemberServices.Tables;

namespace MemberServices.Mail;

/// <summary>
/// Whether mails to a mailbox arrive: the newest report of a delivery or a bounce, by the reports' own times, so that those
/// that come late or in another order change nothing. A mailbox whose newest report is a bounce is marked: reminders
/// aren't sent there. Its key is a hash: for this, no table needs to know an address.
/// </summary>
public sealed class MailboxTable(TableServiceClient tables, RetentionPolicy retention) : IForgetting, IPersonalData
{
    public const string TableName = "Mailboxes";

    const string RowKey = "latest";

    readonly EntityTable table = new(tables, TableName);

    /// <summary>The bounce for which a mailbox is marked, or null.</summary>
    public async Task<DeliveryReport?> FindBounceAsync(string address, CancellationToken cancellationToken) =>
        await table.FindAsync<Row>(KeyOf(address), RowKey, cancellationToken) is { } row && row.Read() is { IsBounce: true } bounce ? bounce : null;

    /// <summary>Keeps a report of a delivery or a bounce, if it is newer than what is known.</summary>
    /// <returns>The report that counts.</returns>
    public async Task<DeliveryReport> AddAsync(string address, DeliveryReport report, CancellationToken cancellationToken) =>
        (await table.ChangeAsync<Row>(KeyOf(address), RowKey, row => row is null || row.At < report.At ? Row.Of(report) : null, cancellationToken))!.Read();

    string IForgetting.What => "mailboxes' reports";

    public Task<int> ForgetAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var before = now.AddDays(-retention.BouncedDays);
        return table.DeleteAllAsync($"At lt {before}", cancellationToken);
    }

    string IPersonalData.What => "mailboxes";

    public async Task<IReadOnlyList<object>> ExportAsync(KnownPerson person, CancellationToken cancellationToken)
    {
        var known = new List<object>();
        foreach (var email in person.Emails)
        {
            if (await table.FindAsync<Row>(KeyOf(email), RowKey, cancellationToken) is { } row)
            {
                known.Add(new { email, row.Status, row.At, row.Reason });
            }
        }
        return known;
    }

    public async Task EraseAsync(KnownPerson person, CancellationToken cancellationToken)
    {
        foreach (var email in person.Emails)
        {
            await table.DeleteAsync(KeyOf(email), RowKey, cancellationToken);
        }
    }

    // The line break makes it a hash.
    static string KeyOf(string address) => DeterministicId.From(EmailAddress.MailboxOf(address), "\n");

    sealed class Row : ITableEntity
    {
        public string PartitionKey { get; set; } = "";

        public string RowKey { get; set; } = "";

        public DateTimeOffset? Timestamp { get; set; }

        public ETag ETag { get; set; }

        public string Status { get; set; } = "";

        public DateTimeOffset At { get; set; }

        public string? Reason { get; set; }

        public DeliveryReport Read() => new(Enum.Parse<DeliveryStatus>(Status), At, Reason);

        public static Row Of(DeliveryReport report) => new() { Status = report.Status.ToString(), At = report.At, Reason = report.Reason };
    }
}
