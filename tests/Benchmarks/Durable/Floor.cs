using System.Diagnostics;
using Microsoft.Data.Sqlite;

namespace Benchmarks.Durable;

/// <summary>What an engine is compared with: a plain loop that does one transaction per action on a file.</summary>
static class Floor
{
    /// <summary>Pieces of work per second, each of some actions.</summary>
    public static double PerSecond(string folder, int actionsEach, int seconds = 2)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(folder, "floor.db")};Pooling=false");
        connection.Open();
        Execute("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE actions (id INTEGER PRIMARY KEY, data TEXT)");
        var watch = Stopwatch.StartNew();
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
}
