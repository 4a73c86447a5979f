using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using MemberServices.Messages;
using MemberServices.People;
using MemberServices.Retention;
using MemberServices.Tables;

namespace MemberServices.Mail;

/// <summary>A mail that the mail service has.</summary>
/// <param name="Id">The email's.</param>
/// <param name="To">The address.</param>
/// <param name="ToName">Whose it is, as it may stand beside it; may be empty.</param>
/// <param name="Subject">Its subject.</param>
/// <param name="Topics">See <see cref="OutgoingEmail.Topics"/>.</param>
/// <param name="SentAt">When it was sent.</param>
/// <param name="Failure">The first report that it didn't arrive, or null.</param>
public sealed record SentMail(
    string Id, string To, string ToName, string Subject, IReadOnlyList<MailTopic> Topics, DateTimeOffset SentAt, DeliveryReport? Failure);

/// <summary>
/// Which emails were handed to the mail service: asked before each is sent, written after. A row's key is the operation
/// id, which the service's reports name.
/// </summary>
public sealed class MailLedger(TableServiceClient tables) : IForgetting, IPersonalData
{
    public const string TableName = "MailLedger";

    /// <summary>
    /// Days after sending that a mail is known. An email's tries end within two days and its reports come within hours; a
    /// step of a case, in which it could be asked for again, ends within four weeks.
    /// </summary>
    const int KeptDays = 30;

    const string RowKey = "sent";

    readonly EntityTable table = new(tables, TableName);

    /// <summary>The mail of a send operation; null when it isn't ours, wasn't sent, or is forgotten.</summary>
    public async Task<SentMail?> FindAsync(Guid operationId, CancellationToken cancellationToken) =>
        (await table.FindAsync<Row>(operationId.ToString(), RowKey, cancellationToken))?.Read();

    /// <summary>Writes that an email was sent, unless it is written already.</summary>
    /// <returns>The mail as it is written.</returns>
    public async Task<SentMail> AddAsync(OutgoingEmail email, DateTimeOffset sentAt, CancellationToken cancellationToken)
    {
        var row = new Row
        {
            PartitionKey = MailService.OperationId(email).ToString(),
            RowKey = RowKey,
            Id = email.Id,
            To = email.To,
            ToName = EmailHeaders.DisplayName(email.ToName),
            Subject = EmailHeaders.Subject(email.Content.WithoutCardNumbers().Subject),
            Kind = email.Kind,
            Topics = JsonSerializer.Serialize(email.Topics, JsonSerializerOptions.Web),
            SentAt = sentAt,
        };
        return (await table.AddOrReadAsync(row, cancellationToken)).Read();
    }

    /// <summary>Writes that a mail didn't arrive, unless that is written already: the first report stays.</summary>
    /// <returns>The mail as it is written; null when it is forgotten.</returns>
    public async Task<SentMail?> AddFailureAsync(Guid operationId, DeliveryReport report, CancellationToken cancellationToken) =>
        (await table.ChangeAsync<Row>(
            operationId.ToString(), RowKey, row => row is { FailedAt: null } ? row.With(report) : null, cancellationToken))?.Read();

    string IForgetting.What => "sent mails";

    public Task<int> ForgetAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var before = now.AddDays(-KeptDays);
        return table.DeleteAllAsync($"SentAt lt {before}", cancellationToken);
    }

    string IPersonalData.What => "mails";

    public async Task<IReadOnlyList<object>> ExportAsync(KnownPerson person, CancellationToken cancellationToken) => await RowsOf(person, cancellationToken)
        .Select(object (row) => new
        {
            row.Kind,
            to = person.HasMailbox(row.To) ? row.To : null,
            row.Subject,
            cases = row.ReadTopics().Where(topic => IsAbout(person, topic)).Select(topic => topic.Case),
            row.SentAt,
            row.FailedAt,
        })
        .ToListAsync(cancellationToken);

    /// <summary>Takes the person out; that a mail was sent stays, so that none is sent again. One that is about others, too, keeps those.</summary>
    public async Task EraseAsync(KnownPerson person, CancellationToken cancellationToken)
    {
        foreach (var row in await RowsOf(person, cancellationToken).ToListAsync(cancellationToken))
        {
            var others = row.ReadTopics().Where(topic => !IsAbout(person, topic)).ToList();
            if (others.Count == 0 || person.HasMailbox(row.To))
            {
                (row.To, row.ToName, row.Subject, row.FailedReason) = ("", "", "", null);
            }
            row.Topics = JsonSerializer.Serialize(others, JsonSerializerOptions.Web);
            await table.ReplaceIfSameAsync(row, row.ETag, cancellationToken);
        }
    }

    IAsyncEnumerable<Row> RowsOf(KnownPerson person, CancellationToken cancellationToken) => table.ScanAsync<Row>(cancellationToken: cancellationToken)
        .Where(row => row.To.Length > 0 && (person.HasMailbox(row.To) || row.ReadTopics().Any(topic => IsAbout(person, topic))));

    static bool IsAbout(KnownPerson person, MailTopic topic) => person.Owns(topic.MemberKey, topic.Case);

    sealed class Row : ITableEntity
    {
        public string PartitionKey { get; set; } = "";

        public string RowKey { get; set; } = "";

        public DateTimeOffset? Timestamp { get; set; }

        public ETag ETag { get; set; }

        public string Id { get; set; } = "";

        public string To { get; set; } = "";

        public string ToName { get; set; } = "";

        public string Subject { get; set; } = "";

        public string Kind { get; set; } = "";

        /// <summary>As JSON.</summary>
        public string Topics { get; set; } = "";

        public DateTimeOffset SentAt { get; set; }

        public DateTimeOffset? FailedAt { get; set; }

        public string? FailedStatus { get; set; }

        public string? FailedReason { get; set; }

        public Row With(DeliveryReport failure)
        {
            (FailedAt, FailedStatus, FailedReason) = (failure.At, failure.Status.ToString(), failure.Reason);
            return this;
        }

        public IReadOnlyList<MailTopic> ReadTopics() => JsonSerializer.Deserialize<IReadOnlyList<MailTopic>>(Topics, JsonSerializerOptions.Web)!;

        public SentMail Read() => new(
            Id, To, ToName, Subject, ReadTopics(), SentAt,
            FailedAt is { } at ? new DeliveryReport(Enum.Parse<DeliveryStatus>(FailedStatus!), at, FailedReason) : null);
    }
}
