using System.Text.Json;

namespace MemberServices.Fields;

/// <summary>
/// Reads the fields of one input by their rules and collects what is wrong with them, in the order in which they are read.
/// Members are found whatever their case; what is missing or null is empty; others are passed over.
/// </summary>
/// <param name="json">An object, whose texts are whole.</param>
public sealed class FieldReader(JsonElement json)
{
    readonly string path = "";
    readonly List<FieldError> errors = [];

    FieldReader(JsonElement json, string path, List<FieldError> errors) : this(json) => (this.path, this.errors) = (path, errors);

    /// <summary>What was wrong with the fields read so far.</summary>
    public IReadOnlyList<FieldError> Errors => errors;

    /// <summary>Whether the field was sent, be it empty or null.</summary>
    public bool Has(string name) => Member(name).ValueKind != JsonValueKind.Undefined;

    /// <summary>A text as it is kept; when something is wrong with it, as it was typed; empty when it is missing.</summary>
    public string Text(string name, FieldRule rule) => Read(name, Find(name), rule);

    /// <summary>The same; null when it is missing.</summary>
    public string? OptionalText(string name, FieldRule rule) => Text(name, rule) is { Length: > 0 } text ? text : null;

    /// <summary>A whole number; null when it is missing, or is none.</summary>
    public int? Integer(string name)
    {
        if (Find(name) is not { } value)
        {
            return null;
        }

        int? number = value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var whole) ? whole : null;
        Must(number is not null, name, "Send a whole number.");
        return number;
    }

    /// <summary>A time with its offset; null when it is missing, or is none.</summary>
    public DateTimeOffset? Time(string name)
    {
        if (Find(name) is not { } value)
        {
            return null;
        }

        DateTimeOffset? time = value.ValueKind == JsonValueKind.String && SentTime.TryParse(value.GetString()!, out var sent) ? sent : null;
        Must(time is not null, name, "Send a time with its offset, such as 2026-03-02T15:00:00Z.");
        return time;
    }

    /// <summary>Yes or no; no when it is missing, or is neither.</summary>
    public bool Flag(string name)
    {
        var value = Find(name);
        Must(value is null or { ValueKind: JsonValueKind.True or JsonValueKind.False }, name, "Send true or false.");
        return value is { ValueKind: JsonValueKind.True };
    }

    /// <summary>A list of texts, each by the rule; none when it is missing.</summary>
    public IReadOnlyList<string> Texts(string name, FieldRule rule) => [.. Items(name).Select((item, i) => Read($"{name}[{i}]", item, rule))];

    /// <summary>An object, with a reader whose errors are told here: "externalRef.id"; null when it is missing.</summary>
    public FieldReader? Object(string name)
    {
        var value = Find(name);
        Must(value is null or { ValueKind: JsonValueKind.Object }, name, "Send an object.");
        return value is { ValueKind: JsonValueKind.Object } read ? new FieldReader(read, $"{path}{name}.", errors) : null;
    }

    /// <summary>A list of objects, each with a reader whose errors are told here: "brokers[1].memberEmail".</summary>
    public IReadOnlyList<FieldReader> Objects(string name)
    {
        var readers = new List<FieldReader>();
        foreach (var (i, item) in Items(name).Index())
        {
            Must(item.ValueKind == JsonValueKind.Object, $"{name}[{i}]", "Send an object.");
            readers.Add(new FieldReader(item, $"{path}{name}[{i}].", errors));
        }

        return readers;
    }

    /// <summary>Notes an error unless a rule holds that only the reader's user can judge. Each field has one error, the first.</summary>
    /// <param name="holds">The rule.</param>
    /// <param name="name">The field's.</param>
    /// <param name="message">A sentence that says what to enter.</param>
    /// <param name="code">The kind of error.</param>
    public void Must(bool holds, string name, string message, string code = FieldCodes.Invalid)
    {
        if (!holds && !errors.Any(error => error.Field == path + name))
        {
            errors.Add(new FieldError(path + name, message, code));
        }
    }

    /// <summary>Notes what a field's rule found, if it found anything.</summary>
    public void Must(string name, FieldProblem? found) => Must(found is null, name, found?.Message ?? "", found?.Code ?? FieldCodes.Invalid);

    /// <summary>A body without the byte order mark that some editors and libraries put in front.</summary>
    public static ReadOnlyMemory<byte> WithoutByteOrderMark(ReadOnlyMemory<byte> body) =>
        body.Span.StartsWith("\uFEFF"u8) ? body["\uFEFF"u8.Length..] : body;

    string Read(string name, JsonElement? value, FieldRule rule)
    {
        if (value is { ValueKind: not JsonValueKind.String })
        {
            Must(false, name, "Send a text.");
            return "";
        }

        var text = rule.Read(value?.GetString() ?? "", out var problem);
        Must(name, problem);
        return text;
    }

    IReadOnlyList<JsonElement> Items(string name)
    {
        var value = Find(name);
        Must(value is null or { ValueKind: JsonValueKind.Array }, name, "Send a list.");
        return value is { ValueKind: JsonValueKind.Array } list ? [.. list.EnumerateArray()] : [];
    }

    JsonElement? Find(string name) => Member(name) is { ValueKind: not (JsonValueKind.Undefined or JsonValueKind.Null) } value ? value : null;

    JsonElement Member(string name) => json.ValueKind == JsonValueKind.Object
        ? json.EnumerateObject().LastOrDefault(member => member.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Value
        : default;
}
