using Azure;
using Azure.Data.Tables;
using MemberServices.Tables;

namespace MemberServices.WorkItems;

/// <summary>The table <c>WorkItems</c>: see <see cref="WorkItemRows"/>. A list is one read, however many items are over.</summary>
public sealed class WorkItemTable(TableServiceClient service)
{
    public const string TableName = "WorkItems";

    /// <summary>The most items of a page.</summary>
    public const int MostOfAPage = 200;

    /// <summary>Rows that are looked at for a page where only some of them fit: one request.</summary>
    const int MostLooks = 999;

    readonly EntityTable table = new(service, TableName);

    /// <summary>An item with its story, or null.</summary>
    public async Task<WorkItemRecord?> ReadAsync(string id, CancellationToken cancellationToken = default) =>
        (await LookAsync(id, cancellationToken))?.Record;

    /// <summary>Adds an item unless it is there, open or over. The one that is there then.</summary>
    public async Task<WorkItem> AddAsync(WorkItem item, string by, CancellationToken cancellationToken = default)
    {
        for (var tries = 0; tries < EntityTable.MostTries; tries++)
        {
            if (await table.FindAsync<JsonRow>(WorkItemRows.Partition, WorkItemRows.ItemKey(item.Id), cancellationToken) is { } found)
            {
                return found.Read<WorkItem>();
            }
            var change = new WorkItemChange(item, new WorkItemEntry(0, WorkItemEntryKind.Opened, item.OpenedAt, by));
            if (await WriteAsync(null, change, default, cancellationToken) is { } written)
            {
                return written.Item;
            }
        }
        throw new RowContendedException(TableName, EntityTable.MostTries);
    }

    /// <summary>Changes an item if it is still as it was read; else again from the start.</summary>
    /// <param name="id">Which.</param>
    /// <param name="decide">What becomes of it; null: it stays. Asked again after its own change when the answer to that was lost.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The item as it is then; null when there is none.</returns>
    public async Task<WorkItemRecord?> ChangeAsync(
        string id, Func<WorkItemRecord, WorkItemChange?> decide, CancellationToken cancellationToken = default)
    {
        for (var tries = 0; tries < EntityTable.MostTries; tries++)
        {
            if (await LookAsync(id, cancellationToken) is not var (record, version))
            {
                return null;
            }
            if (decide(record) is not { } change)
            {
                return record;
            }
            if (await WriteAsync(record, change, version, cancellationToken) is { } written)
            {
                return written;
            }
        }
        throw new RowContendedException(TableName, EntityTable.MostTries);
    }

    /// <summary>A role's items that are still to be done, the most urgent first.</summary>
    public async Task<IReadOnlyList<WorkItem>> OpenAsync(string role, CancellationToken cancellationToken = default) =>
        await table.QueryAsync<JsonRow>(WorkItemRows.Partition, WorkItemRows.OfList(WorkItemRows.Live, WorkItemRows.OfRole(role)), cancellationToken: cancellationToken)
            .Select(row => row.Read<WorkItem>()).ToListAsync(cancellationToken);

    /// <summary>
    /// A page of a list: what is to be done by due time, what is over the latest first. It may be shorter than asked for although
    /// more follow, where only some of a list's items fit. Null when <paramref name="after"/> is no page's of this question.
    /// </summary>
    /// <param name="query">Which items.</param>
    /// <param name="take">The most, 1 to <see cref="MostOfAPage"/>.</param>
    /// <param name="after">The page before this one's <see cref="EntityPage{T}.After"/>; null for the first.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<EntityPage<WorkItem>?> PageAsync(WorkItemQuery query, int take, string? after, CancellationToken cancellationToken = default)
    {
        var keys = WorkItemRows.OfList(query.List, query.Scope);
        if (after is not null && !after.StartsWith($"{query.List}|{query.Scope}|", StringComparison.Ordinal))
        {
            return null;
        }
        var page = await table.PageAsync<JsonRow>(WorkItemRows.Partition, query.IsNarrower ? MostLooks : take, after, keys, cancellationToken);
        var fitting = page.Rows.Select(row => (row.RowKey, Item: row.Read<WorkItem>())).Where(row => query.Fits(row.Item)).ToList();
        return fitting.Count > take
            ? new EntityPage<WorkItem>([.. fitting.Take(take).Select(row => row.Item)], fitting[take - 1].RowKey)
            : new EntityPage<WorkItem>([.. fitting.Select(row => row.Item)], page.After);
    }

    /// <summary>The ids of the items, open or over, that begin so.</summary>
    public async Task<IReadOnlyList<string>> IdsAsync(string idBegins, CancellationToken cancellationToken = default) =>
        [.. (await ItemsAsync(idBegins, cancellationToken).ToListAsync(cancellationToken)).Select(item => item.Id)];

    /// <summary>Every item, open or over.</summary>
    public IAsyncEnumerable<WorkItem> ItemsAsync(string idBegins = "", CancellationToken cancellationToken = default) =>
        table.QueryAsync<JsonRow>(WorkItemRows.Partition, WorkItemRows.IdsFrom(idBegins), cancellationToken: cancellationToken)
            .Where(row => WorkItemRows.IsItem(row.RowKey)).Select(row => row.Read<WorkItem>());

    /// <summary>Every item with its story.</summary>
    public async Task<IReadOnlyList<WorkItemRecord>> RecordsAsync(CancellationToken cancellationToken = default)
    {
        var rows = await table.QueryAsync<JsonRow>(WorkItemRows.Partition, WorkItemRows.IdsFrom(""), cancellationToken: cancellationToken).ToListAsync(cancellationToken);
        return [.. rows.GroupBy(row => row.RowKey[..(row.RowKey.LastIndexOf('|') + 1)]).Select(RecordOf).OfType<WorkItemRecord>()];
    }

    /// <summary>Items whose next reminder should have been given, the longest overdue first.</summary>
    public async Task<IReadOnlyList<WorkItem>> DueBeforeAsync(DateTimeOffset time, int most, CancellationToken cancellationToken = default) =>
        [.. (await table.PageAsync<JsonRow>(WorkItemRows.Partition, most, null, WorkItemRows.DueBefore(time), cancellationToken)).Rows.Select(row => row.Read<WorkItem>())];

    /// <summary>Forgets the items that were over before that time. How many.</summary>
    public async Task<int> ForgetAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        var old = await table.QueryAsync<JsonRow>(WorkItemRows.Partition, WorkItemRows.ClosedBefore(before), cancellationToken: cancellationToken)
            .Select(row => row.Read<WorkItem>()).ToListAsync(cancellationToken);
        foreach (var item in old)
        {
            // The list by which it is found goes last.
            for (var number = 1; number <= item.Lines; number++)
            {
                await table.DeleteAsync(WorkItemRows.Partition, WorkItemRows.EntryKey(item.Id, number), cancellationToken);
            }
            foreach (var row in WorkItemRows.Of(item).OrderBy(row => row.RowKey.StartsWith($"{WorkItemRows.Closed}|{WorkItemRows.Everybody}|", StringComparison.Ordinal)))
            {
                await table.DeleteAsync(row.PartitionKey, row.RowKey, cancellationToken);
            }
        }
        return old.Count;
    }

    /// <summary>Rewrites the lines of an item's story; a repeat changes nothing.</summary>
    public async Task RewriteStoryAsync(string id, Func<WorkItemEntry, WorkItemEntry> rewrite, CancellationToken cancellationToken)
    {
        foreach (var entry in (await ReadAsync(id, cancellationToken))?.Story ?? [])
        {
            if (rewrite(entry) is var rewritten && rewritten != entry)
            {
                await table.UpsertAsync(JsonRow.Of(WorkItemRows.Partition, WorkItemRows.EntryKey(id, entry.Number), rewritten), cancellationToken);
            }
        }
    }

    async Task<(WorkItemRecord Record, ETag Version)?> LookAsync(string id, CancellationToken cancellationToken)
    {
        var rows = await table.QueryAsync<JsonRow>(WorkItemRows.Partition, WorkItemRows.OfItem(id), cancellationToken: cancellationToken).ToListAsync(cancellationToken);
        return RecordOf(rows) is { } record ? (record, rows[0].ETag) : null;
    }

    static WorkItemRecord? RecordOf(IEnumerable<JsonRow> rows) => rows.ToList() is [var item, .. var story] && WorkItemRows.IsItem(item.RowKey)
        ? new WorkItemRecord(item.Read<WorkItem>(), [.. story.Select(row => row.Read<WorkItemEntry>())])
        : null;

    /// <summary>All rows at once; null when somebody was faster.</summary>
    async Task<WorkItemRecord?> WriteAsync(WorkItemRecord? before, WorkItemChange change, ETag version, CancellationToken cancellationToken)
    {
        var entry = change.Entry is { } line ? line with { Number = (before?.Item.Lines ?? 0) + 1 } : null;
        var item = entry is null ? change.Item : change.Item with { Lines = entry.Number, Version = entry.IsAct ? entry.Number : change.Item.Version };
        var (old, rows) = (before is null ? [] : WorkItemRows.Of(before.Item), WorkItemRows.Of(item));
        var actions = new List<TableTransactionAction>
        {
            before is null ? new(TableTransactionActionType.Add, rows[0]) : new(TableTransactionActionType.UpdateReplace, rows[0], version),
        };
        actions.AddRange(old.Where(row => !rows.Any(each => each.RowKey == row.RowKey)).Select(row => new TableTransactionAction(TableTransactionActionType.Delete, row, ETag.All)));
        actions.AddRange(rows.Skip(1).Select(row => new TableTransactionAction(TableTransactionActionType.UpsertReplace, row)));
        if (entry is not null)
        {
            actions.Add(new TableTransactionAction(TableTransactionActionType.Add, JsonRow.Of(WorkItemRows.Partition, WorkItemRows.EntryKey(item.Id, entry.Number), entry)));
        }
        return await table.SubmitAsync(actions, cancellationToken)
            ? new WorkItemRecord(item, entry is null ? before?.Story ?? [] : [.. before?.Story ?? [], entry])
            : null;
    }
}
