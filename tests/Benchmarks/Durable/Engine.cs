using Local;
using Local.Durable;
using Microsoft.Data.Sqlite;
using Microsoft.DurableTask;

namespace Benchmarks.Durable;

/// <summary>An engine on a file, with the clock of the system, and the naive floor to compare it with.</summary>
static class Engine
{
    public static async Task<LocalEdition> StartAsync(string folder, Action<DurableTaskRegistry> tasks)
    {
        var edition = new LocalEdition(folder, speed: 1);
        var registry = new DurableTaskRegistry();
        tasks(registry);
        var engine = edition.Part<DurableEngine>();
        engine.Add(registry);
        await engine.StartAsync();
        return edition;
    }

    public static Task<int> EndAsync(this LocalEdition edition, string id) => EndAsync(edition.Part<DurableEngine>(), id);

    /// <summary>Pieces of work per second of a plain loop that does one transaction per action on a file.</summary>
    public static double NaiveFloor(string folder, int actionsEach, int seconds = 2)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(folder, "floor.db")};Pooling=false");
        connection.Open();
        Execute("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE actions (id INTEGER PRIMARY KEY, data TEXT)");
        var watch = System.Diagnostics.Stopwatch.StartNew();
        var actions = 0;
        for (; watch.Elapsed.TotalSeconds < seconds; actions++)
        {
            Execute("INSERT INTO actions (data) VALUES ('an action of some length, as a row of history would have it')");
        }

        return actions / watch.Elapsed.TotalSeconds / actionsEach;

        void Execute(string sql)
        {
            using var command = connection.CreateCommand();
            command.CommandText = sql;
            command.ExecuteNonQuery();
        }
    }

    static async Task<int> EndAsync(DurableEngine engine, string id)
    {
        var ended = await engine.Client.WaitForInstanceCompletionAsync(id, true);
        return ended.ReadOutputAs<int>();
    }
}
