using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Local.Tables;

/// <summary>An entity in the store. Its stamp is its timestamp in ticks, which makes its ETag.</summary>
sealed class EntityRow(string partitionKey, string rowKey, long stamp, byte[] json)
{
    public string PartitionKey => partitionKey;

    public string RowKey => rowKey;

    public long Stamp => stamp;

    /// <summary>See <see cref="EntityBody.Json"/>.</summary>
    public byte[] Json => json;

    public static EntityRow Read(DatabaseRow reader) =>
        new(reader.GetString(0), reader.GetString(1), reader.GetInt64(2), reader.GetBytes(3));

    public static string Tag(long stamp) => $"W/\"datetime'{Uri.EscapeDataString(Edm.Text(Moment(stamp)))}'\"";

    /// <summary>A property's value, typed, or null where the entity has no such property.</summary>
    public object? this[string name] => name switch
    {
        "PartitionKey" => PartitionKey,
        "RowKey" => RowKey,
        "Timestamp" => Moment(Stamp),
        _ => Find(name),
    };

    /// <summary>Writes it as it is answered, with the annotations of "minimalmetadata".</summary>
    /// <param name="writer">Writes to <paramref name="buffer"/>, too.</param>
    /// <param name="select">The names of the properties to write; null: all.</param>
    /// <param name="metadata">Where its description would be, where it is answered alone.</param>
    public void Write(ArrayBufferWriter<byte> buffer, Utf8JsonWriter writer, IReadOnlySet<string>? select, string? metadata = null)
    {
        writer.Reset();
        writer.WriteStartObject();
        if (metadata is not null)
        {
            writer.WriteString("odata.metadata"u8, metadata);
        }

        writer.WriteString("odata.etag"u8, Tag(Stamp));
        if (select?.Contains("PartitionKey") != false)
        {
            writer.WriteString("PartitionKey"u8, PartitionKey);
        }

        if (select?.Contains("RowKey") != false)
        {
            writer.WriteString("RowKey"u8, RowKey);
        }

        if (select?.Contains("Timestamp") != false)
        {
            writer.WriteString("Timestamp"u8, Edm.Text(Moment(Stamp)));
        }

        writer.Flush();
        var own = select is null ? json : Selected(select);
        if (own.Length > 2)
        {
            buffer.Write(","u8);
        }

        buffer.Write(own.AsSpan(1));
    }

    byte[] Selected(IReadOnlySet<string> names)
    {
        var selected = new PropertyBuffer(json.Length);
        var property = new PropertyReader(json);
        while (property.Read())
        {
            if (names.Contains(Encoding.UTF8.GetString(property.Name)))
            {
                selected.Add(property.Name, property.Type, property.Raw);
            }
        }

        return selected.ToJson();
    }

    object? Find(string name)
    {
        Span<byte> utf8 = stackalloc byte[Encoding.UTF8.GetMaxByteCount(name.Length)];
        utf8 = utf8[..Encoding.UTF8.GetBytes(name, utf8)];
        var property = new PropertyReader(json);
        while (property.Read())
        {
            if (property.Name.SequenceEqual(utf8))
            {
                return property.Value();
            }
        }

        return null;
    }

    static DateTimeOffset Moment(long stamp) => new(stamp, TimeSpan.Zero);
}
