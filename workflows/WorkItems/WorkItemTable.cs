using Azure;
using Azure.Data.Tables;
using MemberServices.Tables;

namespace MemberServices.WorkItems;

/// <summary>The table <c>WorkItems</c>: a partition for each role, so that a role's work is one read.</summary>
public sealed class WorkItemTable(TableServiceClient service)
{
    public const string TableName = "WorkItems";

    readonly EntityTable table = new(service, TableName);

    /// <summary>Adds an item unless it is there, open or closed. The one that is there then.</summary>
    public async Task<WorkItem> AddAsync(WorkItem item, CancellationToken cancellationToken = default)
    {
        var row = Row.Of(item);
        return await table.AddIfAbsentAsync(row, cancellationToken)
            ? item
            : (await table.FindAsync<Row>(row.PartitionKey, row.RowKey, cancellationToken))!.Read();
    }

    /// <summary>Closes an item. The item, or null when it isn't there; one that was closed before stays as it is.</summary>
    public async Task<WorkItem?> CloseAsync(string role, string id, DateTimeOffset at, string because, CancellationToken cancellationToken = default)
    {
        while (await table.FindAsync<Row>(role, id, cancellationToken) is { } row)
        {
            var item = row.Read();
            if (item.ClosedAt is not null)
            {
                return item;
            }

            var closed = item with { ClosedAt = at, ClosedBecause = because };
            if (await table.ReplaceIfSameAsync(Row.Of(closed), row.ETag, cancellationToken))
            {
                return closed;
            }
        }

        return null;
    }

    /// <summary>A role's open items, the most urgent first.</summary>
    public async Task<IReadOnlyList<WorkItem>> OpenAsync(string role, CancellationToken cancellationToken = default)
    {
        var items = new List<WorkItem>();
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {role} and IsOpen eq {true}");
        await foreach (var row in table.Client.QueryAsync<Row>(filter, cancellationToken: cancellationToken))
        {
            items.Add(row.Read());
        }

        return [.. items.OrderBy(i => i.Due).ThenBy(i => i.Id, StringComparer.Ordinal)];
    }

    /// <summary>The ids of a role's open items that begin so.</summary>
    public async Task<IReadOnlyList<string>> OpenIdsAsync(string role, string idBegins, CancellationToken cancellationToken = default)
    {
        // The sign after the last one that an id can have.
        var end = idBegins + "~";
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {role} and RowKey ge {idBegins} and RowKey lt {end} and IsOpen eq {true}");
        var ids = new List<string>();
        await foreach (var row in table.Client.QueryAsync<Row>(filter, cancellationToken: cancellationToken))
        {
            ids.Add(row.RowKey);
        }
        return ids;
    }

    sealed class Row : ITableEntity
    {
        public string PartitionKey { get; set; } = "";

        public string RowKey { get; set; } = "";

        public DateTimeOffset? Timestamp { get; set; }

        public ETag ETag { get; set; }

        public bool IsOpen { get; set; }

        public string Title { get; set; } = "";

        public DateTimeOffset Due { get; set; }

        public string Case { get; set; } = "";

        public string MemberKey { get; set; } = "";

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
