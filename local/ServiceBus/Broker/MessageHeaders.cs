using System.Runtime.Serialization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Azure.Messaging.ServiceBus;

namespace Local.ServiceBus;

/// <summary>Everything a message carries beside its body, as it is stored.</summary>
sealed record MessageHeaders
{
    // Service Bus's quotas for the properties of one message.
    const int LargestProperty = 32 * 1024;
    const int LargestProperties = 64 * 1024;

    static readonly JsonSerializerOptions Json = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault };

    public string? MessageId { get; init; }

    public string? SessionId { get; init; }

    public string? Subject { get; init; }

    public string? ContentType { get; init; }

    public string? CorrelationId { get; init; }

    public string? PartitionKey { get; init; }

    public string? ReplyTo { get; init; }

    public string? ReplyToSessionId { get; init; }

    public string? To { get; init; }

    public string? TransactionPartitionKey { get; init; }

    /// <value>The sender's time to live in ticks; 0 where it set none.</value>
    public long TimeToLive { get; init; }

    /// <value>When the sender wanted it to be enqueued, in UTC ticks; 0 where it didn't say.</value>
    public long Scheduled { get; init; }

    /// <value>Application properties, encoded by <see cref="PropertyCodec"/>.</value>
    public Dictionary<string, string>? Properties { get; init; }

    /// <exception cref="SerializationException">A property has a type that can't travel, or the properties are too large.</exception>
    public static MessageHeaders Of(ServiceBusMessage message)
    {
        if (message.ApplicationProperties.Any(property => MessageSize.OfProperty(property.Value) > LargestProperty)
            || message.ApplicationProperties.Sum(property => property.Key.Length + MessageSize.OfProperty(property.Value)) > LargestProperties)
        {
            throw new SerializationException("A message's properties have at most 32 KB each and 64 KB together.");
        }

        return new MessageHeaders
        {
            MessageId = message.MessageId,
            SessionId = message.SessionId,
            Subject = message.Subject,
            ContentType = message.ContentType,
            CorrelationId = message.CorrelationId,
            PartitionKey = message.PartitionKey,
            ReplyTo = message.ReplyTo,
            ReplyToSessionId = message.ReplyToSessionId,
            To = message.To,
            TransactionPartitionKey = message.TransactionPartitionKey,
            TimeToLive = message.TimeToLive == TimeSpan.MaxValue ? 0 : message.TimeToLive.Ticks,
            Scheduled = message.ScheduledEnqueueTime.Ticks,
            Properties = message.ApplicationProperties is { Count: > 0 } properties
                ? properties.ToDictionary(property => property.Key, property => PropertyCodec.Encode(property.Value))
                : null,
        };
    }

    public static MessageHeaders Read(string json) => JsonSerializer.Deserialize<MessageHeaders>(json, Json)!;

    public string Write() => JsonSerializer.Serialize(this, Json);

    public MessageHeaders With(IDictionary<string, object> changes)
    {
        var properties = new Dictionary<string, string>(Properties ?? []);
        foreach (var (name, value) in changes)
        {
            properties[name] = PropertyCodec.Encode(value);
        }

        return this with { Properties = properties };
    }

    public Dictionary<string, object?> DecodedProperties() =>
        Properties?.ToDictionary(property => property.Key, property => PropertyCodec.Decode(property.Value)) ?? [];
}
