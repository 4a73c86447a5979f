using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace Local;

/// <summary>
/// One SQLite file with one writer. Callers hand over their writes; the writer commits as many as wait in one
/// transaction (write-ahead log, synchronous=FULL), and a caller's task ends when its write is on disk.
/// </summary>
public sealed class LocalDatabase : IDisposable
{
    const int LargestBatch = 1024;
    const int LargestBacklog = 16 * LargestBatch;

    readonly BlockingCollection<PendingWrite> pending = new(LargestBacklog);
    readonly ConcurrentBag<DatabaseSession> readers = [];
    readonly string? file;
    readonly FileStream? held;
    readonly DatabaseSession writer;
    readonly Checkpoints? checkpoints;
    readonly Lock writing = new();
    readonly Thread thread;

    /// <param name="file">The database's path, or null to keep everything in memory.</param>
    /// <exception cref="DataInUseException">It is open already, in this process or another.</exception>
    public LocalDatabase(string? file)
    {
        SQLitePCL.Batteries_V2.Init();
        this.file = file;
        if (file is not null && Path.GetDirectoryName(Path.GetFullPath(file)) is { } folder)
        {
            Directory.CreateDirectory(folder);
            held = Hold(file);
        }

        writer = Open(SqliteOpenMode.ReadWriteCreate);
        writer.Execute("PRAGMA journal_mode=WAL");
        writer.Execute("PRAGMA synchronous=FULL");

        // While it never rests, the checkpoints beside it leave a little each time, and the log grows. At some 32 MB the
        // writer moves that little itself, and begins the log anew: the next start reads what is in it.
        writer.Execute("PRAGMA wal_autocheckpoint=8000");
        checkpoints = file is null ? null : new(Open(SqliteOpenMode.ReadWrite));
        thread = new Thread(WriteLoop) { IsBackground = true, Name = "LocalDatabase writer" };
        thread.Start();
    }

    /// <summary>
    /// Runs <paramref name="work"/> inside the writer's next transaction. It may run twice (a neighbor in the batch
    /// failed and everybody is tried again alone), so it changes nothing but the database.
    /// </summary>
    /// <returns>What the work returned, once committed.</returns>
    /// <exception cref="SqliteException">The write or its commit failed; nothing of it was kept.</exception>
    /// <exception cref="ObjectDisposedException">The database is closed.</exception>
    public Task<T> WriteAsync<T>(Func<DatabaseSession, T> work) => WriteAsync(work, null);

    /// <inheritdoc cref="WriteAsync{T}(Func{DatabaseSession, T})"/>
    /// <param name="committed">Told the result on the writer's thread, in the order of the commits. It must be short.</param>
    public Task<T> WriteAsync<T>(Func<DatabaseSession, T> work, Action<T>? committed)
    {
        var write = new PendingWrite<T>(work, committed);
        try
        {
            pending.Add(write);
        }
        catch (InvalidOperationException)
        {
            throw new ObjectDisposedException(nameof(LocalDatabase));
        }

        return write.Task;
    }

    /// <inheritdoc cref="WriteAsync{T}(Func{DatabaseSession, T})"/>
    public Task WriteAsync(Action<DatabaseSession> work) => WriteAsync(session =>
    {
        work(session);
        return true;
    });

    /// <summary>Runs <paramref name="work"/> on a snapshot of what is committed.</summary>
    public T Read<T>(Func<DatabaseSession, T> work)
    {
        if (file is null)
        {
            lock (writing)
            {
                return work(writer);
            }
        }

        if (!readers.TryTake(out var session))
        {
            session = Open(SqliteOpenMode.ReadOnly);
        }

        try
        {
            session.Execute("BEGIN");
            try
            {
                return work(session);
            }
            finally
            {
                session.Execute("COMMIT");
            }
        }
        finally
        {
            readers.Add(session);
        }
    }

    /// <summary>Commits what waits, then closes the file.</summary>
    public void Dispose()
    {
        if (pending.IsAddingCompleted)
        {
            return;
        }

        pending.CompleteAdding();
        thread.Join();
        checkpoints?.Dispose();
        while (readers.TryTake(out var reader))
        {
            reader.Dispose();
        }

        // In memory, whoever reads uses it.
        lock (writing)
        {
            writer.Dispose();
        }

        pending.Dispose();
        held?.Dispose();
    }

    /// <summary>Two processes would both run what is stored, each from its own memory.</summary>
    static FileStream Hold(string file)
    {
        try
        {
            // The system lets go of it when the process ends, however it ends.
            return new FileStream(file + "-lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException exception) when (File.Exists(file + "-lock"))
        {
            throw new DataInUseException($"'{file}' is in use by another process, or elsewhere in this one.", exception);
        }
    }

    DatabaseSession Open(SqliteOpenMode mode)
    {
        var text = new SqliteConnectionStringBuilder
        {
            DataSource = file ?? ":memory:",
            Mode = file is null ? SqliteOpenMode.Memory : mode,
            Pooling = false,
        };
        var connection = new SqliteConnection(text.ToString());
        connection.Open();
        var session = new DatabaseSession(connection);
        session.Execute("PRAGMA busy_timeout=30000");
        return session;
    }

    void WriteLoop()
    {
        var batch = new List<PendingWrite>(LargestBatch);
        while (TryTake(batch))
        {
            Commit(batch);
            batch.Clear();
        }
    }

    /// <summary>Waits for a write and takes what has come.</summary>
    bool TryTake(List<PendingWrite> batch)
    {
        if (!pending.TryTake(out var write, Timeout.Infinite))
        {
            return false;
        }

        batch.Add(write);
        while (batch.Count < LargestBatch && pending.TryTake(out write))
        {
            batch.Add(write);
        }

        return true;
    }

    void Commit(List<PendingWrite> batch)
    {
        lock (writing)
        {
            if (!TryCommit(batch, out var failure))
            {
                CommitEachAlone(batch, failure!);
            }
        }

        checkpoints?.Committed(batch.Count);
        foreach (var write in batch)
        {
            write.Finish();
        }
    }

    bool TryCommit(List<PendingWrite> batch, out Exception? failure)
    {
        try
        {
            writer.Execute("BEGIN IMMEDIATE");
            foreach (var write in batch)
            {
                write.Run(writer);
            }

            writer.Execute("COMMIT");
            failure = null;
            return true;
        }
        catch (Exception exception)
        {
            RollBack();
            failure = exception;
            return false;
        }
    }

    void CommitEachAlone(List<PendingWrite> batch, Exception failure)
    {
        if (batch is [var only])
        {
            only.Fail(failure);
            return;
        }

        foreach (var write in batch)
        {
            if (!TryCommit([write], out var own))
            {
                write.Fail(own!);
            }
        }
    }

    void RollBack()
    {
        try
        {
            writer.Execute("ROLLBACK");
        }
        catch (SqliteException)
        {
            // SQLite rolled back by itself, as it does when the disk is full.
        }
    }
}
