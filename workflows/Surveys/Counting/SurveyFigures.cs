using System.Globalization;
using Azure;
using Azure.Data.Tables;
using MemberServices.Cases;
using MemberServices.Retention;
using MemberServices.Tables;
using NodaTime;

namespace MemberServices.Surveys.Counting;

/// <param name="Day">By the organization's clock.</param>
/// <param name="Category">Of the service.</param>
/// <param name="Level">0: none.</param>
/// <param name="Counts">What was counted.</param>
public sealed record CountedDay(DateOnly Day, string Category, int Level, SurveyCounts Counts);

/// <summary>
/// The table <c>SurveyFigures</c>: a partition for each month, with a row for each day, category and level. What is counted leaves its id in
/// the same transaction, so that a repeat, whoever dies where, counts once. Nothing here is about a person.
/// </summary>
public sealed class SurveyFigures(TableServiceClient service, TimeProvider clock) : IForgetting
{
    public const string TableName = "SurveyFigures";

    const string DayKeys = "day.", CountedKeys = "counted.", PublishedKeys = "published.";

    /// <summary>Others who count at the same time are waited for so often.</summary>
    const int MostTries = 50;

    /// <summary>Nobody repeats himself later than that.</summary>
    static readonly TimeSpan LongestRepeat = TimeSpan.FromDays(60);

    readonly EntityTable table = new(service, TableName);

    /// <summary>Counts that a survey reached somebody: once, whichever way came first.</summary>
    internal Task CountDeliveredAsync(SurveyRecord record, CaseEntry entry, SurveyState before) =>
        before.DeliveredAt is null ? AddAsync(record, $"{record.Id}.delivered", entry.At, new SurveyCounts(Delivered: 1)) : Task.CompletedTask;

    /// <summary>Counts back what came back.</summary>
    internal Task CountBouncedAsync(SurveyRecord record, SurveyState before) =>
        before is { Shown: null, Answer: null, DeliveredAt: { } at } ? AddAsync(record, $"{record.Id}.bounced", at, new SurveyCounts(Delivered: -1)) : Task.CompletedTask;

    /// <summary>Counts an answer on its day, and that its survey was answered on the day that this was delivered; a changed one instead of the one before.</summary>
    /// <param name="record">The survey.</param>
    /// <param name="entry">The answer.</param>
    /// <param name="before">The survey without it.</param>
    internal async Task CountAsync(SurveyRecord record, CaseEntry entry, SurveyState before)
    {
        var (id, counts) = (string.Create(CultureInfo.InvariantCulture, $"{record.Id}.{entry.Number}"), SurveyCounts.Of(entry.Read<SurveyAnswer>()));
        if (before.Answer is { } former)
        {
            await AddAsync(record, id, former.At, counts - SurveyCounts.Of(former.What));
            return;
        }
        await AddAsync(record, id, entry.At, counts);
        if (before.DeliveredAt is { } delivered)
        {
            await AddAsync(record, $"{id}.responded", delivered, new SurveyCounts(Responded: 1));
        }
    }

    /// <summary>What was counted on those days, in the order of their rows.</summary>
    /// <param name="from">The first.</param>
    /// <param name="to">The last.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<IReadOnlyList<CountedDay>> ReadAsync(DateOnly from, DateOnly to, CancellationToken cancellationToken = default)
    {
        var days = new List<CountedDay>();
        for (var month = new DateOnly(from.Year, from.Month, 1); month <= to; month = month.AddMonths(1))
        {
            days.AddRange(await table.QueryAsync<JsonRow>(PartitionOf(month), RowKeys.StartingWith(DayKeys), cancellationToken: cancellationToken)
                .Select(row => row.Read<CountedDay>()).Where(day => day.Day >= from && day.Day <= to).ToListAsync(cancellationToken));
        }
        return days;
    }

    /// <summary>Whether the results up to a Monday were published.</summary>
    public async Task<bool> IsPublishedAsync(DateOnly monday, CancellationToken cancellationToken = default) =>
        await table.FindAsync<JsonRow>(PartitionOf(monday), PublishedKey(monday), cancellationToken) is not null;

    public Task SetPublishedAsync(DateOnly monday, CancellationToken cancellationToken = default) =>
        table.UpsertAsync(JsonRow.Of(PartitionOf(monday), PublishedKey(monday), clock.GetUtcNow()), cancellationToken);

    string IForgetting.What => "what surveys counted when";

    public Task<int> ForgetAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var before = now - LongestRepeat;
        return table.DeleteAllAsync($"CountedAt lt {before}", cancellationToken);
    }

    async Task AddAsync(SurveyRecord record, string id, DateTimeOffset at, SurveyCounts counts)
    {
        var service = record.Opened.Service;
        var day = Instant.FromDateTimeOffset(at).InZone(DateTimeZoneProviders.Tzdb[record.Opened.Calendar.TimeZone]).Date.ToDateOnly();
        var (partition, key) = (PartitionOf(day), string.Create(CultureInfo.InvariantCulture, $"{DayKeys}{day:yyyy-MM-dd}.{service.Category}.{service.Level}"));
        for (var tries = 0; tries < MostTries; tries++)
        {
            if (await table.FindAsync<CountedRow>(partition, CountedKeys + id) is not null)
            {
                return;
            }
            var row = await table.FindAsync<JsonRow>(partition, key);
            var sum = JsonRow.Of(partition, key, new CountedDay(day, service.Category, service.Level, (row?.Read<CountedDay>().Counts ?? new SurveyCounts()) + counts));
            var counted = new CountedRow { PartitionKey = partition, RowKey = CountedKeys + id, CountedAt = clock.GetUtcNow() };
            if (await table.SubmitAsync(
                [
                    new TableTransactionAction(TableTransactionActionType.Add, counted),
                    row is null ? new TableTransactionAction(TableTransactionActionType.Add, sum) : new TableTransactionAction(TableTransactionActionType.UpdateReplace, sum, row.ETag),
                ]))
            {
                return;
            }
        }
        throw new RowContendedException(TableName, MostTries);
    }

    static string PublishedKey(DateOnly monday) => string.Create(CultureInfo.InvariantCulture, $"{PublishedKeys}{monday:yyyy-MM-dd}");

    static string PartitionOf(DateOnly day) => day.ToString("yyyy-MM", CultureInfo.InvariantCulture);

    /// <summary>That something was counted.</summary>
    sealed class CountedRow : ITableEntity
    {
        public string PartitionKey { get; set; } = "";

        public string RowKey { get; set; } = "";

        public DateTimeOffset? Timestamp { get; set; }

        public ETag ETag { get; set; }

        public DateTimeOffset CountedAt { get; set; }
    }
}
