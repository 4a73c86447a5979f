using System.Text.Json;
using System.Text.Json.Serialization;

namespace MemberServices.Cases;

/// <summary>
/// Reads and writes <see cref="EnumNames{T}"/>, as values and as keys. Anything else is refused with a text that lists
/// the right names; the framework's own converter refuses it without one and takes numbers.
/// </summary>
public sealed class EnumNameConverter<T> : JsonConverter<T> where T : struct, Enum
{
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        FromName(reader.TokenType == JsonTokenType.String ? reader.GetString() : null);

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        writer.WriteStringValue(EnumNames<T>.Of(value));

    public override T ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        FromName(reader.GetString());

    public override void WriteAsPropertyName(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        writer.WritePropertyName(EnumNames<T>.Of(value));

    static T FromName(string? name) =>
        EnumNames<T>.TryParse(name, out var value) ? value : throw new JsonException(EnumNames<T>.Rule);
}
