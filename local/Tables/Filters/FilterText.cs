using System.Globalization;
using System.Text;

namespace Local.Tables;

/// <summary>Values as literals of a filter, as Azure.Data.Tables' TableOdataFilter writes them.</summary>
static class FilterText
{
    public static string? From(FormattableString? filter) =>
        filter is null ? null : string.Format(CultureInfo.InvariantCulture, filter.Format, [.. filter.GetArguments().Select(Literal)]);

    /// <exception cref="ArgumentException">Tables have no such type.</exception>
    public static string Literal(object? value) => value switch
    {
        null => "null",
        bool flag => flag ? "true" : "false",
        long or ulong => string.Create(CultureInfo.InvariantCulture, $"{value}L"),
        sbyte or byte or short or ushort or int or uint or decimal or float or double =>
            Convert.ToString(value, CultureInfo.InvariantCulture)!,
        Guid guid => $"guid'{guid}'",
        byte[] bytes => $"X'{Convert.ToHexString(bytes)}'",
        BinaryData data => $"X'{Convert.ToHexString(data)}'",
        DateTimeOffset moment => Moment(moment.UtcDateTime),
        DateTime moment => Moment(moment.ToUniversalTime()),
        string or char or StringBuilder => $"'{value.ToString()!.Replace("'", "''")}'",
        _ => throw new ArgumentException($"Unable to convert argument from type {value.GetType()} to an OData literal."),
    };

    static string Moment(DateTime utc) => $"datetime'{utc.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFFK", CultureInfo.InvariantCulture)}'";
}
