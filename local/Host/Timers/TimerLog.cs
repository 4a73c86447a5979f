using Microsoft.Azure.Functions.Worker;

namespace Local.Host;

/// <summary>When each timer ran last and is to run next, so that a run missed while the app was down is made up for.</summary>
sealed class TimerLog
{
    readonly LocalDatabase database;

    public TimerLog(LocalDatabase database)
    {
        this.database = database;
        database.WriteAsync(db => db.Execute("""
            CREATE TABLE IF NOT EXISTS functions_timers (
                name TEXT PRIMARY KEY, schedule TEXT NOT NULL, last INTEGER NOT NULL, next INTEGER NOT NULL, updated INTEGER NOT NULL)
            """)).GetAwaiter().GetResult();
    }

    /// <returns>What is known, or null when the function is new or its schedule has changed.</returns>
    public ScheduleStatus? Read(string function, Schedule schedule) => database.Read(db => db.Query(
        "SELECT last, next, updated FROM functions_timers WHERE name = $1 AND schedule = $2",
        row => new ScheduleStatus { Last = Utc(row.GetInt64(0)), Next = Utc(row.GetInt64(1)), LastUpdated = Utc(row.GetInt64(2)) },
        function, schedule.Text)).SingleOrDefault();

    public Task WriteAsync(string function, Schedule schedule, ScheduleStatus status) => database.WriteAsync(db => db.Execute(
        "INSERT OR REPLACE INTO functions_timers VALUES ($1, $2, $3, $4, $5)",
        function, schedule.Text, status.Last.Ticks, status.Next.Ticks, status.LastUpdated.Ticks));

    static DateTime Utc(long ticks) => new(ticks, DateTimeKind.Utc);
}
