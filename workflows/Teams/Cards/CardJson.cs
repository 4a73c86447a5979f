using System.Text.Json.Nodes;

namespace MemberServices.Teams;

/// <summary>
/// Cards as Adaptive Cards: version 1.4, which Teams takes from webhooks on desktop, web and phone. Sources:
/// adaptivecards.io/explorer, MicrosoftDocs/msteams-docs (cards-format, limits of a webhook's message).
/// </summary>
public static class CardJson
{
    public const string Version = "1.4";

    const string ContentType = "application/vnd.microsoft.card.adaptive";

    /// <summary>Teams takes 28 KB; the message around the card has some bytes, too.</summary>
    const int MostBytes = 26 * 1024;

    /// <summary>A text is cut after so many characters.</summary>
    const int LongestText = 1000;

    const int LongestValue = 300;

    const int MostRows = 12;

    /// <summary>Bytes of a block or a row without its texts, at most.</summary>
    const int Frame = 140;

    public static JsonObject Of(Card card)
    {
        var left = MostBytes - Frame * (2 + card.Links.Count) - card.Links.Sum(link => CostOf(link.Label) + CostOf(link.Address));
        var body = new JsonArray(Block(Cut(card.Title, LongestValue, ref left), ("size", "Medium"), ("weight", "Bolder"), ("color", ColorOf(card.Tone))));
        foreach (var part in card.Parts)
        {
            if (left <= Frame)
            {
                body.Add((JsonNode)Block("There is more on the staff page.", ("isSubtle", true)));
                break;
            }

            body.Add((JsonNode)(part switch
            {
                CardText { IsHeading: true } text => Block(Cut(text.Text, LongestText, ref left), ("weight", "Bolder"), ("spacing", "Medium"), ("separator", true)),
                CardText { IsQuiet: true } text => Block(Cut(text.Text, LongestText, ref left), ("isSubtle", true), ("size", "Small"), ("spacing", "Small")),
                CardText text => Block(Cut(text.Text, LongestText, ref left)),
                CardFacts facts => Facts(facts, ref left),
                _ => throw new ArgumentOutOfRangeException(nameof(card), part, "A part without a shape."),
            }));
        }

        var json = new JsonObject
        {
            ["$schema"] = "http://adaptivecards.io/schemas/adaptive-card.json",
            ["type"] = "AdaptiveCard",
            ["version"] = Version,
            ["body"] = body,
        };
        if (card.Links.Count > 0)
        {
            // Labels of buttons aren't Markdown.
            json["actions"] = new JsonArray([.. card.Links.Select(link => new JsonObject { ["type"] = "Action.OpenUrl", ["title"] = link.Label, ["url"] = link.Address })]);
        }

        return json;
    }

    /// <summary>The card as a message has it.</summary>
    public static JsonObject Attachment(JsonNode card) => new() { ["contentType"] = ContentType, ["contentUrl"] = null, ["content"] = card };

    static JsonObject Facts(CardFacts facts, ref int left)
    {
        var rows = new JsonArray();
        foreach (var row in facts.Rows.Where(row => row.Value.Length > 0).Take(MostRows))
        {
            if (left <= Frame)
            {
                break;
            }

            rows.Add((JsonNode)new JsonObject { ["title"] = CardMarkdown.Escape(row.Label), ["value"] = CardMarkdown.Escape(Cut(row.Value, LongestValue, ref left)) });
        }

        return new JsonObject { ["type"] = "FactSet", ["facts"] = rows };
    }

    static JsonObject Block(string text, params ReadOnlySpan<(string Name, JsonNode? Value)> properties)
    {
        var block = new JsonObject { ["type"] = "TextBlock", ["text"] = CardMarkdown.Escape(text), ["wrap"] = true };
        foreach (var (name, value) in properties)
        {
            block[name] = value;
        }

        return block;
    }

    /// <summary>Bytes at most: JSON escapes what isn't plain ASCII, and Markdown what has a meaning.</summary>
    static int CostOf(char c) => char.IsAsciiLetterOrDigit(c) || c == ' ' ? 1 : 8;

    static int CostOf(string text) => text.Sum(CostOf);

    static string ColorOf(CardTone tone) => tone.ToString();

    static string Cut(string text, int longest, ref int left)
    {
        left -= Frame;
        var length = 0;
        while (length < text.Length && length < longest && left > CostOf(text[length]))
        {
            left -= CostOf(text[length++]);
        }

        if (length > 0 && length < text.Length && char.IsHighSurrogate(text[length - 1]))
        {
            length--;
        }

        return length == text.Length ? text : text[..length] + "\u2026";
    }
}
