namespace Local;

/// <summary>How far the clock is ahead of the system's, kept so that time doesn't go back when the process starts again.</summary>
static class ClockOffset
{
    public static void Prepare(LocalDatabase database) =>
        database.WriteAsync(db => db.Execute("CREATE TABLE IF NOT EXISTS clock (id INTEGER PRIMARY KEY CHECK (id = 1), ahead INTEGER NOT NULL)"))
            .GetAwaiter().GetResult();

    public static TimeSpan Read(LocalDatabase database) =>
        new(database.Read(db => db.Scalar<long>("SELECT ahead FROM clock")));

    public static void Write(LocalDatabase database, TimeSpan ahead) =>
        database.WriteAsync(db => db.Execute("INSERT OR REPLACE INTO clock VALUES (1, $1)", Math.Max(0, ahead.Ticks)))
            .GetAwaiter().GetResult();
}
