using System.Text.Json;
using System.Text.Json.Nodes;

namespace MemberServices.Tests.Policies;

/// <summary>The policy file that comes with the app, and changed ones.</summary>
static class PolicyText
{
    public static readonly string Shipped = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "policies.json"));

    public static JsonNode Parse() => JsonNode.Parse(Shipped, documentOptions: new() { CommentHandling = JsonCommentHandling.Skip })!;

    /// <summary>With other values, each as JSON, at members such as "brand.name".</summary>
    public static string With(params (string Member, string Value)[] changes)
    {
        var file = Parse();
        foreach (var (member, value) in changes)
        {
            var names = member.Split('.');
            var parent = names[..^1].Aggregate(file, (node, name) => node[name]!);
            parent[names[^1]] = JsonNode.Parse(value);
        }

        return file.ToJsonString();
    }
}
