using System.Text.Json;

namespace Local.ServiceBus;

/// <summary>Matches a message whose values equal every value that is given here.</summary>
public sealed record CorrelationFilter
{
    public string? ContentType { get; init; }

    public string? CorrelationId { get; init; }

    /// <value>The subject; Service Bus's configuration calls it label.</value>
    public string? Label { get; init; }

    public string? MessageId { get; init; }

    public string? ReplyTo { get; init; }

    public string? ReplyToSessionId { get; init; }

    public string? SessionId { get; init; }

    public string? To { get; init; }

    /// <value>Application properties.</value>
    public IReadOnlyDictionary<string, JsonElement>? Properties { get; init; }

    internal bool Matches(MessageHeaders message) =>
        Same(ContentType, message.ContentType)
        && Same(CorrelationId, message.CorrelationId)
        && Same(Label, message.Subject)
        && Same(MessageId, message.MessageId)
        && Same(ReplyTo, message.ReplyTo)
        && Same(ReplyToSessionId, message.ReplyToSessionId)
        && Same(SessionId, message.SessionId)
        && Same(To, message.To)
        && (Properties is null || Properties.All(wanted => Same(wanted.Value, message.Properties?.GetValueOrDefault(wanted.Key))));

    static bool Same(string? wanted, string? actual) => wanted is null || wanted == actual;

    static bool Same(JsonElement wanted, string? encoded) => encoded is not null && (wanted.ValueKind, PropertyCodec.Decode(encoded)) switch
    {
        (JsonValueKind.String, string text) => wanted.GetString() == text,
        (JsonValueKind.True or JsonValueKind.False, bool flag) => wanted.GetBoolean() == flag,
        (JsonValueKind.Number, IConvertible number and not (string or bool or char or DateTime)) =>
            wanted.GetDouble() == number.ToDouble(System.Globalization.CultureInfo.InvariantCulture),
        _ => false,
    };
}
