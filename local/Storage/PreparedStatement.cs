using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Local;

/// <summary>
/// A statement on SQLite's own interface: what runs thousands of times a second is spared the command, reader and
/// parameter objects of ADO.NET.
/// </summary>
sealed class PreparedStatement : IDisposable
{
    readonly sqlite3 connection;
    readonly sqlite3_stmt statement;
    readonly int[] places;

    /// <summary>What follows it in the same text, and may only be understood once it has run.</summary>
    readonly string rest;
    PreparedStatement? next;

    /// <exception cref="SqliteException">The statement is wrong.</exception>
    public PreparedStatement(sqlite3 connection, string sql)
    {
        this.connection = connection;
        SqliteException.ThrowExceptionForRC(raw.sqlite3_prepare_v2(connection, sql, out statement, out rest), connection);

        // SQLite counts named parameters in the order in which the text has them: $2 may come before $1.
        var count = raw.sqlite3_bind_parameter_count(statement);
        places = [.. Enumerable.Range(1, count).Select(number => raw.sqlite3_bind_parameter_index(statement, $"${number}"))];
    }

    /// <summary>Runs it, and those after it, to the end.</summary>
    /// <returns>The number of rows that were changed.</returns>
    /// <exception cref="SqliteException">It failed.</exception>
    public int Run(ReadOnlySpan<object?> values)
    {
        var before = raw.sqlite3_total_changes(connection);
        try
        {
            Bind(values);
            while (Step())
            {
            }
        }
        finally
        {
            Reset();
        }

        var changes = raw.sqlite3_total_changes(connection) - before;
        return string.IsNullOrWhiteSpace(rest) ? changes : changes + (next ??= new(connection, rest)).Run(values);
    }

    /// <summary>Its first row, or default where there is none.</summary>
    /// <exception cref="SqliteException">It failed.</exception>
    public T? First<T>(ReadOnlySpan<object?> values, Func<DatabaseRow, T> read)
    {
        try
        {
            Bind(values);
            return Step() ? read(new DatabaseRow(statement)) : default;
        }
        finally
        {
            Reset();
        }
    }

    /// <exception cref="SqliteException">It failed.</exception>
    public List<T> All<T>(ReadOnlySpan<object?> values, Func<DatabaseRow, T> read)
    {
        var rows = new List<T>();
        try
        {
            Bind(values);
            while (Step())
            {
                rows.Add(read(new DatabaseRow(statement)));
            }
        }
        finally
        {
            Reset();
        }

        return rows;
    }

    public void Dispose()
    {
        next?.Dispose();
        statement.Dispose();
    }

    void Bind(ReadOnlySpan<object?> values)
    {
        for (var i = 0; i < places.Length; i++)
        {
            var at = places[i];
            var code = values[i] switch
            {
                null => raw.sqlite3_bind_null(statement, at),
                string text => raw.sqlite3_bind_text(statement, at, text),
                long number => raw.sqlite3_bind_int64(statement, at, number),
                int number => raw.sqlite3_bind_int64(statement, at, number),
                bool flag => raw.sqlite3_bind_int64(statement, at, flag ? 1 : 0),
                byte[] { Length: 0 } => raw.sqlite3_bind_zeroblob(statement, at, 0),
                byte[] data => raw.sqlite3_bind_blob(statement, at, data),
                var other => throw new ArgumentException($"A {other.GetType()} can't be bound."),
            };
            SqliteException.ThrowExceptionForRC(code, connection);
        }
    }

    bool Step()
    {
        var code = raw.sqlite3_step(statement);
        if (code is raw.SQLITE_ROW or raw.SQLITE_DONE)
        {
            return code == raw.SQLITE_ROW;
        }

        SqliteException.ThrowExceptionForRC(code, connection);
        return false;
    }

    // The code of a reset repeats that of the step before, which was thrown.
    void Reset()
    {
        raw.sqlite3_reset(statement);
        raw.sqlite3_clear_bindings(statement);
    }
}
