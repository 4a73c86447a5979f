
namespace Local.Tables;

/// <summary>An entity in the store. Its stamp is its timestamp in ticks, which makes its ETag.</summary>
sealed class EntityRow(string partitionKey, string rowKey, long stamp, byte[] json)
{
    Dictionary<string, object?>? properties;

    public string PartitionKey => partitionKey;

    public string RowKey => rowKey;

    public long Stamp => stamp;

    /// <summary>The entity's own properties, as on the wire.</summary>
    public Dictionary<string, object?> Properties => properties ??= WireJson.Read(json);

    public static EntityRow Read(DatabaseRow reader) =>
        new(reader.GetString(0), reader.GetString(1), reader.GetInt64(2), reader.GetBytes(3));

    public static string Tag(long stamp) => $"W/\"datetime'{Uri.EscapeDataString(Edm.Text(Moment(stamp)))}'\"";

    /// <summary>A property's value, typed, or null where the entity has no such property.</summary>
    public object? this[string name] => name switch
    {
        "PartitionKey" => PartitionKey,
        "RowKey" => RowKey,
        "Timestamp" => Moment(Stamp),
        _ => Properties.TryGetValue(name, out var plain) ? Edm.Typed(plain, Edm.TypeOf(Properties, name)) : null,
    };

    /// <param name="select">Names separated by commas, or null for all.</param>
    public Dictionary<string, object?> ToWire(string? select)
    {
        var wire = new Dictionary<string, object?>
        {
            ["odata.etag"] = Tag(Stamp),
            ["PartitionKey"] = PartitionKey,
            ["RowKey"] = RowKey,
            ["Timestamp"] = Edm.Text(Moment(Stamp)),
        };
        foreach (var (name, value) in Properties)
        {
            wire[name] = value;
        }

        if (!string.IsNullOrWhiteSpace(select) && select.Trim() != "*")
        {
            var names = select.Split(',', StringSplitOptions.TrimEntries).ToHashSet();
            foreach (var name in wire.Keys.Where(name => name != "odata.etag" && !names.Contains(name.Replace(Edm.TypeSuffix, ""))).ToArray())
            {
                wire.Remove(name);
            }
        }

        return wire;
    }

    static DateTimeOffset Moment(long stamp) => new(stamp, TimeSpan.Zero);
}
