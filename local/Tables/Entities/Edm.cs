using System.Globalization;

namespace Local.Tables;

/// <summary>The types of properties, by their names on the wire.</summary>
static class Edm
{
    public const string TypeSuffix = "@odata.type";
    public const string Binary = "Edm.Binary";
    public const string DateTime = "Edm.DateTime";
    public const string Double = "Edm.Double";
    public const string Guid = "Edm.Guid";
    public const string Int64 = "Edm.Int64";

    public static string Text(DateTimeOffset moment) =>
        moment.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffffffZ", CultureInfo.InvariantCulture);

    public static DateTimeOffset Moment(string text) =>
        DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);

    public static string? TypeOf(Dictionary<string, object?> wire, string name) => wire.GetValueOrDefault(name + TypeSuffix) as string;

    /// <summary>A value on the wire as the type it is annotated with.</summary>
    /// <exception cref="FormatException">The text isn't of that type.</exception>
    /// <exception cref="NotSupportedException">There is no such type.</exception>
    public static object? Typed(object? plain, string? type) => (type, plain) switch
    {
        (null, _) or (_, null) => plain,
        (Binary, string text) => Convert.FromBase64String(text),
        (DateTime, string text) => Moment(text),
        (Guid, string text) => System.Guid.Parse(text),
        (Int64, string text) => long.Parse(text, CultureInfo.InvariantCulture),
        (Double, string text) => double.Parse(text, CultureInfo.InvariantCulture),
        (Double, IConvertible number) => number.ToDouble(CultureInfo.InvariantCulture),
        (Int64, int number) => (long)number,
        ("Edm.String" or "Edm.Boolean" or "Edm.Int32", _) => plain,
        _ => throw new NotSupportedException($"Not supported type {type}"),
    };
}
