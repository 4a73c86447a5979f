using System.Text.Json;
using Azure;
using Azure.Data.Tables;

namespace MemberServices.Tables;

/// <summary>A record as one row: its JSON.</summary>
public sealed class JsonRow : ITableEntity
{
    public string PartitionKey { get; set; } = "";
    public string RowKey { get; set; } = "";
    public DateTimeOffset? Timestamp { get; set; }
    public ETag ETag { get; set; }
    public string Json { get; set; } = "";

    public static JsonRow Of<T>(string partition, string key, T value) =>
        new() { PartitionKey = partition, RowKey = key, Json = JsonSerializer.Serialize(value, JsonSerializerOptions.Web) };

    public T Read<T>() => JsonSerializer.Deserialize<T>(Json, JsonSerializerOptions.Web)!;
}
