using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Local;

/// <summary>
/// One statement on SQLite's own interface: what a database session runs most is spared the command, reader and parameter
/// objects of ADO.NET.
/// </summary>
sealed class PreparedStatement : IDisposable
{
    readonly sqlite3 connection;
    readonly sqlite3_stmt statement;
    readonly int[] places;

    PreparedStatement(sqlite3 connection, sqlite3_stmt statement)
    {
        this.connection = connection;
        this.statement = statement;

        // SQLite counts named parameters in the order in which the text has them: $2 may come before $1.
        var count = raw.sqlite3_bind_parameter_count(statement);
        places = [.. Enumerable.Range(1, count).Select(number => raw.sqlite3_bind_parameter_index(statement, $"${number}"))];
    }

    /// <returns>Null when the text is several statements.</returns>
    /// <exception cref="SqliteException">The statement is wrong.</exception>
    public static PreparedStatement? Prepare(sqlite3 connection, string sql)
    {
        SqliteException.ThrowExceptionForRC(raw.sqlite3_prepare_v2(connection, sql, out var statement, out var tail), connection);
        if (string.IsNullOrWhiteSpace(tail))
        {
            return new(connection, statement);
        }

        statement.Dispose();
        return null;
    }

    public static bool CanBind(ReadOnlySpan<object?> values)
    {
        foreach (var value in values)
        {
            if (value is not (null or string or long or int or bool or byte[]))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Runs it to its end.</summary>
    /// <returns>The number of rows it changed.</returns>
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

        return raw.sqlite3_total_changes(connection) - before;
    }

    /// <summary>The first column of the first row; 0 where there is no row or it is NULL.</summary>
    /// <exception cref="SqliteException">It failed.</exception>
    public long Number(ReadOnlySpan<object?> values)
    {
        try
        {
            Bind(values);
            return Step() ? raw.sqlite3_column_int64(statement, 0) : 0;
        }
        finally
        {
            Reset();
        }
    }

    public void Dispose() => statement.Dispose();

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
