using System.Globalization;
using Azure.Data.Tables;
using MemberServices.Tables;

namespace MemberServices.Cases;

/// <summary>
/// The cases of a kind. A case is one partition of rows that are added and never changed: what came in, the steps, their
/// outcomes, entries, notes. Whoever adds an outcome first has decided.
/// </summary>
public sealed class CaseTable<TOpened, TOutcome>(TableServiceClient service, CaseKind kind, string name)
{
    const string OpenedKey = "opened";
    const string StepKeys = "step-";
    const string OutcomeKeys = "outcome-";
    const string NoteKeys = "note-";
    const string EntryKeys = "entry-";

    readonly EntityTable table = new(service, name);

    public CaseKind Kind => kind;

    /// <summary>All about a case, or null when there is none.</summary>
    public async Task<CaseRecord<TOpened, TOutcome>?> ReadAsync(CaseId id, CancellationToken cancellationToken = default)
    {
        Opening? opened = null;
        var steps = new List<CaseStep>();
        var outcomes = new List<StepOutcome<TOutcome>>();
        var notes = new List<CaseNote>();
        var entries = new List<CaseEntry>();
        await foreach (var row in table.QueryAsync<JsonRow>(id.ToString(), cancellationToken: cancellationToken))
        {
            switch (row.RowKey)
            {
                case OpenedKey:
                    opened = row.Read<Opening>();
                    break;
                case var key when key.StartsWith(StepKeys, StringComparison.Ordinal):
                    steps.Add(row.Read<CaseStep>());
                    break;
                case var key when key.StartsWith(OutcomeKeys, StringComparison.Ordinal):
                    outcomes.Add(row.Read<StepOutcome<TOutcome>>());
                    break;
                case var key when key.StartsWith(NoteKeys, StringComparison.Ordinal):
                    notes.Add(row.Read<CaseNote>());
                    break;
                case var key when key.StartsWith(EntryKeys, StringComparison.Ordinal):
                    entries.Add(row.Read<CaseEntry>());
                    break;
            }
        }
        return opened is null ? null : new(id, opened.What, opened.Request, steps, outcomes, notes, entries);
    }

    /// <summary>All about a case that is there.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public async Task<CaseRecord<TOpened, TOutcome>> GetAsync(CaseId id, CancellationToken cancellationToken = default) =>
        await ReadAsync(id, cancellationToken) ?? throw new InvalidOperationException($"There is no {kind} {id}.");

    /// <summary>Opens a case under a number that no other has.</summary>
    /// <param name="opened">What came in.</param>
    /// <param name="request">The key of the request that opens it, or null.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<CaseId> OpenAsync(TOpened opened, string? request, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            var id = CaseId.New(kind);
            var row = JsonRow.Of(id.ToString(), OpenedKey, new Opening(opened, request));
            // A row that is there and says the same is our own, of a try whose answer was lost.
            if ((await table.AddOrReadAsync(row, cancellationToken)).Json == row.Json)
            {
                return id;
            }
        }
    }

    /// <summary>Removes a case that has nothing but its opening, and that nobody was told of.</summary>
    public async Task DiscardAsync(CaseId id, CancellationToken cancellationToken = default)
    {
        if (await table.FindAsync<JsonRow>(id.ToString(), OpenedKey, cancellationToken) is { } row)
        {
            await table.DeleteIfSameAsync(row, cancellationToken);
        }
    }

    /// <summary>Adds a step unless it is there; the one that is there then.</summary>
    public Task<CaseStep> AddStepAsync(CaseId id, CaseStep step, CancellationToken cancellationToken = default) =>
        AddOrReadAsync(id, StepKeys + Digits(step.Number), step, cancellationToken);

    /// <summary>Adds an outcome unless its step has one; the one that counts.</summary>
    public Task<StepOutcome<TOutcome>> AddOutcomeAsync(CaseId id, StepOutcome<TOutcome> outcome, CancellationToken cancellationToken = default) =>
        AddOrReadAsync(id, OutcomeKeys + Digits(outcome.Step), outcome, cancellationToken);

    /// <summary>Adds a note unless it is there; the one that is there then.</summary>
    public Task<CaseNote> AddNoteAsync(CaseId id, CaseNote note, CancellationToken cancellationToken = default) =>
        AddOrReadAsync(id, NoteKeys + note.Id, note, cancellationToken);

    /// <summary>Adds an entry, in the order of all. Who was faster is looked at first: their entry may have changed what is to be added.</summary>
    /// <param name="id">A case that is there.</param>
    /// <param name="decide">The entry for the case as it is; null: none. Its number is given here.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The case with its entries, and the one that was added; null when it was decided that none is.</returns>
    public async Task<(CaseRecord<TOpened, TOutcome> Record, CaseEntry? Added)> AddEntryAsync(
        CaseId id, Func<CaseRecord<TOpened, TOutcome>, CaseEntry?> decide, CancellationToken cancellationToken = default) =>
        await AddEntryAsync(await GetAsync(id, cancellationToken), decide, cancellationToken);

    /// <summary>The same for a case that was just read: who was faster since is found when the entry is added.</summary>
    public async Task<(CaseRecord<TOpened, TOutcome> Record, CaseEntry? Added)> AddEntryAsync(
        CaseRecord<TOpened, TOutcome> record, Func<CaseRecord<TOpened, TOutcome>, CaseEntry?> decide, CancellationToken cancellationToken = default)
    {
        for (var id = record.Id; ; record = await GetAsync(id, cancellationToken))
        {
            if (decide(record) is not { } wanted)
            {
                return (record, null);
            }
            var entry = wanted with { Number = record.Entries.Count + 1 };
            var row = JsonRow.Of(id.ToString(), EntryKeys + Digits(entry.Number), entry);
            // A row that is there and says the same is our own, of a try whose answer was lost.
            if ((await table.AddOrReadAsync(row, cancellationToken)).Json == row.Json)
            {
                return (record with { Entries = [.. record.Entries, entry] }, entry);
            }
        }
    }

    /// <summary>
    /// Takes what is about people out of a case that is over: names, addresses, reasons, where an answer came from. Times,
    /// stages and what was decided stay. A repeat changes nothing.
    /// </summary>
    /// <param name="id">Which case.</param>
    /// <param name="opened">What stays of what came in.</param>
    /// <param name="outcome">What stays of an outcome.</param>
    /// <param name="entry">What stays of an entry, apart from who added it.</param>
    /// <param name="cancellationToken">Gives up; the next try completes it.</param>
    public async Task EraseAsync(
        CaseId id, Func<TOpened, TOpened> opened, Func<TOutcome, TOutcome> outcome, Func<CaseEntry, CaseEntry> entry, CancellationToken cancellationToken = default)
    {
        await foreach (var row in table.QueryAsync<JsonRow>(id.ToString(), cancellationToken: cancellationToken))
        {
            if (row.RowKey.StartsWith(NoteKeys, StringComparison.Ordinal))
            {
                await table.DeleteAsync(row.PartitionKey, row.RowKey, cancellationToken);
                continue;
            }
            await table.ChangeAsync<JsonRow>(row.PartitionKey, row.RowKey, read => read is null ? null : Erased(read), cancellationToken);
        }

        JsonRow? Erased(JsonRow row)
        {
            var (key, was) = (row.RowKey, row.Json);
            var erased = key == OpenedKey ? Of(new Opening(opened(row.Read<Opening>().What), null))
                : key.StartsWith(StepKeys, StringComparison.Ordinal) ? Of(row.Read<CaseStep>().WithoutPeople())
                : key.StartsWith(OutcomeKeys, StringComparison.Ordinal) ? Of(WithoutPeople(row.Read<StepOutcome<TOutcome>>(), outcome))
                : Of(entry(row.Read<CaseEntry>()) is var kept ? kept with { By = kept.By.WithoutName() } : null!);
            return erased.Json == was ? null : erased;

            JsonRow Of<T>(T value) => JsonRow.Of(row.PartitionKey, key, value);
        }
    }

    static StepOutcome<TOutcome> WithoutPeople(StepOutcome<TOutcome> outcome, Func<TOutcome, TOutcome> what) =>
        outcome with { What = what(outcome.What), By = outcome.By.WithoutName(), From = null };

    async Task<T> AddOrReadAsync<T>(CaseId id, string key, T value, CancellationToken cancellationToken) =>
        (await table.AddOrReadAsync(JsonRow.Of(id.ToString(), key, value), cancellationToken)).Read<T>();

    static string Digits(int number) => number.ToString("D5", CultureInfo.InvariantCulture);

    sealed record Opening(TOpened What, string? Request);
}
