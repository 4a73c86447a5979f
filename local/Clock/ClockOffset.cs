namespace Local;

/// <summary>
/// How far the clock is ahead of the system's, kept so that time doesn't go back when the process starts again, however
/// it ended.
/// </summary>
sealed class ClockOffset
{
    static readonly TimeSpan Worth = TimeSpan.FromSeconds(1);

    readonly LocalDatabase database;
    readonly TimeProvider system;
    long noted;

    public ClockOffset(LocalDatabase database, TimeProvider system)
    {
        this.database = database;
        this.system = system;
        database.WriteAsync(db => db.Execute("CREATE TABLE IF NOT EXISTS clock (id INTEGER PRIMARY KEY CHECK (id = 1), ahead INTEGER NOT NULL)"))
            .GetAwaiter().GetResult();
        noted = database.Read(db => db.Scalar<long>("SELECT ahead FROM clock"));
    }

    public TimeSpan Ahead => new(noted);

    /// <summary>Keeps what the clock shows; it is on disk when the method returns.</summary>
    public void Write(DateTimeOffset shown)
    {
        noted = TicksAhead(shown);
        WriteAsync(noted).GetAwaiter().GetResult();
    }

    /// <summary>Keeps what the clock shows; it is on disk before whatever is written from now on.</summary>
    public void Note(DateTimeOffset shown)
    {
        var ahead = TicksAhead(shown);
        if (Math.Abs(ahead - noted) >= Worth.Ticks)
        {
            noted = ahead;
            _ = WriteAsync(ahead);
        }
    }

    async Task WriteAsync(long ahead)
    {
        try
        {
            await database.WriteAsync(db => db.Execute("INSERT OR REPLACE INTO clock VALUES (1, $1)", ahead));
        }
        catch (ObjectDisposedException)
        {
            // The machine was disposed meanwhile, and kept the time then.
        }
    }

    long TicksAhead(DateTimeOffset shown) => Math.Max(0, (shown - system.GetUtcNow()).Ticks);
}
