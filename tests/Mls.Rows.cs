using System.Globalization;

namespace MemberServices.Tests;

/// <summary>Everything that the app keeps.</summary>
public sealed partial class Mls
{
    /// <summary>Every row of every table, histories and messages included, as text.</summary>
    public IReadOnlySet<string> Rows() => Machine.Database.Read(db =>
    {
        var rows = new HashSet<string>();
        foreach (var table in db.Query("SELECT name FROM sqlite_master WHERE type = 'table'", row => row.GetString(0)))
        {
            rows.UnionWith(db.Query($"SELECT * FROM \"{table}\"", row => $"{table}: " + string.Join(
                " | ", Enumerable.Range(0, row.FieldCount).Select(i => Text(row.GetValue(i))))));
        }

        return rows;
    });

    static string Text(object? value) => value is byte[] bytes
        ? System.Text.Encoding.UTF8.GetString(bytes)
        : Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
}
