using Microsoft.Data.Sqlite;

namespace Local;

/// <summary>
/// Moves what is committed from the write-ahead log into the file, on a connection and a thread of its own: the writer
/// would have to stop for it.
/// </summary>
sealed class Checkpoints : IDisposable
{
    /// <summary>Some megabytes of the log.</summary>
    const int WritesBetween = 500;

    readonly DatabaseSession session;
    readonly SemaphoreSlim due = new(0, 1);
    readonly Thread thread;
    volatile bool over;
    int writes;

    /// <param name="session">Of the same file as the writer's.</param>
    public Checkpoints(DatabaseSession session)
    {
        this.session = session;
        thread = new Thread(Run) { IsBackground = true, Name = "LocalDatabase checkpoints" };
        thread.Start();
    }

    /// <summary>The writer has committed so many more.</summary>
    public void Committed(int count)
    {
        writes += count;
        if (writes >= WritesBetween && due.CurrentCount == 0)
        {
            writes = 0;
            due.Release();
        }
    }

    public void Dispose()
    {
        over = true;
        if (due.CurrentCount == 0)
        {
            due.Release();
        }

        thread.Join();
        session.Dispose();
        due.Dispose();
    }

    void Run()
    {
        for (due.Wait(); !over; due.Wait())
        {
            try
            {
                // It waits for nobody; what it can't move yet, the next one does.
                session.Execute("PRAGMA wal_checkpoint(PASSIVE)");
            }
            catch (SqliteException)
            {
                // A full disk: what is in the log stays there, and is as safe.
            }
        }
    }
}
