using Azure.Data.Tables;
using MemberServices.People;
using MemberServices.Retention;
using MemberServices.Tables;

namespace MemberServices.Confirming;

/// <summary>The table of a form: what waits for the mailbox's owner, and what they said.</summary>
/// <param name="service">The service.</param>
/// <param name="form">Whose it is.</param>
/// <param name="name">The table's: "EnrollmentDrafts".</param>
/// <param name="retention">How long both are kept.</param>
public sealed class DraftTable<T>(TableServiceClient service, IConfirmedForm<T> form, string name, RetentionPolicy retention) : IForgetting, IPersonalData where T : class
{
    const string DraftRow = "draft";
    const string AnswerRow = "answer";

    readonly EntityTable table = new(service, name);

    /// <summary>Adds a draft unless it is there; the one that is.</summary>
    public async Task<FormDraft<T>> AddAsync(string id, FormDraft<T> draft, CancellationToken cancellationToken = default) =>
        (await table.AddOrReadAsync(JsonRow.Of(id, DraftRow, draft), cancellationToken)).Read<FormDraft<T>>();

    /// <summary>A draft; null when it was forgotten, or never was.</summary>
    public Task<FormDraft<T>?> FindAsync(string id, CancellationToken cancellationToken = default) => ReadAsync<FormDraft<T>>(id, DraftRow, cancellationToken);

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

    string IForgetting.What => $"unconfirmed {form.Name} forms";

    /// <summary>By their age; a case has its own copy.</summary>
    public Task<int> ForgetAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var before = now.AddDays(-retention.UnconfirmedDays);
        return table.DeleteAllAsync($"Timestamp lt {before}", cancellationToken);
    }

    string IPersonalData.What => $"{form.Name}-drafts";

    public async Task<IReadOnlyList<string>> KeysOfAsync(string email, CancellationToken cancellationToken) =>
        await DraftsOf(new KnownPerson(KnownPerson.KeyOf(email)), cancellationToken).AnyAsync(cancellationToken) ? [KnownPerson.KeyOf(email)] : [];

    public async Task IdentifyAsync(KnownPerson person, CancellationToken cancellationToken)
    {
        await foreach (var (_, draft) in DraftsOf(person, cancellationToken))
        {
            person.IsKnown = true;
            person.Name ??= form.NameOf(draft.What);
            person.Emails.Add(form.EmailOf(draft.What));
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

    // What is typed into the form is its mailbox's, whatever else it names.
    IAsyncEnumerable<(string Id, FormDraft<T> Draft)> DraftsOf(KnownPerson person, CancellationToken cancellationToken) =>
        table.ScanAsync<JsonRow>($"RowKey eq {DraftRow}", cancellationToken)
            .Select(row => (row.PartitionKey, row.Read<FormDraft<T>>()))
            .Where(each => person.HasMailbox(form.EmailOf(each.Item2.What)));

    async Task<TRow?> ReadAsync<TRow>(string id, string row, CancellationToken cancellationToken) where TRow : class =>
        (await table.FindAsync<JsonRow>(id, row, cancellationToken))?.Read<TRow>();
}
