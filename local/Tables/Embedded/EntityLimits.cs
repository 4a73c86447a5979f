using System.Text.RegularExpressions;

namespace Local.Tables;

/// <summary>
/// The service's limits. Sizes are of UTF-16: an entity has 4 bytes, its keys, and per property 8 bytes, its name and
/// its value, as "Understanding Windows Azure Storage Billing" counts them.
/// </summary>
static partial class EntityLimits
{
    public const int PageSize = 1000;
    public const int BatchSize = 100;
    public const int BatchBytes = 4 << 20;

    const int EntityBytes = 1 << 20;
    const int ValueBytes = 64 << 10;
    const int KeyBytes = 1 << 10;
    const int NameLength = 255;
    const int OwnProperties = 252;

    static readonly DateTimeOffset Earliest = new(1601, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static TableRefusal? OfTableName(string name) =>
        name.Length is < 3 or > 63 ? TableRefusal.TableNameLength
        : !TableName().IsMatch(name) || name.Equals("tables", StringComparison.OrdinalIgnoreCase) ? TableRefusal.InvalidTableName
        : null;

    public static TableRefusal? OfKeys(string partitionKey, string rowKey) =>
        OfKey("PartitionKey", partitionKey) ?? OfKey("RowKey", rowKey);

    /// <param name="properties">The entity's own, typed.</param>
    public static TableRefusal? OfProperties(string partitionKey, string rowKey, IReadOnlyDictionary<string, object> properties)
    {
        if (properties.Count > OwnProperties)
        {
            return TableRefusal.TooManyProperties;
        }

        foreach (var (name, value) in properties)
        {
            var refusal = name.Length > NameLength ? TableRefusal.NameTooLong
                : !PropertyName().IsMatch(name) ? TableRefusal.NameInvalid(name)
                : value is string or byte[] && Size(value) - 4 > ValueBytes ? TableRefusal.ValueTooLarge
                : value is DateTimeOffset moment && moment < Earliest ? TableRefusal.OutOfRange(name, Edm.Text(moment))
                : null;
            if (refusal is not null)
            {
                return refusal;
            }
        }

        return SizeOf(partitionKey, rowKey, properties) > EntityBytes ? TableRefusal.EntityTooLarge : null;
    }

    public static int SizeOf(string partitionKey, string rowKey, IReadOnlyDictionary<string, object> properties) =>
        4 + (2 * (partitionKey.Length + rowKey.Length)) + properties.Sum(property => 8 + (2 * property.Key.Length) + Size(property.Value));

    static int Size(object value) => value switch
    {
        string text => 4 + (2 * text.Length),
        byte[] bytes => 4 + bytes.Length,
        Guid => 16,
        bool => 1,
        int => 4,
        _ => 8,
    };

    static TableRefusal? OfKey(string name, string value) =>
        2 * value.Length > KeyBytes ? TableRefusal.KeyTooLarge
        : ForbiddenInKey().IsMatch(value) ? TableRefusal.OutOfRange(name, value)
        : null;

    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9]*\z")]
    private static partial Regex TableName();

    [GeneratedRegex(@"[/\\#?\u0000-\u001f\u007f-\u009f]")]
    private static partial Regex ForbiddenInKey();

    [GeneratedRegex(@"^[\p{L}\p{Nl}_][\p{L}\p{Nl}\p{Nd}\p{Mn}\p{Mc}\p{Pc}\p{Cf}]*\z")]
    private static partial Regex PropertyName();
}
