using System.Globalization;
using Azure.Data.Tables;
using MemberServices.Retention;
using MemberServices.Tables;

namespace MemberServices.Ops;

public enum DeadLetterAction
{
    /// <summary>It is put back into its queue, as a new message.</summary>
    Redrive,

    /// <summary>It is thrown away.</summary>
    Discard,
}

/// <summary>What staff did with a dead letter.</summary>
/// <param name="Queue">In which queue.</param>
/// <param name="SequenceNumber">Which.</param>
/// <param name="MessageId">Its sender's id, or null.</param>
/// <param name="Type">What kind of message it was, or null.</param>
/// <param name="Action">What.</param>
/// <param name="By">Who.</param>
/// <param name="Reason">Why.</param>
/// <param name="At">When.</param>
public sealed record DeadLetterAct(
    string Queue, long SequenceNumber, string? MessageId, string? Type, DeadLetterAction Action, string By, string Reason, DateTimeOffset At);

/// <summary>The table <c>DeadLetterActs</c>: who put a dead letter back or threw it away. The first wish counts.</summary>
public sealed class DeadLetterActs(TableServiceClient service, RetentionPolicy retention) : IForgetting
{
    public const string TableName = "DeadLetterActs";

    readonly EntityTable table = new(service, TableName);

    public async Task<DeadLetterAct?> FindAsync(string queue, long sequenceNumber, CancellationToken cancellationToken) =>
        (await table.FindAsync<JsonRow>(queue, Row(sequenceNumber), cancellationToken))?.Read<DeadLetterAct>();

    public async Task<DeadLetterAct> AddAsync(DeadLetterAct act, CancellationToken cancellationToken) =>
        (await table.AddOrReadAsync(JsonRow.Of(act.Queue, Row(act.SequenceNumber), act), cancellationToken)).Read<DeadLetterAct>();

    string IForgetting.What => "what was done with dead letters";

    public Task<int> ForgetAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var before = now.AddDays(-retention.DeadLetterDays);
        return table.DeleteAllAsync($"Timestamp lt {before}", cancellationToken);
    }

    static string Row(long sequenceNumber) => sequenceNumber.ToString("D19", CultureInfo.InvariantCulture);
}
