using Azure;
using Azure.Data.Tables;
using MemberServices.Retention;
using MemberServices.Tables;

namespace MemberServices.Teams;

/// <summary>The table <c>TeamsPosts</c>: which cards were posted. Nothing of what is on them.</summary>
public sealed class PostTable(TableServiceClient service) : IForgetting
{
    public const string TableName = "TeamsPosts";

    const string Only = "post";

    /// <summary>Longer than a card is tried, and than events are told again.</summary>
    static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    readonly EntityTable table = new(service, TableName);

    string IForgetting.What => "posts in Teams";

    public async Task<bool> HasAsync(string id, CancellationToken cancellationToken) => await table.FindAsync<Row>(id, Only, cancellationToken) is not null;

    public Task AddAsync(string id, DateTimeOffset at, CancellationToken cancellationToken) =>
        table.AddIfAbsentAsync(new Row { PartitionKey = id, RowKey = Only, At = at }, cancellationToken);

    public Task<int> ForgetAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var before = now - Kept;
        return table.DeleteAllAsync($"At lt {before}", cancellationToken);
    }

    sealed class Row : ITableEntity
    {
        public string PartitionKey { get; set; } = "";

        public string RowKey { get; set; } = "";

        public DateTimeOffset? Timestamp { get; set; }

        public ETag ETag { get; set; }

        public DateTimeOffset At { get; set; }
    }
}
