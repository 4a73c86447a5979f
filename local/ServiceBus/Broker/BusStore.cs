
namespace Local.ServiceBus;

enum StoredState
{
    Active,
    Deferred,
    Scheduled,
}

/// <summary>A stored message. <c>Queue</c> is its entity's path, times are UTC ticks, and locks aren't stored: they end with the process.</summary>
sealed record StoredMessage(
    long SequenceNumber,
    string Queue,
    StoredState State,
    int Deliveries,
    long Enqueued,
    long Expires,
    string? Reason,
    string? Description,
    string Headers,
    byte[] Body);

/// <summary>The broker's tables.</summary>
static class BusStore
{
    const string Columns = "seq, queue, state, deliveries, enqueued, expires, reason, description, headers, body";

    public static void Prepare(DatabaseSession db)
    {
        // AUTOINCREMENT, because a sequence number is never used again.
        db.Execute("""
            CREATE TABLE IF NOT EXISTS bus_message (
              seq INTEGER PRIMARY KEY AUTOINCREMENT,
              queue TEXT NOT NULL,
              state INTEGER NOT NULL,
              deliveries INTEGER NOT NULL,
              enqueued INTEGER NOT NULL,
              expires INTEGER NOT NULL,
              session TEXT,
              reason TEXT,
              description TEXT,
              headers TEXT NOT NULL,
              body BLOB NOT NULL)
            """);
        db.Execute("""
            CREATE TABLE IF NOT EXISTS bus_seen (
              entity TEXT NOT NULL, id TEXT NOT NULL, until INTEGER NOT NULL, PRIMARY KEY (entity, id)) WITHOUT ROWID
            """);
        db.Execute("CREATE INDEX IF NOT EXISTS bus_seen_until ON bus_seen (until)");
        db.Execute("""
            CREATE TABLE IF NOT EXISTS bus_session (
              queue TEXT NOT NULL, id TEXT NOT NULL, state BLOB NOT NULL, PRIMARY KEY (queue, id)) WITHOUT ROWID
            """);
    }

    /// <summary>Remembers a message id until <paramref name="until"/>.</summary>
    /// <returns>False where it is already remembered.</returns>
    public static bool Remember(DatabaseSession db, string entity, string id, long now, long until) =>
        db.Execute(
            """
            INSERT INTO bus_seen (entity, id, until) VALUES ($1, $2, $3)
            ON CONFLICT DO UPDATE SET until = excluded.until WHERE until <= $4
            """,
            entity, id, until, now) == 1;

    /// <summary>Forgets ids whose time is over: some with each send, so that no send pays for many.</summary>
    public static void Forget(DatabaseSession db, long now) => db.Execute(
        "DELETE FROM bus_seen WHERE (entity, id) IN (SELECT entity, id FROM bus_seen WHERE until <= $1 ORDER BY until LIMIT 20)", now);

    public static long Add(DatabaseSession db, string queue, StoredState state, long enqueued, long expires, string? session, string? reason, string headers, byte[] body) =>
        db.Scalar<long>(
            """
            INSERT INTO bus_message (queue, state, deliveries, enqueued, expires, session, reason, headers, body)
            VALUES ($1, $2, 0, $3, $4, $5, $6, $7, $8) RETURNING seq
            """,
            queue, (int)state, enqueued, expires, session, reason, headers, body);

    /// <summary>Counts a delivery and returns the message.</summary>
    public static StoredMessage? Deliver(DatabaseSession db, long number) => One(
        db.Query($"UPDATE bus_message SET deliveries = deliveries + 1 WHERE seq = $1 RETURNING {Columns}", Read, number));

    /// <summary>Removes a message and returns it.</summary>
    public static StoredMessage? Take(DatabaseSession db, long number) => One(
        db.Query($"DELETE FROM bus_message WHERE seq = $1 RETURNING {Columns}", Read, number));

    public static void Delete(DatabaseSession db, long number) => db.Execute("DELETE FROM bus_message WHERE seq = $1", number);

    public static void Defer(DatabaseSession db, long number) =>
        db.Execute("UPDATE bus_message SET state = $2 WHERE seq = $1", number, (int)StoredState.Deferred);

    public static void DeadLetter(DatabaseSession db, long number, string queue, string? reason, string? description) =>
        db.Execute(
            "UPDATE bus_message SET queue = $2, state = 0, reason = $3, description = $4 WHERE seq = $1", number, queue, reason, description);

    public static void Change(DatabaseSession db, long number, IDictionary<string, object>? changes)
    {
        if (changes is { Count: > 0 } && db.Scalar<string>("SELECT headers FROM bus_message WHERE seq = $1", number) is { } headers)
        {
            db.Execute("UPDATE bus_message SET headers = $2 WHERE seq = $1", number, MessageHeaders.Read(headers).With(changes).Write());
        }
    }

    public static List<StoredMessage> From(DatabaseSession db, string queue, string? session, long number, int most) => db.Query(
        $"SELECT {Columns} FROM bus_message WHERE queue = $1 AND seq >= $2 AND ($3 IS NULL OR session = $3) ORDER BY seq LIMIT $4",
        Read, queue, number, session, most);

    /// <summary>Every message's place, in order: all that memory holds of them.</summary>
    public static List<StoredPlace> Places(DatabaseSession db) => db.Query(
        "SELECT seq, queue, state, deliveries, enqueued, expires, session FROM bus_message ORDER BY seq",
        row => new StoredPlace(
            row.GetInt64(0), row.GetString(1), (StoredState)row.GetInt32(2), row.GetInt32(3), row.GetInt64(4), row.GetInt64(5), Text(row, 6)));

    public static byte[]? SessionState(DatabaseSession db, string queue, string id) =>
        db.Scalar<byte[]>("SELECT state FROM bus_session WHERE queue = $1 AND id = $2", queue, id);

    public static void SetSessionState(DatabaseSession db, string queue, string id, byte[]? state)
    {
        if (state is null)
        {
            db.Execute("DELETE FROM bus_session WHERE queue = $1 AND id = $2", queue, id);
        }
        else
        {
            db.Execute("INSERT OR REPLACE INTO bus_session (queue, id, state) VALUES ($1, $2, $3)", queue, id, state);
        }
    }

    static StoredMessage? One(List<StoredMessage> rows) => rows is [var row] ? row : null;

    static StoredMessage Read(DatabaseRow row) => new(
        row.GetInt64(0), row.GetString(1), (StoredState)row.GetInt32(2), row.GetInt32(3), row.GetInt64(4), row.GetInt64(5),
        Text(row, 6), Text(row, 7), row.GetString(8), row.GetBytes(9));

    static string? Text(DatabaseRow row, int column) => row.IsNull(column) ? null : row.GetString(column);
}

sealed record StoredPlace(long SequenceNumber, string Queue, StoredState State, int Deliveries, long Enqueued, long Expires, string? SessionId);
