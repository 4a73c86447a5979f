using System.Globalization;

namespace Azure.Data.Tables;

/// <summary>An entity as a dictionary of its properties.</summary>
public sealed partial class TableEntity : ITableEntity
{
    const string EtagKey = "odata.etag";

    readonly Dictionary<string, object?> properties;

    public TableEntity()
        : this(null)
    {
    }

    public TableEntity(string partitionKey, string rowKey)
        : this(null)
    {
        PartitionKey = partitionKey;
        RowKey = rowKey;
    }

    public string PartitionKey
    {
        get => GetString(nameof(PartitionKey))!;
        set => properties[nameof(PartitionKey)] = value;
    }

    public string RowKey
    {
        get => GetString(nameof(RowKey))!;
        set => properties[nameof(RowKey)] = value;
    }

    public DateTimeOffset? Timestamp
    {
        get => GetDateTimeOffset(nameof(Timestamp));
        set => properties[nameof(Timestamp)] = value;
    }

    public ETag ETag
    {
        get => new(GetString(EtagKey)!);
        set => properties[EtagKey] = value.ToString();
    }

    /// <exception cref="InvalidOperationException">The property has another type, here and below.</exception>
    public string? GetString(string key) => Get<string>(key);

    public byte[]? GetBinary(string key) => GetBinaryData(key)?.ToArray();

    public BinaryData? GetBinaryData(string key) => Get(key) is byte[] bytes ? BinaryData.FromBytes(bytes) : Get<BinaryData>(key);

    public bool? GetBoolean(string key) => Get<bool?>(key);

    public DateTime? GetDateTime(string key) => Get(key) is DateTimeOffset moment ? moment.UtcDateTime : Get<DateTime?>(key);

    public DateTimeOffset? GetDateTimeOffset(string key) =>
        Get(key) is DateTime moment ? new DateTimeOffset(moment.ToUniversalTime()) : Get<DateTimeOffset?>(key);

    public double? GetDouble(string key) => Get<double?>(key);

    public Guid? GetGuid(string key) => Get<Guid?>(key);

    public int? GetInt32(string key) => Get<int?>(key);

    public long? GetInt64(string key) => Get<long?>(key);

    object? Get(string key)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        return properties.GetValueOrDefault(key);
    }

    T? Get<T>(string key) => Get(key) switch
    {
        null => default,
        T value => value,
        var other => throw new InvalidOperationException($"Cannot return {typeof(T)} type for a {other.GetType()} typed property."),
    };

    void Set(string key, object? value)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        properties[key] = value is not null && properties.GetValueOrDefault(key) is { } existing ? Coerce(existing, value) : value;
    }

    /// <summary>A property keeps its type: a narrower number is widened, and only an int may become wider.</summary>
    static object Coerce(object existing, object value) => (existing, value) switch
    {
        _ when existing.GetType().IsInstanceOfType(value) => value,
        (int, long or double) => value,
        (double, int number) => (double)number,
        (long, int number) => (long)number,
        (string, DateTime moment) => moment.ToString("o", CultureInfo.InvariantCulture),
        (string, DateTimeOffset moment) => moment.ToString("o", CultureInfo.InvariantCulture),
        _ => throw new InvalidOperationException(
            $"Value ({existing.GetType()}) {existing} is not convertable to ({value.GetType()}) {value}."),
    };
}
