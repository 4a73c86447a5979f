using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Local.Tables;

/// <summary>
/// Reads an entity's JSON property by property, each with the type that is annotated beside it, in front (as the service
/// writes it) or behind (as the client does).
/// </summary>
ref struct PropertyReader
{
    readonly ReadOnlySpan<byte> json;
    Utf8JsonReader reader;
    Utf8JsonReader value;

    /// <exception cref="JsonException">It is no JSON object, here and below.</exception>
    public PropertyReader(ReadOnlySpan<byte> json)
    {
        this.json = json;
        reader = new Utf8JsonReader(json);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException("An entity is a JSON object.");
        }
    }

    static ReadOnlySpan<byte> Suffix => "@odata.type"u8;

    public ReadOnlySpan<byte> Name { get; private set; }

    public EdmType Type { get; private set; }

    public readonly JsonTokenType Token => value.TokenType;

    /// <summary>The value as it is written.</summary>
    public readonly ReadOnlySpan<byte> Raw => json[(int)value.TokenStartIndex..(int)value.BytesConsumed];

    public readonly string? Text => value.GetString();

    /// <summary>How many UTF-16 characters a text has.</summary>
    public readonly int Characters => value.ValueIsEscaped ? Text!.Length : Encoding.UTF8.GetCharCount(value.ValueSpan);

    /// <summary>How many bytes are written here in base64.</summary>
    /// <exception cref="FormatException">It isn't base64.</exception>
    public readonly int Bytes =>
        (value.ValueIsEscaped ? Base64.IsValid(Text, out var length) : Base64.IsValid(value.ValueSpan, out length))
            ? length
            : throw new FormatException("The value isn't base64.");

    public bool Read()
    {
        ReadOnlySpan<byte> annotated = default;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = NameAt(reader);
            if (name.EndsWith(Suffix))
            {
                annotated = name[..^Suffix.Length];
                reader.Read();
                Type = Edm.Parse(reader.ValueSpan);
                continue;
            }

            reader.Read();
            if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
            {
                throw new JsonException("A property is text, a number, true or false.");
            }

            Name = name;
            value = reader;
            Type = annotated.SequenceEqual(name) ? Type : TypeBehind();
            return true;
        }

        return false;
    }

    /// <summary>The value as an object: string, bool, int, long, double, DateTimeOffset, Guid, byte[], or null.</summary>
    /// <exception cref="FormatException">It isn't of its annotated type.</exception>
    public readonly object? Value() => (Type, Token) switch
    {
        (_, JsonTokenType.Null) => null,
        (EdmType.None, JsonTokenType.String) => Text,
        (EdmType.None, JsonTokenType.True) => true,
        (EdmType.None, JsonTokenType.False) => false,
        (EdmType.None, _) => value.TryGetInt32(out var number) ? number : (object)value.GetDouble(),
        (EdmType.Double, JsonTokenType.Number) => value.GetDouble(),
        (EdmType.Double, _) => double.Parse(Text!, CultureInfo.InvariantCulture),
        (EdmType.Int64, JsonTokenType.Number) => value.GetInt64(),
        (EdmType.Int64, _) => long.Parse(Text!, CultureInfo.InvariantCulture),
        (EdmType.DateTime, _) => value.TryGetDateTimeOffset(out var moment) ? moment : Edm.Moment(Text!),
        (EdmType.Guid, _) => Guid.Parse(Text!),
        _ => value.GetBytesFromBase64(),
    };

    EdmType TypeBehind()
    {
        var ahead = reader;
        if (!ahead.Read() || ahead.TokenType != JsonTokenType.PropertyName
            || NameAt(ahead) is var name && !(name.EndsWith(Suffix) && name[..^Suffix.Length].SequenceEqual(Name)))
        {
            return EdmType.None;
        }

        ahead.Read();
        reader = ahead;
        return Edm.Parse(ahead.ValueSpan);
    }

    static ReadOnlySpan<byte> NameAt(Utf8JsonReader reader) =>
        reader.ValueIsEscaped ? Encoding.UTF8.GetBytes(reader.GetString()!) : reader.ValueSpan;
}
