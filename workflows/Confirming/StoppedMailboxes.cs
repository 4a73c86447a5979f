using Azure.Data.Tables;
using MemberServices.Fields;
using MemberServices.Messages;
using MemberServices.Retention;
using MemberServices.Tables;

namespace MemberServices.Confirming;

/// <summary>The table <c>StoppedMailboxes</c>: whose owner said that a form in their name wasn't theirs, and for a while wants no mail that forms cause.</summary>
public sealed class StoppedMailboxes(TableServiceClient service) : IForgetting
{
    public const string TableName = "StoppedMailboxes";

    const string StopRow = "stop";

    /// <summary>Days that a stop lasts at most.</summary>
    const int Longest = 365;

    readonly EntityTable table = new(service, TableName);

    /// <summary>Stops such mails to a mailbox until then.</summary>
    public Task StopAsync(string email, DateTimeOffset until, CancellationToken cancellationToken = default) =>
        table.UpsertAsync(JsonRow.Of(KeyOf(email), StopRow, until), cancellationToken);

    public async Task<bool> IsStoppedAsync(string email, DateTimeOffset now, CancellationToken cancellationToken = default) =>
        await table.FindAsync<JsonRow>(KeyOf(email), StopRow, cancellationToken) is { } row && now < row.Read<DateTimeOffset>();

    string IForgetting.What => "stopped mailboxes";

    public Task<int> ForgetAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var before = now.AddDays(-Longest);
        return table.DeleteAllAsync($"Timestamp lt {before}", cancellationToken);
    }

    // The line break makes it a hash: no table needs to know an address for this.
    static string KeyOf(string email) => DeterministicId.From("stop", EmailAddress.MailboxOf(email), "\n");
}
