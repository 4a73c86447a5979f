using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace MemberServices.Policies;

/// <summary>Reads <c>policies.json</c>. Comments are allowed; unknown, missing and repeated members are not.</summary>
public static class PolicyReader
{
    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        PropertyNameCaseInsensitive = false,
        NumberHandling = JsonNumberHandling.Strict,
        ReadCommentHandling = JsonCommentHandling.Skip,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
    };

    /// <exception cref="PolicyException">The file is missing or wrong.</exception>
    public static PolicyFile Load(string path)
    {
        var name = Path.GetFileName(path);
        if (!File.Exists(path))
        {
            throw new PolicyException(name, [new PolicyError("$", $"the file must be beside the app; there is none at {path}")]);
        }

        return Read(File.ReadAllText(path), name);
    }

    /// <param name="json">The file's text.</param>
    /// <param name="name">What the errors call the file.</param>
    /// <exception cref="PolicyException">It is wrong.</exception>
    public static PolicyFile Read(string json, string name = "policies.json")
    {
        using var document = Parse(json, name);
        var errors = new List<PolicyError>();
        var sections = Json.GetTypeInfo(typeof(PolicyFile)).Properties.ToDictionary(p => p.Name);

        // Section by section, so that a wrong member in one doesn't hide the broken rules of another.
        errors.AddRange(PolicyShape.Check(document.RootElement, typeof(PolicyFile), Json));
        foreach (var section in document.RootElement.EnumerateObject())
        {
            if (sections.TryGetValue(section.Name, out var property)
                && !errors.Any(e => e.Path == $"$.{section.Name}" || e.Path.StartsWith($"$.{section.Name}.", StringComparison.Ordinal))
                && section.Value.Deserialize(property.PropertyType, Json) is IPolicySection value)
            {
                var check = new PolicyCheck();
                value.Check(check.At(section.Name));
                errors.AddRange(check.Errors);
            }
        }

        return errors.Count == 0
            ? document.RootElement.Deserialize<PolicyFile>(Json)!
            : throw new PolicyException(name, errors);
    }

    static JsonDocument Parse(string json, string name)
    {
        try
        {
            var document = JsonDocument.Parse(json, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip });
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                return document;
            }

            document.Dispose();
            throw new PolicyException(name, [new PolicyError("$", "must be a JSON object")]);
        }
        catch (JsonException e)
        {
            throw new PolicyException(name, [new PolicyError("$", $"must be JSON: line {e.LineNumber + 1}, column {e.BytePositionInLine + 1} isn't")]);
        }
    }
}
