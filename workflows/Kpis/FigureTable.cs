using System.Globalization;
using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using MemberServices.Tables;

namespace MemberServices.Kpis;

/// <summary>
/// Running totals, a partition a day. Beside them stands the id of each event that was counted, written in the same transaction: a
/// repeat counts once. There is nothing in it about a person, so nothing of it is erased.
/// </summary>
public sealed class FigureTable(TableServiceClient tables)
{
    public const string TableName = "Figures";

    const string Totals = "total ", Events = "event ";

    /// <summary>Days that are read at once.</summary>
    const int DaysAtOnce = 31;

    readonly EntityTable table = new(tables, TableName);

    /// <summary>A day's events change the same rows: those of one process wait for each other instead of failing.</summary>
    readonly SemaphoreSlim one = new(1, 1);

    /// <summary>Adds what an event counts on a day. The same event again changes nothing.</summary>
    /// <exception cref="RowContendedException">Other processes were faster <see cref="EntityTable.MostTries"/> times.</exception>
    public async Task AddAsync(DateOnly day, string eventId, IReadOnlyList<Count> counts, CancellationToken cancellationToken)
    {
        var partition = Key(day);
        await one.WaitAsync(cancellationToken);
        try
        {
            for (var tries = 0; tries < EntityTable.MostTries; tries++)
            {
                if (await table.FindAsync<TableEntity>(partition, Events + eventId, cancellationToken) is not null
                    || await table.SubmitAsync(await ActionsAsync(partition, eventId, counts, cancellationToken), cancellationToken))
                {
                    return;
                }
            }
        }
        finally
        {
            one.Release();
        }
        throw new RowContendedException(TableName, EntityTable.MostTries);
    }

    /// <summary>The totals of some days, both included, in the order of the days.</summary>
    public async Task<IReadOnlyList<DayTotal>> ReadAsync(DateOnly from, DateOnly to, CancellationToken cancellationToken = default)
    {
        var days = Enumerable.Range(from.DayNumber, Math.Max(0, to.DayNumber - from.DayNumber + 1)).Select(DateOnly.FromDayNumber);
        var found = new List<DayTotal>();
        foreach (var some in days.Chunk(DaysAtOnce))
        {
            found.AddRange((await Task.WhenAll(some.Select(day => ReadAsync(day, cancellationToken)))).SelectMany(each => each));
        }
        return found;
    }

    async Task<IReadOnlyList<DayTotal>> ReadAsync(DateOnly day, CancellationToken cancellationToken) => await table
        .QueryAsync<Row>(Key(day), RowKeys.StartingWith(Totals), cancellationToken: cancellationToken)
        .Where(row => row.Numerator != 0 || row.Denominator != 0)
        .Select(row => new DayTotal(day, row.Figure, JsonSerializer.Deserialize<Dictionary<string, string>>(row.By)!, row.Numerator, row.Denominator))
        .ToListAsync(cancellationToken);

    async Task<IReadOnlyList<TableTransactionAction>> ActionsAsync(string partition, string eventId, IReadOnlyList<Count> counts, CancellationToken cancellationToken)
    {
        var actions = new List<TableTransactionAction> { new(TableTransactionActionType.Add, new TableEntity(partition, Events + eventId)) };
        foreach (var same in counts.GroupBy(count => $"{Totals}{count.Figure} {string.Join(' ', count.By.Select(each => $"{each.Key}={each.Value}"))}"))
        {
            var row = await table.FindAsync<Row>(partition, same.Key, cancellationToken);
            var changed = row ?? new Row
            {
                PartitionKey = partition,
                RowKey = same.Key,
                Figure = same.First().Figure,
                By = JsonSerializer.Serialize(same.First().By.ToDictionary()),
            };
            changed.Numerator += same.Sum(count => count.Numerator);
            changed.Denominator += same.Sum(count => count.Denominator);
            actions.Add(row is null ? new(TableTransactionActionType.Add, changed) : new(TableTransactionActionType.UpdateReplace, changed, row.ETag));
        }
        return actions;
    }

    static string Key(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    sealed class Row : ITableEntity
    {
        public string PartitionKey { get; set; } = "";

        public string RowKey { get; set; } = "";

        public DateTimeOffset? Timestamp { get; set; }

        public ETag ETag { get; set; }

        public string Figure { get; set; } = "";

        public string By { get; set; } = "";

        public long Numerator { get; set; }

        public long Denominator { get; set; }
    }
}
