using System.Text.Json;
using System.Text.RegularExpressions;
using MemberServices.Requests;

namespace MemberServices.Tests.Requests;

/// <summary>The API's document, for tests that compare it with the app.</summary>
static class Documented
{
    const string Json = "application/json", Form = "application/x-www-form-urlencoded";

    public static JsonElement Document { get; } = new ApiDocument().Json;

    /// <summary>Every operation: its method in capitals and its path.</summary>
    public static IReadOnlyList<(string Method, string Path)> Operations { get; } =
    [
        .. from path in Document.GetProperty("paths").EnumerateObject()
           from member in path.Value.EnumerateObject()
           where member.Name != "parameters"
           select (member.Name.ToUpperInvariant(), path.Name),
    ];

    public static JsonElement Operation(string method, string path) =>
        Document.GetProperty("paths").GetProperty(path).GetProperty(method.ToLowerInvariant());

    /// <summary>An operation's parameters, its path's included.</summary>
    public static IEnumerable<JsonElement> Parameters(string method, string path) =>
        from part in new[] { Document.GetProperty("paths").GetProperty(path), Operation(method, path) }
        where part.TryGetProperty("parameters", out _)
        from parameter in part.GetProperty("parameters").EnumerateArray()
        select Resolve(parameter);

    /// <summary>What is documented of an answer, or null.</summary>
    public static JsonElement? Response(string method, string path, int status) =>
        Operation(method, path).GetProperty("responses").TryGetProperty($"{status}", out var response) ? Resolve(response) : null;

    /// <summary>Every body, of requests and answers, by its place.</summary>
    public static IEnumerable<(string Place, JsonElement Body)> Bodies =>
        from operation in Operations
        from content in Contents(operation.Method, operation.Path)
        from body in content.Content.EnumerateObject()
        select ($"{operation.Method} {operation.Path} {content.Place} {body.Name}", body.Value);

    /// <summary>An operation's body as JSON or as a form, or null.</summary>
    public static (bool IsForm, JsonElement Body)? RequestBody(string method, string path) =>
        !Operation(method, path).TryGetProperty("requestBody", out var body) ? null
        : body.GetProperty("content").TryGetProperty(Json, out var json) ? (false, json)
        : (true, body.GetProperty("content").GetProperty(Form));

    /// <summary>A body's or parameter's examples by name; that of <c>example</c> has none.</summary>
    public static IEnumerable<(string Name, JsonElement Value)> Examples(JsonElement described) => described.TryGetProperty("example", out var only)
        ? [("", only)]
        : described.TryGetProperty("examples", out var some) ? some.EnumerateObject().Select(each => (each.Name, each.Value.GetProperty("value"))) : [];

    public static JsonElement Resolve(JsonElement part) => part.TryGetProperty("$ref", out var to)
        ? Resolve(to.GetString()!.Split('/').Skip(1).Aggregate(Document, (at, step) => at.GetProperty(step)))
        : part;

    /// <summary>Where a value isn't what a schema says; a member that the schema doesn't name is one, too.</summary>
    public static IReadOnlyList<string> Misfits(JsonElement schema, JsonElement value, string at = "$")
    {
        schema = Resolve(schema);
        if (schema.TryGetProperty("oneOf", out var choices))
        {
            var misfits = choices.EnumerateArray().Select(choice => Misfits(choice, value, at)).ToList();
            return misfits.Any(each => each.Count == 0) ? [] : misfits[0];
        }

        var types = schema.TryGetProperty("type", out var type) ? Texts(type) : [];
        if (types.Count > 0 && !types.Contains(TypeOf(value)) && !(TypeOf(value) == "integer" && types.Contains("number")))
        {
            return [$"{at} is {TypeOf(value)}, not {string.Join(" or ", types)}"];
        }

        return value.ValueKind switch
        {
            JsonValueKind.Object => [.. OfObject(schema, value, at)],
            JsonValueKind.Array => [.. value.EnumerateArray().SelectMany((item, i) => Misfits(schema.GetProperty("items"), item, $"{at}[{i}]"))],
            JsonValueKind.String => [.. OfText(schema, value.GetString()!, at)],
            _ => [],
        };
    }

    static IEnumerable<string> OfObject(JsonElement schema, JsonElement value, string at)
    {
        var parts = (schema.TryGetProperty("allOf", out var all) ? all.EnumerateArray().Select(Resolve) : []).Append(schema).ToList();
        var members = parts.Where(part => part.TryGetProperty("properties", out _))
            .SelectMany(part => part.GetProperty("properties").EnumerateObject()).ToDictionary(member => member.Name, member => member.Value);
        var required = parts.Where(part => part.TryGetProperty("required", out _)).SelectMany(part => Texts(part.GetProperty("required")));
        var names = value.EnumerateObject().Select(member => member.Name).ToList();
        return members.Count == 0 ? [] :
        [
            .. required.Except(names).Select(name => $"{at}.{name} is missing"),
            .. names.Except(members.Keys).Select(name => $"{at}.{name} isn't documented"),
            .. value.EnumerateObject().Where(member => members.ContainsKey(member.Name))
                .SelectMany(member => Misfits(members[member.Name], member.Value, $"{at}.{member.Name}")),
        ];
    }

    static IEnumerable<string> OfText(JsonElement schema, string text, string at)
    {
        if (schema.TryGetProperty("enum", out var choices) && !Texts(choices).Contains(text))
        {
            yield return $"{at} is \"{text}\", which isn't documented";
        }
        if (schema.TryGetProperty("maxLength", out var longest) && text.Length > longest.GetInt32())
        {
            yield return $"{at} is too long";
        }
        if (schema.TryGetProperty("pattern", out var pattern) && !Regex.IsMatch(text, pattern.GetString()!))
        {
            yield return $"{at} is \"{text}\", which isn't {pattern}";
        }
        if (schema.TryGetProperty("format", out var format) && format.GetString() == "date-time" && !DateTimeOffset.TryParse(text, out _))
        {
            yield return $"{at} is \"{text}\", which isn't a time";
        }
    }

    static IEnumerable<(string Place, JsonElement Content)> Contents(string method, string path)
    {
        var operation = Operation(method, path);
        if (operation.TryGetProperty("requestBody", out var request))
        {
            yield return ("request", request.GetProperty("content"));
        }
        foreach (var response in operation.GetProperty("responses").EnumerateObject())
        {
            if (Resolve(response.Value).TryGetProperty("content", out var content))
            {
                yield return (response.Name, content);
            }
        }
    }

    /// <summary>A text alone, or a list of them.</summary>
    public static IReadOnlyList<string> Texts(JsonElement some) =>
        some.ValueKind == JsonValueKind.Array ? [.. some.EnumerateArray().Select(each => each.GetString()!)] : [some.GetString()!];

    static string TypeOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number => value.TryGetInt64(out _) ? "integer" : "number",
        JsonValueKind.True or JsonValueKind.False => "boolean",
        var kind => kind.ToString().ToLowerInvariant(),
    };
}
