using Azure;
using Azure.Data.Tables;
using MemberServices.Retention;
using MemberServices.Tables;

namespace MemberServices.Teams;

/// <summary>The table <c>TeamsAnswers</c>: what messages were answered, so that one that comes twice is answered as before. Forgotten the night after.</summary>
public sealed class AnswerTable(TableServiceClient service) : IForgetting
{
    public const string TableName = "TeamsAnswers";

    const string Only = "answer";

    readonly EntityTable table = new(service, TableName);

    string IForgetting.What => "answers in Teams";

    /// <summary>What a message was answered, as JSON; null: nothing yet.</summary>
    public async Task<string?> FindAsync(string message, CancellationToken cancellationToken) =>
        (await table.FindAsync<Row>(message, Only, cancellationToken))?.Answer;

    /// <summary>Keeps an answer; the one that counts, which may be another's who was quicker.</summary>
    public async Task<string> KeepAsync(string message, string answer, DateTimeOffset at, CancellationToken cancellationToken) =>
        (await table.AddOrReadAsync(new Row { PartitionKey = message, RowKey = Only, At = at, Answer = answer }, cancellationToken)).Answer;

    public Task<int> ForgetAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        // Older messages are refused by their time.
        var before = now - TeamsWebhook.LongestAge - TeamsWebhook.LongestAge;
        return table.DeleteAllAsync($"At lt {before}", cancellationToken);
    }

    sealed class Row : ITableEntity
    {
        public string PartitionKey { get; set; } = "";

        public string RowKey { get; set; } = "";

        public DateTimeOffset? Timestamp { get; set; }

        public ETag ETag { get; set; }

        public DateTimeOffset At { get; set; }

        public string Answer { get; set; } = "";
    }
}
