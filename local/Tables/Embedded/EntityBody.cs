using System.Text;
using System.Text.Json;

namespace Local.Tables;

/// <summary>
/// An entity's own properties as JSON, in the form in which they are kept and answered: without its keys and what is
/// null, a double with a point in it, types that JSON hasn't annotated in front of the value.
/// </summary>
/// <param name="PartitionKey">As it stands among the properties, or null.</param>
/// <param name="RowKey">As it stands among the properties, or null.</param>
/// <param name="Size">Of the properties, as <see cref="EntityLimits"/> counts it.</param>
sealed record EntityBody(string? PartitionKey, string? RowKey, byte[] Json, int Size)
{
    /// <summary>Takes what a client sent, or says why it is refused.</summary>
    public static TableRefusal? Parse(ReadOnlySpan<byte> sent, out EntityBody body)
    {
        body = null!;
        try
        {
            var parse = new Parsing(sent.Length);
            var refusal = parse.Read(sent);
            body = parse.ToBody();
            return refusal;
        }
        catch (Exception exception) when (exception is JsonException or FormatException or InvalidOperationException)
        {
            return TableRefusal.InvalidInput(exception.Message);
        }
    }

    /// <summary>These properties, and those kept earlier that aren't among them.</summary>
    public TableRefusal? MergeInto(ReadOnlySpan<byte> kept, out EntityBody merged)
    {
        var names = new HashSet<string>();
        var own = new PropertyReader(Json);
        while (own.Read())
        {
            names.Add(Encoding.UTF8.GetString(own.Name));
        }

        var all = new PropertyBuffer(kept.Length + Json.Length);
        var earlier = new PropertyReader(kept);
        while (earlier.Read())
        {
            if (!names.Contains(Encoding.UTF8.GetString(earlier.Name)))
            {
                all.Add(earlier.Name, earlier.Type, earlier.Raw);
            }
        }

        own = new PropertyReader(Json);
        while (own.Read())
        {
            all.Add(own.Name, own.Type, own.Raw);
        }

        return Parse(all.ToJson(), out merged);
    }

    ref struct Parsing(int length)
    {
        readonly PropertyBuffer kept = new(length);
        string? partitionKey;
        string? rowKey;
        int count;
        int size;

        public TableRefusal? Read(ReadOnlySpan<byte> sent)
        {
            var property = new PropertyReader(sent);
            TableRefusal? refusal = null;
            while (refusal is null && property.Read())
            {
                if (property.Name.SequenceEqual("PartitionKey"u8))
                {
                    partitionKey = property.Text;
                }
                else if (property.Name.SequenceEqual("RowKey"u8))
                {
                    rowKey = property.Text;
                }
                else if (property.Token != JsonTokenType.Null
                    && !property.Name.SequenceEqual("Timestamp"u8) && !property.Name.StartsWith("odata."u8))
                {
                    refusal = ++count > EntityLimits.OwnProperties ? TableRefusal.TooManyProperties : Add(property);
                }
            }

            return refusal;
        }

        public readonly EntityBody ToBody() => new(partitionKey, rowKey, kept.ToJson(), size);

        TableRefusal? Add(PropertyReader property)
        {
            var bytes = 0;
            var refusal = EntityLimits.OfName(property.Name, out var characters) ?? PropertyValue.Add(property, kept, out bytes);
            size += 8 + (2 * characters) + bytes;
            return refusal;
        }
    }
}
