using System.Text.Json;
using Azure;
using Azure.Data.Tables;

namespace MemberServices.Tables;

/// <summary>A row that holds a record as JSON, for records that are read whole and never searched by what is in them.</summary>
public sealed class JsonRow : ITableEntity
{
    /// <summary>The longest JSON, in characters. A property of a row holds 64 KiB of UTF-16, which are 32,768.</summary>
    public const int LongestJson = 32_000;

    public string PartitionKey { get; set; } = "";

    public string RowKey { get; set; } = "";

    public DateTimeOffset? Timestamp { get; set; }

    public ETag ETag { get; set; }

    public string Json { get; set; } = "";

    /// <exception cref="ArgumentException">The JSON is longer than <see cref="LongestJson"/>.</exception>
    public static JsonRow Of<T>(string partition, string row, T value)
    {
        var json = JsonSerializer.Serialize(value, JsonSerializerOptions.Web);
        return json.Length <= LongestJson
            ? new JsonRow { PartitionKey = partition, RowKey = row, Json = json }
            : throw new ArgumentException($"This {typeof(T).Name} has {json.Length} characters as JSON, and a row holds {LongestJson} at most.", nameof(value));
    }

    /// <exception cref="JsonException">It is no such record.</exception>
    public T Read<T>() => JsonSerializer.Deserialize<T>(Json, JsonSerializerOptions.Web)
        ?? throw new JsonException($"A row's JSON is null where a {typeof(T).Name} was expected.");
}
