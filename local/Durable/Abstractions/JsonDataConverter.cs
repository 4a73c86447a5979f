using System.Text.Json;

namespace Microsoft.DurableTask.Converters;

/// <summary>System.Text.Json; by default with fields included.</summary>
public class JsonDataConverter(JsonSerializerOptions? options = null) : DataConverter
{
    static readonly JsonSerializerOptions DefaultOptions = new() { IncludeFields = true };

    readonly JsonSerializerOptions options = options ?? DefaultOptions;

    public static JsonDataConverter Default { get; } = new();

    public override string? Serialize(object? value) => value is null ? null : JsonSerializer.Serialize(value, options);

    public override object? Deserialize(string? data, Type targetType) =>
        data is null ? null : JsonSerializer.Deserialize(data, targetType, options);
}
