using System.Globalization;

namespace Local.Tables;

/// <summary>The types of properties. What has no annotation is a string, a Boolean, an Int32 or a Double, as its JSON shows.</summary>
enum EdmType
{
    None,
    Binary,
    DateTime,
    Double,
    Guid,
    Int64,
}

static class Edm
{
    /// <summary>The type of an annotation's value.</summary>
    /// <exception cref="FormatException">There is no such type.</exception>
    public static EdmType Parse(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("Edm.Binary"u8) ? EdmType.Binary
        : name.SequenceEqual("Edm.DateTime"u8) ? EdmType.DateTime
        : name.SequenceEqual("Edm.Double"u8) ? EdmType.Double
        : name.SequenceEqual("Edm.Guid"u8) ? EdmType.Guid
        : name.SequenceEqual("Edm.Int64"u8) ? EdmType.Int64
        : name.SequenceEqual("Edm.String"u8) || name.SequenceEqual("Edm.Boolean"u8) || name.SequenceEqual("Edm.Int32"u8) ? EdmType.None
        : throw new FormatException("There is no such type as the annotation says.");

    public static string Text(DateTimeOffset moment) =>
        moment.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffffffZ", CultureInfo.InvariantCulture);

    /// <exception cref="FormatException">The text is no date.</exception>
    public static DateTimeOffset Moment(string text) =>
        DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
}
