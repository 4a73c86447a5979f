using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace MemberServices.Requests;

/// <summary>The API's document, docs/openapi.yaml, as the JSON that it is served as. It is read when it is first asked for.</summary>
public sealed class ApiDocument
{
    /// <summary>Where it is served, and the name of its file beside the app with another ending.</summary>
    public const string Path = "openapi.json";

    readonly Lazy<JsonElement> json = new(() => Read(System.IO.Path.Combine(AppContext.BaseDirectory, "openapi.yaml")));

    public JsonElement Json => json.Value;

    static JsonElement Read(string file)
    {
        using var text = File.OpenText(file);
        var yaml = new YamlStream();
        yaml.Load(text);
        return JsonSerializer.SerializeToElement(NodeOf(yaml.Documents[0].RootNode));
    }

    static JsonNode? NodeOf(YamlNode node) => node switch
    {
        YamlMappingNode map => new JsonObject(map.Children.Select(member => KeyValuePair.Create(((YamlScalarNode)member.Key).Value!, NodeOf(member.Value)))),
        YamlSequenceNode list => new JsonArray([.. list.Select(NodeOf)]),
        YamlScalarNode { Style: ScalarStyle.Plain } plain => PlainOf(plain.Value ?? ""),
        YamlScalarNode text => text.Value,
        _ => throw new InvalidOperationException($"Line {node.Start.Line} of the API's document has no JSON."),
    };

    // What isn't quoted is what it looks like.
    static JsonNode? PlainOf(string text) => text switch
    {
        "" or "null" => null,
        "true" => true,
        "false" => false,
        _ when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) => number,
        _ => text,
    };
}
