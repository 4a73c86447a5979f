using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using MemberServices.Policies;

namespace MemberServices.Tests.Policies;

/// <summary>
/// Makes <c>policies.schema.json</c> of the records that the file is read into: their members, the limits that stand at them
/// (<see cref="PolicyLimits"/>), and what their summaries say.
/// </summary>
static partial class PolicySchema
{
    public static readonly string File = Path.Combine(Repository.Root, "policies.schema.json");

    static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    static readonly Lazy<Dictionary<string, XElement>> Documentation = new(() => new[] { typeof(IPolicySection), typeof(PolicyFile) }
        .Select(type => Path.ChangeExtension(type.Assembly.Location, ".xml"))
        .SelectMany(file => XDocument.Load(file).Descendants("member"))
        .ToDictionary(member => member.Attribute("name")!.Value));

    public static string Text()
    {
        var schema = PolicyReader.Options.GetJsonSchemaAsNode(
            typeof(PolicyFile), new JsonSchemaExporterOptions { TreatNullObliviousAsNonNullable = true, TransformSchemaNode = Describe }).AsObject();
        schema.Insert(0, "$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.Insert(1, "title", "policies.json of member services");
        return schema.ToJsonString(Indented).ReplaceLineEndings("\n") + "\n";
    }

    static JsonArray NamesOf(Type @enum) => [.. Enum.GetValues(@enum).Cast<object>().Select(value => JsonSerializer.SerializeToNode(value, @enum, PolicyReader.Options))];

    static JsonObject Describe(JsonSchemaExporterContext context, JsonNode node)
    {
        // What a converter of its own reads, such as an enumeration's names, the exporter leaves open.
        var schema = node as JsonObject ?? [];
        var type = Nullable.GetUnderlyingType(context.TypeInfo.Type) ?? context.TypeInfo.Type;
        if (type.IsEnum)
        {
            schema["enum"] = NamesOf(type);
        }
        else if (context.TypeInfo.ElementType is { IsEnum: true } listed)
        {
            schema["items"] = new JsonObject { ["enum"] = NamesOf(listed) };
        }
        if (schema.ContainsKey("properties"))
        {
            schema["additionalProperties"] = false;
        }
        if (context.PropertyInfo is { } property)
        {
            foreach (var limit in PolicyLimits.Of(property))
            {
                Limit(schema, limit);
            }
        }

        if (Summary(context) is { } summary)
        {
            schema.Insert(0, "description", summary);
        }
        return schema;
    }

    static void Limit(JsonObject schema, ValidationAttribute limit)
    {
        var (isList, isText, isMap) = (schema.ContainsKey("items"), Is(schema, "string"), schema["additionalProperties"] is JsonObject);
        switch (limit)
        {
            case RangeAttribute range:
                var numbers = isList ? schema["items"]!.AsObject() : schema;
                numbers["minimum"] = JsonSerializer.SerializeToNode(range.Minimum);
                numbers["maximum"] = JsonSerializer.SerializeToNode(range.Maximum);
                break;
            case LengthAttribute length when isText:
                (schema["minLength"], schema["maxLength"]) = (length.MinimumLength, length.MaximumLength);
                // Spaces are no text.
                schema["pattern"] = @"\S";
                break;
            case LengthAttribute length:
                var (least, most) = isList ? ("minItems", "maxItems") : ("minProperties", "maxProperties");
                (schema[least], schema[most]) = (length.MinimumLength, length.MaximumLength);
                break;
            case RegularExpressionAttribute form when isMap:
                schema["propertyNames"] = new JsonObject { ["pattern"] = PolicyLimits.Whole(form) };
                break;
            case RegularExpressionAttribute form:
                schema["pattern"] = PolicyLimits.Whole(form);
                break;
            default:
                throw new NotSupportedException($"The schema has no word for {limit.GetType().Name}.");
        }
    }

    static bool Is(JsonObject schema, string type) =>
        schema["type"] is JsonArray types ? types.Any(each => (string?)each == type) : (string?)schema["type"] == type;

    /// <summary>What the member's summary says; else, its type's, or that of what it is a list of.</summary>
    static string? Summary(JsonSchemaExporterContext context)
    {
        if (context.PropertyInfo is not { AttributeProvider: PropertyInfo property })
        {
            return context.Path.IsEmpty ? OfType(context.TypeInfo.Type) : null;
        }

        var owner = property.DeclaringType!;
        return Words(Documentation.Value.GetValueOrDefault($"P:{owner.FullName}.{property.Name}")?.Element("summary"))
            ?? Words(Documentation.Value.GetValueOrDefault($"T:{owner.FullName}")?.Elements("param").FirstOrDefault(each => each.Attribute("name")!.Value == property.Name))
            ?? OfType(context.TypeInfo.ElementType ?? context.TypeInfo.Type);
    }

    static string? OfType(Type type) => Words(Documentation.Value.GetValueOrDefault($"T:{type.FullName}")?.Element("summary"));

    static string? Words(XElement? documentation)
    {
        if (documentation is null)
        {
            return null;
        }

        var words = new XElement(documentation);
        foreach (var reference in words.Descendants("see").ToList())
        {
            // "P:Namespace.Type.Member" is the member as JSON names it.
            var name = reference.Attribute("cref")?.Value.Split('.')[^1] ?? reference.Value;
            reference.ReplaceWith(JsonNamingPolicy.CamelCase.ConvertName(name));
        }
        return Spaces().Replace(words.Value, " ").Trim() is { Length: > 0 } text ? text : null;
    }

    [GeneratedRegex(@"\s+")] private static partial Regex Spaces();
}
