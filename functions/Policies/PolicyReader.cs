using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using MemberServices.Calendar;

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

    /// <summary>How the file is read: for whoever makes its schema.</summary>
    public static JsonSerializerOptions Options => Json;

    /// <exception cref="PolicyException">The file is missing or wrong, or one that it names is.</exception>
    public static PolicyFile Load(string path)
    {
        var name = Path.GetFileName(path);
        return File.Exists(path)
            ? Read(File.ReadAllText(path), name, Path.GetDirectoryName(Path.GetFullPath(path)))
            : throw new PolicyException(name, [new PolicyError("$", $"the file must be beside the app; there is none at {path}")]);
    }

    /// <param name="json">The file's text.</param>
    /// <param name="name">What the errors call the file.</param>
    /// <param name="folder">Where the files lie that it names; null: beside the app.</param>
    /// <exception cref="PolicyException">It is wrong.</exception>
    public static PolicyFile Read(string json, string name = "policies.json", string? folder = null)
    {
        using var document = Parse(json, name);
        var errors = new List<PolicyError>(PolicyShape.Check(document.RootElement, typeof(PolicyFile), Json));
        var sections = Json.GetTypeInfo(typeof(PolicyFile)).Properties.ToDictionary(p => p.Name);
        CalendarsPolicy? calendars = null;

        // Section by section, so that a wrong member in one doesn't hide the broken rules of another.
        foreach (var section in document.RootElement.EnumerateObject())
        {
            if (sections.TryGetValue(section.Name, out var property) && !errors.Any(e => IsAt(e.Path, $"$.{section.Name}")))
            {
                var (limits, rules) = (new PolicyCheck(), new PolicyCheck());
                PolicyLimits.Check(section.Value, property.PropertyType, Json, limits.At(section.Name));
                var value = section.Value.Deserialize(property.PropertyType, Json);
                (value as IPolicySection)?.Check(rules.At(section.Name));
                calendars = (value as CalendarsPolicy)?.WithFilesOf(folder ?? AppContext.BaseDirectory, rules.At(section.Name)) ?? calendars;
                errors.AddRange(limits.Errors);
                // What is beyond a limit breaks rules, too: one line says it.
                errors.AddRange(rules.Errors.Where(rule => !limits.Errors.Any(limit => limit.Path == rule.Path)));
            }
        }

        if (errors.Count == 0)
        {
            var (file, across) = (document.RootElement.Deserialize<PolicyFile>(Json)! with { Calendars = calendars! }, new PolicyCheck());
            file.Tickets.CheckCalendars(across.At("tickets"), file.Calendars);
            if (across.Errors.Count == 0)
            {
                return file;
            }
            errors.AddRange(across.Errors);
        }
        throw new PolicyException(name, errors);
    }

    static bool IsAt(string path, string place) =>
        path == place || path.StartsWith($"{place}.", StringComparison.Ordinal) || path.StartsWith($"{place}[", StringComparison.Ordinal);

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
