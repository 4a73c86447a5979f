using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.DurableTask.Client;

namespace Local.Durable;

/// <summary>An instance's history outside of the database.</summary>
sealed record RecordedHistory(
    string InstanceId, ExecutionStart Start, OrchestrationRuntimeStatus Status, IReadOnlyList<HistoryEvent> Events)
{
    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter() },
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static RecordedHistory From(LoadedInstance instance) => new(instance.Id, instance.Start, instance.State.Status, instance.History);

    /// <exception cref="JsonException">It isn't what <see cref="ToJson"/> wrote.</exception>
    public static RecordedHistory Parse(string json) => JsonSerializer.Deserialize<RecordedHistory>(json, Json)
        ?? throw new JsonException("There is no history.");

    public string ToJson() => JsonSerializer.Serialize(this, Json);
}
