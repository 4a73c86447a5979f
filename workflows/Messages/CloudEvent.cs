using System.Text.Json;
using MemberServices.Fields;

namespace MemberServices.Messages;

/// <summary>A message in the JSON format of CloudEvents 1.0: https://github.com/cloudevents/spec.</summary>
/// <param name="Id">With <paramref name="Source"/>, what a repeat is recognized by.</param>
/// <param name="Source">Who says it: a URI reference.</param>
/// <param name="Type">What happened or is asked, "enrollment.requested".</param>
/// <param name="Subject">What it is about, or null.</param>
/// <param name="Time">When it happened, or null.</param>
/// <param name="Data">The rest, as the type defines it; an undefined element when there is none.</param>
public sealed record CloudEvent(
    string Id, string Source, string Type, string? Subject, DateTimeOffset? Time, JsonElement Data)
{
    public const string ContentType = "application/cloudevents+json; charset=utf-8";

    /// <summary>Its data, to be read by rules; null: they aren't an object.</summary>
    public FieldReader? ReadFields() => Data.ValueKind == JsonValueKind.Object ? new FieldReader(Data) : null;

    /// <summary>When it happened: now, when it doesn't say. A time that is yet to come is an error of the fields.</summary>
    public DateTimeOffset ReadTime(FieldReader fields, DateTimeOffset now)
    {
        fields.Must(Time is not { } sent || !RecordVersion.IsAhead(sent, now), "time", "The message's time is yet to come: correct the sender's clock.");
        return Time is { } at && at <= now ? at : now;
    }

    /// <summary>The event as JSON.</summary>
    public BinaryData ToJson()
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            writer.WriteString("specversion", "1.0");
            writer.WriteString("id", Id);
            writer.WriteString("source", Source);
            writer.WriteString("type", Type);
            if (Subject is not null)
            {
                writer.WriteString("subject", Subject);
            }

            if (Time is { } time)
            {
                writer.WriteString("time", time);
            }

            if (Data.ValueKind != JsonValueKind.Undefined)
            {
                writer.WriteString("datacontenttype", "application/json");
                writer.WritePropertyName("data");
                Data.WriteTo(writer);
            }

            writer.WriteEndObject();
        }

        return BinaryData.FromBytes(stream.ToArray());
    }
}

/// <summary>A message as it was understood, or why it wasn't.</summary>
/// <param name="Event">Null when there are reasons.</param>
/// <param name="Reasons">Every one, each naming the field.</param>
public sealed record CloudEventReading(CloudEvent? Event, IReadOnlyList<MessageError> Reasons);

/// <summary>The same, with the data as what it must be.</summary>
public sealed record DataReading<T>(CloudEvent? Event, T? Data, IReadOnlyList<MessageError> Reasons) where T : class;

/// <param name="Field">Where: a JSON path without the dollar sign, "data.memberEmail"; "body" for all of it.</param>
/// <param name="Rule">What must be.</param>
public sealed record MessageError(string Field, string Rule)
{
    public static MessageError NotAnObject { get; } = new("data", "must be an object");

    /// <summary>What is wrong in a message's fields.</summary>
    public static IReadOnlyList<MessageError> Of(IReadOnlyList<FieldError> errors) =>
        [.. errors.Select(error => new MessageError(error.Field == "time" ? error.Field : $"data.{error.Field}", error.Message))];

    public override string ToString() => $"{Field}: {Rule}";
}
