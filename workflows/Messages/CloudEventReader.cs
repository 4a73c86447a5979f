using System.Text.Json;
using MemberServices.Fields;

namespace MemberServices.Messages;

/// <summary>Understands what other systems send.</summary>
public static class CloudEventReader
{
    /// <summary>Event Grid's source is the whole id of an Azure resource, its subject has an address in it.</summary>
    const int MaxText = 512;

    static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <summary>Reads a message's body. Extension attributes are passed over.</summary>
    public static CloudEventReading Read(BinaryData body)
    {
        JsonElement json;
        try
        {
            using var document = JsonDocument.Parse(FieldReader.WithoutByteOrderMark(body.ToMemory()), Strict);
            json = document.RootElement.Clone();
            ReadTexts(json);
        }
        catch (JsonException e)
        {
            return Refused(new MessageError("body", $"must be JSON with each member once (line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1})"));
        }
        catch (InvalidOperationException)
        {
            return Refused(new MessageError("body", "must be UTF-8 with whole characters"));
        }

        return json.ValueKind == JsonValueKind.Object
            ? ReadAttributes(json)
            : Refused(new MessageError("body", "must be a JSON object: one CloudEvent, not a batch"));
    }

    /// <summary>Reads a body whose data is a <typeparamref name="T"/>: the members that it must have, others are passed over.</summary>
    /// <param name="body">The message's.</param>
    /// <param name="json">How a <typeparamref name="T"/> is written.</param>
    public static DataReading<T> Read<T>(BinaryData body, JsonSerializerOptions json) where T : class
    {
        var (read, reasons) = Read(body);
        return read is null ? new DataReading<T>(null, null, reasons) : ReadData<T>(read, json);
    }

    /// <summary>Reads the data of a message that is read but for that.</summary>
    /// <inheritdoc cref="Read{T}"/>
    public static DataReading<T> ReadData<T>(CloudEvent read, JsonSerializerOptions json) where T : class
    {
        try
        {
            return read.Data.ValueKind == JsonValueKind.Object
                ? new DataReading<T>(read, read.Data.Deserialize<T>(json), [])
                : new DataReading<T>(null, null, [new MessageError("data", "must be a JSON object")]);
        }
        catch (JsonException e)
        {
            // The path is "$" when members are missing; the message names them, and no values.
            var field = "data" + (e.Path ?? "$")[1..];
            return new DataReading<T>(null, null, [new MessageError(field, e.Path is null or "$" ? e.Message : "isn't what it must be")]);
        }
    }

    static CloudEventReading ReadAttributes(JsonElement json)
    {
        var reasons = new List<MessageError>();
        var version = Text(json, "specversion", reasons, required: true);
        if (version is not (null or "1.0"))
        {
            reasons.Add(new MessageError("specversion", "must be \"1.0\""));
        }

        var id = Text(json, "id", reasons, required: true, DeterministicId.MaxLength);
        var source = Text(json, "source", reasons, required: true);
        if (source is not null && !Uri.TryCreate(source, UriKind.RelativeOrAbsolute, out _))
        {
            reasons.Add(new MessageError("source", "must be a URI reference, such as \"/finance\""));
        }

        var type = Text(json, "type", reasons, required: true);
        var subject = Text(json, "subject", reasons, required: false);
        var time = Time(Text(json, "time", reasons, required: false), reasons);
        var contentType = Text(json, "datacontenttype", reasons, required: false);
        if (contentType is not null && !IsJson(contentType))
        {
            reasons.Add(new MessageError("datacontenttype", "must be application/json, or left out"));
        }

        if (json.TryGetProperty("data_base64", out _))
        {
            reasons.Add(new MessageError("data_base64", "isn't understood: send JSON in \"data\""));
        }

        json.TryGetProperty("data", out var data);
        return reasons.Count > 0 ? new CloudEventReading(null, reasons) : new CloudEventReading(
            new CloudEvent(id!, source!, type!, subject, time, data), []);
    }

    static string? Text(JsonElement json, string name, List<MessageError> reasons, bool required, int maxLength = MaxText)
    {
        if (!json.TryGetProperty(name, out var value) || (!required && value.ValueKind == JsonValueKind.Null))
        {
            if (required)
            {
                reasons.Add(new MessageError(name, "must be there"));
            }

            return null;
        }

        if (value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text
            && text.Length <= maxLength && !text.Any(char.IsControl))
        {
            return text;
        }

        reasons.Add(new MessageError(name, $"must be a text of 1 to {maxLength} characters without control characters"));
        return null;
    }

    static DateTimeOffset? Time(string? text, List<MessageError> reasons)
    {
        if (text is null)
        {
            return null;
        }

        if (SentTime.TryParse(text, out var time))
        {
            return time;
        }

        reasons.Add(new MessageError("time", "must be a time with its offset, such as \"2026-03-02T09:00:00Z\""));
        return null;
    }

    static bool IsJson(string contentType)
    {
        var mediaType = contentType.Split(';')[0].Trim();
        return mediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
            || mediaType.EndsWith("+json", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The parser leaves texts alone until they are read; whoever reads them later must not meet a broken one.</summary>
    static void ReadTexts(JsonElement json)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.String:
                json.GetString();
                break;
            case JsonValueKind.Array:
                foreach (var item in json.EnumerateArray())
                {
                    ReadTexts(item);
                }

                break;
            case JsonValueKind.Object:
                foreach (var member in json.EnumerateObject())
                {
                    _ = member.Name;
                    ReadTexts(member.Value);
                }

                break;
        }
    }

    static CloudEventReading Refused(MessageError reason) => new(null, [reason]);
}
