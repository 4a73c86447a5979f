using System.Text.Json;
using System.Text.Json.Serialization;

namespace MemberServices.Messages;

/// <summary>The data of an event message.</summary>
sealed record DomainEventData(
    string? MemberKey, string? Case, string By, string Channel, string Summary, JsonElement? Details = null)
{
    public static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        RespectNullableAnnotations = true,
    };
}

/// <summary>Understands the events of the topic.</summary>
public static class DomainEventReader
{
    /// <summary>The event of a message, or why it is none.</summary>
    public static DomainEventReading Read(CloudEvent message)
    {
        var (read, data, reasons) = CloudEventReader.ReadData<DomainEventData>(message, DomainEventData.Json);
        if (read is null || data is null)
        {
            return new DomainEventReading(null, reasons);
        }

        var missing = new (string Field, string? Value)[] { ("by", data.By), ("channel", data.Channel), ("summary", data.Summary) }
            .Where(member => member.Value is null)
            .Select(member => new MessageError("data." + member.Field, "must be there"))
            .ToList();
        if (read.Time is null)
        {
            missing.Add(new MessageError("time", "must be there"));
        }

        return missing.Count > 0
            ? new DomainEventReading(null, missing)
            : new DomainEventReading(
                new DomainEvent(read.Type, read.Id, read.Time!.Value, data.MemberKey, data.Case, data.By, data.Channel, data.Summary, data.Details), []);
    }
}

/// <summary>An event, or why there is none; each reason names the field.</summary>
public sealed record DomainEventReading(DomainEvent? DomainEvent, IReadOnlyList<MessageError> Reasons);
