using System.Text.Json;
using System.Text.Json.Serialization;

namespace MemberServices.Messages;

/// <summary>The data of a domainEvent's event.</summary>
sealed record FactData(
    string? Member, string? Case, string By, string Channel, string Summary, JsonElement? Details = null)
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
    /// <summary>The domainEvent of a message, or why it is none.</summary>
    public static FactReading Read(CloudEvent message)
    {
        var (read, data, reasons) = CloudEventReader.ReadData<FactData>(message, FactData.Json);
        if (read is null || data is null)
        {
            return new FactReading(null, reasons);
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
            ? new FactReading(null, missing)
            : new FactReading(
                new DomainEvent(read.Type, read.Id, read.Time!.Value, data.Member, data.Case, data.By, data.Channel, data.Summary, data.Details), []);
    }
}

/// <summary>A domainEvent, or why there is none; each reason names the field.</summary>
public sealed record FactReading(DomainEvent? DomainEvent, IReadOnlyList<MessageError> Reasons);
