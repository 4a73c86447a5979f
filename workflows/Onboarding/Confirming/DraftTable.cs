using Azure.Data.Tables;
using MemberServices.Fields;
using MemberServices.Messages;
using MemberServices.Onboarding.Applying;
using MemberServices.People;
using MemberServices.Retention;
using MemberServices.Tables;

namespace MemberServices.Onboarding.Confirming;

/// <summary>An application as it was typed into the public form, by nobody knows whom.</summary>
/// <param name="Application">Checked and made whole.</param>
/// <param name="SentAt">When.</param>
public sealed record EnrollmentDraft(Application Application, DateTimeOffset SentAt);

/// <summary>What the mailbox's owner said.</summary>
/// <param name="IsMine">Whether they applied.</param>
/// <param name="At">When.</param>
public sealed record DraftAnswer(bool IsMine, DateTimeOffset At);

/// <summary>
/// The table <c>EnrollmentDrafts</c>: applications that wait for the mailbox's owner, what they said, and mailboxes that want
/// no such mail for a while.
/// </summary>
public sealed class DraftTable(TableServiceClient service, RetentionPolicy retention) : IForgetting, IPersonalData
{
    public const string TableName = "EnrollmentDrafts";

    const string DraftRow = "draft";
    const string AnswerRow = "answer";
    const string StopRow = "stop";

    /// <summary>Days that a mailbox's stop lasts at most: see <see cref="EnrollmentPolicy.StopMailDays"/>.</summary>
    const int LongestStop = 365;

    readonly EntityTable table = new(service, TableName);

    /// <summary>Adds a draft unless it is there; the one that is.</summary>
    public async Task<EnrollmentDraft> AddAsync(string id, EnrollmentDraft draft, CancellationToken cancellationToken = default) =>
        (await table.AddOrReadAsync(JsonRow.Of(id, DraftRow, draft), cancellationToken)).Read<EnrollmentDraft>();

    /// <summary>A draft; null when it was forgotten, or never was.</summary>
    public Task<EnrollmentDraft?> FindAsync(string id, CancellationToken cancellationToken = default) => ReadAsync<EnrollmentDraft>(id, DraftRow, cancellationToken);

    /// <summary>What was said about a draft, or null.</summary>
    public Task<DraftAnswer?> FindAnswerAsync(string id, CancellationToken cancellationToken = default) => ReadAsync<DraftAnswer>(id, AnswerRow, cancellationToken);

    /// <summary>Keeps what is said; the first answer counts and is returned.</summary>
    public async Task<DraftAnswer> AnswerAsync(string id, DraftAnswer answer, CancellationToken cancellationToken = default) =>
        (await table.AddOrReadAsync(JsonRow.Of(id, AnswerRow, answer), cancellationToken)).Read<DraftAnswer>();

    /// <summary>Forgets what was typed; that it was answered stays.</summary>
    public async Task ForgetAsync(string id, CancellationToken cancellationToken = default)
    {
        if (await table.FindAsync<JsonRow>(id, DraftRow, cancellationToken) is { } row)
        {
            await table.DeleteIfSameAsync(row, cancellationToken);
        }
    }

    /// <summary>Stops such mails to a mailbox until then.</summary>
    public Task StopAsync(string email, DateTimeOffset until, CancellationToken cancellationToken = default) =>
        table.UpsertAsync(JsonRow.Of(StopOf(email), StopRow, until), cancellationToken);

    public async Task<bool> IsStoppedAsync(string email, DateTimeOffset now, CancellationToken cancellationToken = default) =>
        await table.FindAsync<JsonRow>(StopOf(email), StopRow, cancellationToken) is { } row && now < row.Read<DateTimeOffset>();

    string IForgetting.What => "unconfirmed applications";

    /// <summary>Drafts and answers by their age; a case has its own copy. A mailbox's stop goes when it is over.</summary>
    public async Task<int> ForgetAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var before = now.AddDays(-retention.UnconfirmedDays);
        var stopped = now.AddDays(-LongestStop);
        return await table.DeleteAllAsync($"RowKey ne {StopRow} and Timestamp lt {before}", cancellationToken)
            + await table.DeleteAllAsync($"RowKey eq {StopRow} and Timestamp lt {stopped}", cancellationToken);
    }

    string IPersonalData.What => "drafts";

    public async Task<IReadOnlyList<string>> KeysOfAsync(string email, CancellationToken cancellationToken) =>
        await DraftsOf(new KnownPerson(KnownPerson.KeyOf(email)), cancellationToken).AnyAsync(cancellationToken) ? [KnownPerson.KeyOf(email)] : [];

    public async Task IdentifyAsync(KnownPerson person, CancellationToken cancellationToken)
    {
        await foreach (var (_, draft) in DraftsOf(person, cancellationToken))
        {
            person.IsKnown = true;
            person.Name ??= draft.Application.MemberFullName;
            person.Emails.Add(draft.Application.MemberEmail);
        }
    }

    public async Task<IReadOnlyList<object>> ExportAsync(KnownPerson person, CancellationToken cancellationToken) =>
        await DraftsOf(person, cancellationToken).Select(object (each) => each.Draft).ToListAsync(cancellationToken);

    public async Task EraseAsync(KnownPerson person, CancellationToken cancellationToken)
    {
        foreach (var (id, _) in await DraftsOf(person, cancellationToken).ToListAsync(cancellationToken))
        {
            await ForgetAsync(id, cancellationToken);
        }
    }

    // What is typed into the form is its mailbox's, whatever license it names.
    IAsyncEnumerable<(string Id, EnrollmentDraft Draft)> DraftsOf(KnownPerson person, CancellationToken cancellationToken) =>
        table.ScanAsync<JsonRow>($"RowKey eq {DraftRow}", cancellationToken)
            .Select(row => (row.PartitionKey, row.Read<EnrollmentDraft>()))
            .Where(each => person.HasMailbox(each.Item2.Application.MemberEmail));

    async Task<T?> ReadAsync<T>(string id, string row, CancellationToken cancellationToken) where T : class =>
        (await table.FindAsync<JsonRow>(id, row, cancellationToken))?.Read<T>();

    // The line break makes it a hash: no table needs to know an address for this.
    static string StopOf(string email) => DeterministicId.From("stop", EmailAddress.MailboxOf(email), "\n");
}
