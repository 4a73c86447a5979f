namespace Local.Durable;

/// <summary>
/// The engine's tables. An instance is one row and a blob per episode; a waiting one is nothing else. What makes an
/// instance run is found by small partial indexes, so that starting up costs what is ready and not what waits.
/// </summary>
static class DurableTables
{
    /// <summary>Episodes per instance: a history row's number is the instance's key and the episode's number together.</summary>
    const int EpisodeBits = 24;

    public const string Ddl = """
        CREATE TABLE IF NOT EXISTS durable_instances (
            key INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            generation INTEGER NOT NULL,
            name TEXT NOT NULL,
            status INTEGER NOT NULL,
            ready INTEGER NOT NULL,
            due INTEGER,
            created INTEGER NOT NULL,
            updated INTEGER NOT NULL,
            custom TEXT,
            output TEXT,
            failure BLOB);
        CREATE INDEX IF NOT EXISTS durable_instances_ready ON durable_instances (key) WHERE ready = 1;
        CREATE INDEX IF NOT EXISTS durable_instances_due ON durable_instances (due) WHERE due IS NOT NULL;
        CREATE TABLE IF NOT EXISTS durable_history (at INTEGER PRIMARY KEY, data BLOB NOT NULL);
        CREATE TABLE IF NOT EXISTS durable_inbox (
            instance INTEGER NOT NULL,
            at INTEGER NOT NULL,
            generation INTEGER NOT NULL,
            data BLOB NOT NULL,
            PRIMARY KEY (instance, at)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS durable_poison (
            at INTEGER PRIMARY KEY, id TEXT NOT NULL, time INTEGER NOT NULL, reason TEXT NOT NULL, data BLOB);
        """;

    /// <summary>When a waiting instance is due next, or null. Where no engine has run there is none.</summary>
    public static DateTimeOffset? NextDue(DatabaseSession db)
    {
        if (db.Scalar<long>("SELECT count(*) FROM sqlite_master WHERE name = 'durable_instances'") == 0)
        {
            return null;
        }

        var due = db.Scalar<long>("SELECT min(due) FROM durable_instances WHERE due IS NOT NULL");
        return due > 0 ? new DateTimeOffset(due, TimeSpan.Zero) : null;
    }

    public static long HistoryRow(long instance, int episode) => (instance << EpisodeBits) | (uint)episode;

    public static int Episode(long historyRow) => (int)(historyRow & ((1 << EpisodeBits) - 1));
}
