using System.Text.Json;
using Local.Teams;

namespace MemberServices.Tests.Teams;

/// <summary>An Adaptive Card as somebody reads it.</summary>
public sealed class TeamsCard(JsonElement json)
{
    public JsonElement Json => json;

    IEnumerable<JsonElement> Body => json.GetProperty("body").EnumerateArray();

    public string Title => Plain(Body.First().GetProperty("text"));

    /// <summary>How the title looks: "Good".</summary>
    public string Tone => Body.First().GetProperty("color").GetString()!;

    /// <summary>Every text but those of the facts, the title first.</summary>
    public IReadOnlyList<string> Texts => [.. Body.Where(each => each.TryGetProperty("text", out _)).Select(each => Plain(each.GetProperty("text")))];

    public IReadOnlyDictionary<string, string> Facts => Body.Where(each => each.TryGetProperty("facts", out _))
        .SelectMany(each => each.GetProperty("facts").EnumerateArray())
        .GroupBy(fact => Plain(fact.GetProperty("title")))
        .ToDictionary(facts => facts.Key, facts => Plain(facts.First().GetProperty("value")));

    /// <summary>Where its buttons lead.</summary>
    public IReadOnlyList<string> Links => json.TryGetProperty("actions", out var actions)
        ? [.. actions.EnumerateArray().Select(action => action.GetProperty("url").GetString()!)]
        : [];

    /// <summary>All that can be read on it, in lines.</summary>
    public string All => string.Join("\n", [.. Texts, .. Facts.Select(fact => $"{fact.Key}: {fact.Value}")]);

    public override string ToString() => All;

    // A paragraph each.
    static string Plain(JsonElement text) => CardText.Plain(text.GetString()!).Replace("\n\n", "\n");
}
