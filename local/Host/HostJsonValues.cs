using System.Text.Json;
using System.Text.Json.Serialization;

namespace Local.Host;

/// <summary>One of an enumeration's names, whatever their case. A wrong one is told together with the right ones.</summary>
sealed class HostJsonName<T> : JsonConverter<T> where T : struct, Enum
{
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var text = reader.TokenType == JsonTokenType.String ? reader.GetString()! : null;
        var name = Enum.GetNames<T>().FirstOrDefault(name => name.Equals(text, StringComparison.OrdinalIgnoreCase));
        return name is not null
            ? Enum.Parse<T>(name)
            : throw new JsonException($"one of {string.Join(", ", Enum.GetNames<T>())} is meant.");
    }

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}

/// <summary>A whole number from 1.</summary>
sealed class HostJsonCount : JsonConverter<int>
{
    public override int Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var count) && count > 0
            ? count
            : throw new JsonException("a whole number from 1 is meant.");

    public override void Write(Utf8JsonWriter writer, int value, JsonSerializerOptions options) => writer.WriteNumberValue(value);
}
