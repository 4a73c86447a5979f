using System.Collections.Immutable;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Local.Durable;

/// <summary>Reading instances.</summary>
sealed partial class LocalDurableClient
{
    const string Columns = """
        i.key, i.id, i.name, i.status, i.created, i.updated, i.custom, i.output, i.failure, s.data,
        (SELECT substr(h.data, 1, 9) FROM durable_history h WHERE h.at > i.key << 24 AND h.at < (i.key + 1) << 24 ORDER BY h.at DESC LIMIT 1)
        """;

    const string Tables = "durable_instances i JOIN durable_history s ON s.at = i.key << 24";

    const string Filter = """
        i.key > $1 AND ($2 IS NULL OR i.created >= $2) AND ($3 IS NULL OR i.created <= $3)
        AND ($4 IS NULL OR instr($4, ',' || i.status || ',') > 0)
        """;

    public override Task<OrchestrationMetadata?> GetInstancesAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default)
    {
        if (string.IsNullOrEmpty(instanceId))
        {
            throw new ArgumentNullException(nameof(instanceId));
        }

        cancellation.ThrowIfCancellationRequested();
        return Task.FromResult(machine.Database.Read(db => db.Query(
            $"SELECT {Columns} FROM {Tables} WHERE i.id = $1", row => Metadata(row, getInputsAndOutputs), instanceId) is [var found] ? found : null));
    }

    public override Task<OrchestrationMetadata> WaitForInstanceStartAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        WaitAsync(instanceId, getInputsAndOutputs, toItsEnd: false, cancellation);

    public override Task<OrchestrationMetadata> WaitForInstanceCompletionAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        WaitAsync(instanceId, getInputsAndOutputs, toItsEnd: true, cancellation);

    public override AsyncPageable<OrchestrationMetadata> GetAllInstancesAsync(OrchestrationQuery? filter = null)
    {
        var query = filter ?? new();
        return Pageable.Create((token, size, cancellation) =>
        {
            cancellation.ThrowIfCancellationRequested();
            var after = (token ?? query.ContinuationToken) is { } last ? long.Parse(last) : 0;
            var most = size ?? query.PageSize;
            var rows = machine.Database.Read(db => db.Query(
                $"SELECT {Columns} FROM {Tables} WHERE {Filter} AND ($5 IS NULL OR substr(i.id, 1, length($5)) = $5) ORDER BY i.key LIMIT $6",
                row => (Key: row.GetInt64(0), Found: Metadata(row, query.FetchInputsAndOutputs)),
                after, query.CreatedFrom?.UtcTicks, query.CreatedTo?.UtcTicks, StatusList(query.Statuses), query.InstanceIdPrefix, most + 1));
            return Task.FromResult(new Page<OrchestrationMetadata>(
                [.. rows.Take(most).Select(row => row.Found)], rows.Count > most ? rows[most - 1].Key.ToString() : null));
        });
    }

    public override Task<IList<DurableTask.Core.History.HistoryEvent>> GetOrchestrationHistoryAsync(
        string instanceId, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        cancellation.ThrowIfCancellationRequested();
        try
        {
            return Task.FromResult(machine.Database.Read(db =>
            {
                var instance = InstanceStore.Load(db, instanceId)
                    ?? throw new ArgumentException($"An orchestration with the instanceId {instanceId} was not found.");
                var (output, failure) = db.Query(
                    "SELECT output, failure FROM durable_instances WHERE key = $1", row => (Text(row, 0), ReadFailure(row, 1)), instance.Key)[0];
                return HistoryView.From(instance, output, failure);
            }));
        }
        catch (FormatException unreadable)
        {
            throw new InvalidOperationException($"The history of instance '{instanceId}' can't be read.", unreadable);
        }
    }

    public override Task<Page<string>> ListInstanceIdsAsync(
        IEnumerable<OrchestrationRuntimeStatus>? runtimeStatus = null,
        DateTimeOffset? completedTimeFrom = null,
        DateTimeOffset? completedTimeTo = null,
        int pageSize = OrchestrationQuery.DefaultPageSize,
        string? lastInstanceKey = null,
        CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        var rows = machine.Database.Read(db => db.Query(
            """
            SELECT key, id FROM durable_instances WHERE key > $1 AND ($2 IS NULL OR instr($2, ',' || status || ',') > 0)
            AND ($3 IS NULL OR (status IN (1, 3, 5) AND updated >= $3)) AND ($4 IS NULL OR (status IN (1, 3, 5) AND updated <= $4))
            ORDER BY key LIMIT $5
            """,
            row => (Key: row.GetInt64(0), Id: row.GetString(1)),
            lastInstanceKey is null ? 0 : long.Parse(lastInstanceKey), StatusList(runtimeStatus),
            completedTimeFrom?.UtcTicks, completedTimeTo?.UtcTicks, pageSize + 1));
        return Task.FromResult(new Page<string>(
            [.. rows.Take(pageSize).Select(row => row.Id)], rows.Count > pageSize ? rows[pageSize - 1].Key.ToString() : null));
    }

    /// <summary>What <see cref="Filter"/> compares with; null: every status.</summary>
    static string? StatusList(IEnumerable<OrchestrationRuntimeStatus>? statuses) =>
        statuses is null ? null : "," + string.Join(',', statuses.Select(status => (int)status)) + ",";

    async Task<OrchestrationMetadata> WaitAsync(
        string id, bool getInputsAndOutputs, bool toItsEnd, CancellationToken cancellation)
    {
        while (true)
        {
            using var change = waiters.NextChange(id, toItsEnd);
            if (await GetInstancesAsync(id, getInputsAndOutputs, cancellation) is { } found
                && (toItsEnd ? found.IsCompleted : found.RuntimeStatus != OrchestrationRuntimeStatus.Pending))
            {
                return found;
            }

            await change.Task.WaitAsync(cancellation);
        }
    }

    OrchestrationMetadata Metadata(DatabaseRow row, bool getInputsAndOutputs)
    {
        var start = ReadStart(row);
        var failure = ReadFailure(row, 8);
        var episode = row.IsNull(10) ? null : HistoryCodec.EpisodeTime(row.GetBytes(10));
        var updated = Math.Max(row.GetInt64(5), episode?.Ticks ?? 0);
        return new(row.GetString(2), row.GetString(1))
        {
            RuntimeStatus = (OrchestrationRuntimeStatus)row.GetInt32(3),
            CreatedAt = new(row.GetInt64(4), TimeSpan.Zero),
            LastUpdatedAt = new(updated, TimeSpan.Zero),
            DataConverter = getInputsAndOutputs ? Converter : null,
            SerializedInput = getInputsAndOutputs ? start.Input : null,
            SerializedOutput = getInputsAndOutputs ? Text(row, 7) : null,
            SerializedCustomStatus = getInputsAndOutputs ? Text(row, 6) : null,
            FailureDetails = getInputsAndOutputs && failure is not null ? failure.ToDetails() : null,
            Tags = start.Tags ?? (IReadOnlyDictionary<string, string>)ImmutableDictionary<string, string>.Empty,
        };
    }

    /// <summary>Without input and tags where the start can't be read: a listing shows poisoned instances, too.</summary>
    static ExecutionStart ReadStart(DatabaseRow row)
    {
        try
        {
            return HistoryCodec.DecodeStart(row.GetBytes(9));
        }
        catch (FormatException)
        {
            return new(row.GetString(2), "", null);
        }
    }

    static string? Text(DatabaseRow row, int column) => row.IsNull(column) ? null : row.GetString(column);

    static Failure? ReadFailure(DatabaseRow row, int column)
    {
        var events = new List<HistoryEvent>();
        HistoryCodec.Decode(row.IsNull(column) ? [] : row.GetBytes(column), events);
        return events is [TaskFailed failed] ? failed.Failure : null;
    }
}
