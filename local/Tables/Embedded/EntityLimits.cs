using System.Globalization;
using System.Text;

namespace Local.Tables;

/// <summary>
/// The service's limits. Sizes are of UTF-16: an entity has 4 bytes, its keys, and per property 8 bytes, its name and
/// its value, as "Understanding Windows Azure Storage Billing" counts them.
/// </summary>
static class EntityLimits
{
    public const int PageSize = 1000;
    public const int BatchSize = 100;
    public const int BatchBytes = 4 << 20;
    public const int ValueBytes = 64 << 10;
    public const int OwnProperties = 252;

    const int EntityBytes = 1 << 20;
    const int KeyBytes = 1 << 10;
    const int NameLength = 255;

    public static readonly DateTimeOffset Earliest = new(1601, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static TableRefusal? OfTableName(string name) =>
        name.Length is < 3 or > 63 ? TableRefusal.TableNameLength
        : !name.All(char.IsAsciiLetterOrDigit) || char.IsAsciiDigit(name[0]) || name.Equals("tables", StringComparison.OrdinalIgnoreCase)
            ? TableRefusal.InvalidTableName
        : null;

    public static TableRefusal? OfKeys(string partitionKey, string rowKey) =>
        OfKey("PartitionKey", partitionKey) ?? OfKey("RowKey", rowKey);

    /// <param name="name">A property's name, in UTF-8.</param>
    /// <param name="length">How many characters it has.</param>
    public static TableRefusal? OfName(ReadOnlySpan<byte> name, out int length)
    {
        length = name.Length;
        if (!IsPlainName(name))
        {
            var text = Encoding.UTF8.GetString(name);
            length = text.Length;
            if (!IsName(text))
            {
                return TableRefusal.NameInvalid(text);
            }
        }

        return length > NameLength ? TableRefusal.NameTooLong : null;
    }

    public static TableRefusal? OfSize(string partitionKey, string rowKey, EntityBody body) =>
        SizeOf(partitionKey, rowKey, body) > EntityBytes ? TableRefusal.EntityTooLarge : null;

    public static int SizeOf(string partitionKey, string rowKey, EntityBody? body) =>
        4 + (2 * (partitionKey.Length + rowKey.Length)) + (body?.Size ?? 0);

    static TableRefusal? OfKey(string name, string value) =>
        2 * value.Length > KeyBytes ? TableRefusal.KeyTooLarge
        : value.Any(c => char.IsControl(c) || c is '/' or '\\' or '#' or '?') ? TableRefusal.OutOfRange(name, value)
        : null;

    static bool IsPlainName(ReadOnlySpan<byte> name)
    {
        foreach (var letter in name)
        {
            if (!char.IsAsciiLetterOrDigit((char)letter) && letter != '_')
            {
                return false;
            }
        }

        return name.Length > 0 && !char.IsAsciiDigit((char)name[0]);
    }

    /// <summary>Whether it is an identifier in C#.</summary>
    static bool IsName(string text) => text.Length > 0 && IsLetter(text[0]) && text.All(c => IsLetter(c) || char.GetUnicodeCategory(c)
        is UnicodeCategory.DecimalDigitNumber or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark
        or UnicodeCategory.ConnectorPunctuation or UnicodeCategory.Format);

    static bool IsLetter(char c) => c == '_' || char.IsLetter(c) || char.GetUnicodeCategory(c) == UnicodeCategory.LetterNumber;
}
