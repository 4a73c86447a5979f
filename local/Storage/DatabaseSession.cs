using Microsoft.Data.Sqlite;

namespace Local;

/// <summary>A connection that prepares each statement once. Parameters are <c>$1</c>, <c>$2</c>, … in order.</summary>
public sealed class DatabaseSession : IDisposable
{
    readonly SqliteConnection connection;
    readonly Dictionary<string, SqliteCommand> prepared = [];
    readonly Dictionary<string, PreparedStatement?> statements = [];

    internal DatabaseSession(SqliteConnection connection) => this.connection = connection;

    /// <summary>Runs a statement and returns the number of rows it changed.</summary>
    public int Execute(string sql, params ReadOnlySpan<object?> values) =>
        Statement(sql, values) is { } statement ? statement.Run(values) : Prepare(sql, values).ExecuteNonQuery();

    /// <summary>The first column of the first row, or default where there is no row or it is NULL.</summary>
    public T? Scalar<T>(string sql, params ReadOnlySpan<object?> values)
    {
        if (typeof(T) == typeof(long) && Statement(sql, values) is { } statement)
        {
            return (T)(object)statement.Number(values);
        }

        using var reader = Prepare(sql, values).ExecuteReader();
        return reader.Read() && !reader.IsDBNull(0) ? reader.GetFieldValue<T>(0) : default;
    }

    /// <summary>Every row, through <paramref name="read"/>.</summary>
    public List<T> Query<T>(string sql, Func<SqliteDataReader, T> read, params ReadOnlySpan<object?> values)
    {
        using var reader = Prepare(sql, values).ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
        {
            rows.Add(read(reader));
        }

        return rows;
    }

    public void Dispose()
    {
        foreach (var statement in statements.Values)
        {
            statement?.Dispose();
        }

        foreach (var command in prepared.Values)
        {
            command.Dispose();
        }

        connection.Dispose();
    }

    /// <summary>Null where the text is several statements, or a value is of a type that ADO.NET has to convert.</summary>
    PreparedStatement? Statement(string sql, ReadOnlySpan<object?> values)
    {
        if (!PreparedStatement.CanBind(values))
        {
            return null;
        }

        if (!statements.TryGetValue(sql, out var statement))
        {
            statements.Add(sql, statement = PreparedStatement.Prepare(connection.Handle!, sql));
        }

        return statement;
    }

    SqliteCommand Prepare(string sql, ReadOnlySpan<object?> values)
    {
        if (!prepared.TryGetValue(sql, out var command))
        {
            command = connection.CreateCommand();
            command.CommandText = sql;
            for (var i = 0; i < values.Length; i++)
            {
                command.Parameters.Add(new SqliteParameter { ParameterName = $"${i + 1}" });
            }

            prepared.Add(sql, command);
        }

        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i] ?? DBNull.Value;
        }

        return command;
    }
}
