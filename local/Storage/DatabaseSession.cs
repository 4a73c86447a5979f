using Microsoft.Data.Sqlite;

namespace Local;

/// <summary>A connection that prepares each statement once. Parameters are <c>$1</c>, <c>$2</c>, … in order.</summary>
/// <remarks>What fails throws a <see cref="SqliteException"/>.</remarks>
public sealed class DatabaseSession : IDisposable
{
    readonly SqliteConnection connection;
    readonly Dictionary<string, PreparedStatement> prepared = [];

    internal DatabaseSession(SqliteConnection connection) => this.connection = connection;

    /// <summary>Runs one or several statements and returns the number of rows they changed.</summary>
    public int Execute(string sql, params ReadOnlySpan<object?> values) => Prepare(sql).Run(values);

    /// <summary>The first column of the first row, or default where there is no row or it is NULL.</summary>
    public T? Scalar<T>(string sql, params ReadOnlySpan<object?> values) =>
        Prepare(sql).First(values, static row => row.GetValue(0) is T value ? value : default);

    /// <summary>Every row, through <paramref name="read"/>.</summary>
    public List<T> Query<T>(string sql, Func<DatabaseRow, T> read, params ReadOnlySpan<object?> values) => Prepare(sql).All(values, read);

    public void Dispose()
    {
        foreach (var statement in prepared.Values)
        {
            statement.Dispose();
        }

        connection.Dispose();
    }

    PreparedStatement Prepare(string sql)
    {
        if (!prepared.TryGetValue(sql, out var statement))
        {
            prepared.Add(sql, statement = new PreparedStatement(connection.Handle!, sql));
        }

        return statement;
    }
}
