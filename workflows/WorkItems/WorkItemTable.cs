using Azure;
using Azure.Data.Tables;
using MemberServices.People;
using MemberServices.Policies;
using MemberServices.Tables;

namespace MemberServices.WorkItems;

/// <summary>The table <c>WorkItems</c>: a partition for each role, so that a role's work is one read.</summary>
public sealed class WorkItemTable(TableServiceClient service, TimeProvider clock) : IPersonalData
{
    public const string TableName = "WorkItems";

    const string Erased = "Erased";

    readonly EntityTable table = new(service, TableName);

    /// <summary>Adds an item unless it is there, open or closed. The one that is there then.</summary>
    public async Task<WorkItem> AddAsync(WorkItem item, CancellationToken cancellationToken = default) =>
        (await table.AddOrReadAsync(Row.Of(item), cancellationToken)).Read();

    /// <summary>Closes an item. The item, or null when it isn't there; one that was closed before stays as it is.</summary>
    public async Task<WorkItem?> CloseAsync(string role, string id, DateTimeOffset at, string because, CancellationToken cancellationToken = default) =>
        (await table.ChangeAsync<Row>(
            role,
            id,
            row => row is { IsOpen: true } ? Row.Of(row.Read() with { ClosedAt = at, ClosedBecause = because }) : null,
            cancellationToken))?.Read();

    /// <summary>A role's open items, the most urgent first.</summary>
    public async Task<IReadOnlyList<WorkItem>> OpenAsync(string role, CancellationToken cancellationToken = default)
    {
        var rows = await table.QueryAsync<Row>(role, where: $"IsOpen eq {true}", cancellationToken: cancellationToken).ToListAsync(cancellationToken);
        return [.. rows.Select(row => row.Read()).OrderBy(i => i.Due).ThenBy(i => i.Id, StringComparer.Ordinal)];
    }

    /// <summary>The ids of a role's items, open or closed, that begin so.</summary>
    public async Task<IReadOnlyList<string>> IdsAsync(string role, string idBegins, CancellationToken cancellationToken = default)
    {
        var rows = table.QueryAsync<Row>(role, RowKeys.StartingWith(idBegins), cancellationToken: cancellationToken);
        return await rows.Select(row => row.RowKey).ToListAsync(cancellationToken);
    }

    public string What => "work-items";

    public async Task<IReadOnlyList<object>> ExportAsync(KnownPerson person, CancellationToken cancellationToken) => await RowsOf(person, cancellationToken)
        .Select(object (row) => row.Read() is var item ? new { item.Role, item.Title, item.Due, item.Case, item.OpenedAt, item.ClosedAt, item.ClosedBecause } : null!)
        .ToListAsync(cancellationToken);

    public async Task EraseAsync(KnownPerson person, CancellationToken cancellationToken)
    {
        foreach (var row in await RowsOf(person, cancellationToken).ToListAsync(cancellationToken))
        {
            await EraseAsync(row.PartitionKey, row.RowKey, cancellationToken);
        }
    }

    /// <summary>Takes people out of all items whose id begins so; those that are open are closed.</summary>
    public async Task EraseAllAsync(string idBegins, CancellationToken cancellationToken = default)
    {
        foreach (var role in StaffRoles.All)
        {
            foreach (var id in await IdsAsync(role, idBegins, cancellationToken))
            {
                await EraseAsync(role, id, cancellationToken);
            }
        }
    }

    async Task EraseAsync(string role, string id, CancellationToken cancellationToken)
    {
        // What must be taken back by hand must be, whoever it was about: it stays open.
        var mustBeDone = id.Contains(".revocation.", StringComparison.Ordinal);
        await table.ChangeAsync<Row>(
            role, id, row => row is null || row.Title.StartsWith(Erased, StringComparison.Ordinal) ? null : Row.Of(row.Read() with
            {
                Title = mustBeDone ? $"{Erased}: take back access by hand" : Erased,
                MemberKey = "",
                ClosedAt = mustBeDone ? row.ClosedAt : row.ClosedAt ?? clock.GetUtcNow(),
                ClosedBecause = row.ClosedAt is not null ? Erased : mustBeDone ? null : "The person's data were erased",
            }),
            cancellationToken);
    }

    // A title may name somebody by their address, of whom no key is known.
    IAsyncEnumerable<Row> RowsOf(KnownPerson person, CancellationToken cancellationToken) => table.ScanAsync<Row>(cancellationToken: cancellationToken)
        .Where(row => person.Owns(row.MemberKey, row.Case) || person.Emails.Any(email => row.Title.Contains($"({email})", StringComparison.OrdinalIgnoreCase)));

    sealed class Row : ITableEntity
    {
        public string PartitionKey { get; set; } = "";

        public string RowKey { get; set; } = "";

        public DateTimeOffset? Timestamp { get; set; }

        public ETag ETag { get; set; }

        public bool IsOpen { get; set; }

        public string Title { get; set; } = "";

        public DateTimeOffset Due { get; set; }

        public string? Case { get; set; }

        public string? MemberKey { get; set; }

        public DateTimeOffset OpenedAt { get; set; }

        public DateTimeOffset? ClosedAt { get; set; }

        public string? ClosedBecause { get; set; }

        public static Row Of(WorkItem item) => new()
        {
            PartitionKey = item.Role,
            RowKey = item.Id,
            IsOpen = item.ClosedAt is null,
            Title = item.Title,
            Due = item.Due,
            Case = item.Case,
            MemberKey = item.MemberKey,
            OpenedAt = item.OpenedAt,
            ClosedAt = item.ClosedAt,
            ClosedBecause = item.ClosedBecause,
        };

        public WorkItem Read() => new(RowKey, PartitionKey, Title, Due, Case, MemberKey, OpenedAt, ClosedAt, ClosedBecause);
    }
}
