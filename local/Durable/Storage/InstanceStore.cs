using Microsoft.DurableTask.Client;

namespace Local.Durable;

/// <summary>Reads and writes instances, their history and their inboxes.</summary>
sealed class InstanceStore
{
    long lastKey;
    long lastMessage;

    /// <summary>Makes the tables and goes on counting where the last process ended.</summary>
    public void Prepare(DatabaseSession db)
    {
        db.Execute(DurableTables.Ddl);
        lastKey = db.Scalar<long>("SELECT max(key) FROM durable_instances");
        lastMessage = db.Scalar<long>("SELECT max(at) FROM durable_inbox");
    }

    /// <summary>Inserts an instance that waits for its first episode.</summary>
    /// <returns>Null when there is one with that id.</returns>
    public LoadedInstance? TryCreate(DatabaseSession db, string id, ExecutionStart start, DateTime? due, DateTime now)
    {
        var key = Interlocked.Increment(ref lastKey);

        // A number that no earlier instance with this key had: messages to that one must not reach this one.
        var generation = Random.Shared.Next(1, int.MaxValue / 2);
        var added = db.Execute(
            "INSERT INTO durable_instances (key, id, generation, name, status, ready, due, created, updated) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8) ON CONFLICT (id) DO NOTHING",
            key, id, generation, start.Name, (int)OrchestrationRuntimeStatus.Pending, due is null ? 1 : 0, due?.Ticks, now.Ticks);
        if (added == 0)
        {
            return null;
        }

        db.Execute("INSERT INTO durable_history VALUES ($1, $2)", DurableTables.HistoryRow(key, 0), HistoryCodec.Encode(start));
        return new(key, id) { Generation = generation, Start = start, State = new(OrchestrationRuntimeStatus.Pending, due is null, due, null) };
    }

    /// <summary>The key and status of the instance with this id.</summary>
    public static (long Key, OrchestrationRuntimeStatus Status)? Find(DatabaseSession db, string id)
    {
        var found = db.Query(
            "SELECT key, status FROM durable_instances WHERE id = $1",
            row => (row.GetInt64(0), (OrchestrationRuntimeStatus)row.GetInt32(1)), id);
        return found.Count == 0 ? null : found[0];
    }

    /// <summary>Puts a message into the inbox of the instance with this id, unless there is none or it is over.</summary>
    public Delivery? Send(DatabaseSession db, string id, HistoryEvent happened) =>
        Find(db, id) is { } found && !new InstanceState(found.Status, false, null, null).IsOver
            ? Put(db, found.Key, 0, happened)
            : null;

    /// <summary>Puts a message into the inbox of an execution, unless that is over.</summary>
    public Delivery? Send(DatabaseSession db, ExecutionKey execution, HistoryEvent happened)
    {
        var alive = db.Scalar<long>(
            "SELECT count(*) FROM durable_instances WHERE key = $1 AND generation = $2 AND status NOT IN (1, 3, 5)",
            execution.Instance, execution.Generation);
        return alive == 1 ? Put(db, execution.Instance, execution.Generation, happened) : null;
    }

    public Delivery Put(DatabaseSession db, long key, int generation, HistoryEvent happened)
    {
        var at = Interlocked.Increment(ref lastMessage);
        db.Execute("INSERT INTO durable_inbox VALUES ($1, $2, $3, $4)", key, at, generation, HistoryCodec.Encode(happened));
        return new(key, new(at, generation, happened));
    }

    public static void Delete(DatabaseSession db, long key)
    {
        db.Execute("DELETE FROM durable_instances WHERE key = $1", key);
        DeleteHistory(db, key);
        db.Execute("DELETE FROM durable_inbox WHERE instance = $1", key);
    }

    public static void DeleteHistory(DatabaseSession db, long key) => db.Execute(
        "DELETE FROM durable_history WHERE at >= $1 AND at < $2", DurableTables.HistoryRow(key, 0), DurableTables.HistoryRow(key + 1, 0));

    /// <inheritdoc cref="Load(DatabaseSession, long)"/>
    public static LoadedInstance? Load(DatabaseSession db, string id) => Find(db, id) is { } found ? Load(db, found.Key) : null;

    /// <summary>The sub-orchestration that a step began; null: it began none, or that was purged or replaced.</summary>
    public static LoadedInstance? Child(DatabaseSession db, LoadedInstance parent, Step step) =>
        step is ChildCreated created && Load(db, created.InstanceId) is { Start.Parent: { } link } child
        && link.Execution == parent.Execution && link.StepId == step.Id ? child : null;

    /// <summary>Leaves of a history what <paramref name="stays"/> says.</summary>
    public static void RewriteHistory(DatabaseSession db, long key, Predicate<HistoryEvent> stays)
    {
        foreach (var (at, data) in Blobs(db, key).Skip(1))
        {
            var events = new List<HistoryEvent>();
            HistoryCodec.Decode(data, events);
            if (events.RemoveAll(happened => !stays(happened)) > 0)
            {
                db.Execute("UPDATE durable_history SET data = $2 WHERE at = $1", at, HistoryCodec.Encode(events));
            }
        }
    }

    /// <returns>Null when there is no such instance.</returns>
    /// <exception cref="FormatException">Its history can't be read.</exception>
    public static LoadedInstance? Load(DatabaseSession db, long key)
    {
        var blobs = Blobs(db, key);
        if (blobs.Count == 0 || ReadRow(db, key) is not { } row)
        {
            return null;
        }

        var instance = new LoadedInstance(key, row.Id)
        {
            Generation = row.Generation,
            Start = HistoryCodec.DecodeStart(blobs[0].Data),
            State = row.State,
            NextEpisode = DurableTables.Episode(blobs[^1].At) + 1,
        };
        foreach (var (_, data) in blobs.Skip(1))
        {
            HistoryCodec.Decode(data, instance.History);
        }

        return instance;
    }

    static List<(long At, byte[] Data)> Blobs(DatabaseSession db, long key) => db.Query(
        "SELECT at, data FROM durable_history WHERE at >= $1 AND at < $2 ORDER BY at",
        row => (At: row.GetInt64(0), Data: row.GetBytes(1)),
        DurableTables.HistoryRow(key, 0), DurableTables.HistoryRow(key + 1, 0));

    public static List<Message> Inbox(DatabaseSession db, long key) => db.Query(
        "SELECT at, generation, data FROM durable_inbox WHERE instance = $1 ORDER BY at", row => ReadMessage(row, 0), key);

    public static Message ReadMessage(DatabaseRow row, int column)
    {
        var events = new List<HistoryEvent>();
        try
        {
            HistoryCodec.Decode(row.GetBytes(column + 2), events);
        }
        catch (FormatException)
        {
            events.Clear();
        }

        return new(row.GetInt64(column), row.GetInt32(column + 1), events.Count == 1 ? events[0] : null);
    }

    /// <summary>What is needed to fail an instance whose history can't be read.</summary>
    public static InstanceRow? ReadRow(DatabaseSession db, long key) => db.Query(
        "SELECT id, generation, name, status, ready, due, custom FROM durable_instances WHERE key = $1",
        row => new InstanceRow(
            row.GetString(0), row.GetInt32(1), row.GetString(2),
            new(
                (OrchestrationRuntimeStatus)row.GetInt32(3),
                row.GetInt32(4) == 1,
                row.IsNull(5) ? null : new DateTime(row.GetInt64(5), DateTimeKind.Utc),
                row.IsNull(6) ? null : row.GetString(6))),
        key) is [var found] ? found : null;
}

sealed record InstanceRow(string Id, int Generation, string Name, InstanceState State);
