using System.Net;
using System.Text.RegularExpressions;

namespace MemberServices.Tests.Pages;

/// <summary>A form as a browser would send it, untouched until a test fills it in.</summary>
public sealed record Form(string Action, IReadOnlyDictionary<string, string> Fields)
{
    public Form With(string name, string value) =>
        this with { Fields = new Dictionary<string, string>(Fields) { [name] = value } };

    /// <summary>A decision, with the box ticked.</summary>
    public Form Choosing(string decision) => With("decision", decision).With("confirmed", "yes");

    public FormUrlEncodedContent Content => new(Fields);
}

/// <summary>A page that came back.</summary>
public sealed partial record Html(HttpResponseMessage Response, string Source)
{
    public int Status => (int)Response.StatusCode;

    public string Words => Rendering.Words(Source);

    /// <summary>The page's forms with what they'd send if nobody touched them.</summary>
    public IReadOnlyList<Form> Forms => [.. FormTag().Matches(Source).Select(form => new Form(
        Attribute(form.Groups["tag"].Value, "action") ?? Response.RequestMessage!.RequestUri!.PathAndQuery,
        Fields(form.Groups["inside"].Value)))];

    public Form Form => Forms is [var form] ? form : throw new InvalidOperationException($"This page has {Forms.Count} forms: {this}");

    public override string ToString() => $"{Status} {Words}";

    public Html MustBe(int status)
    {
        Assert.True(Status == status, $"{this}");
        return this;
    }

    public static async Task<Html> Of(HttpResponseMessage response) =>
        new(response, await response.Content.ReadAsStringAsync());

    static Dictionary<string, string> Fields(string form)
    {
        var fields = new Dictionary<string, string>();
        foreach (var input in InputTag().Matches(form).Select(match => match.Value))
        {
            if (Attribute(input, "type") is not ("radio" or "checkbox") || Regex.IsMatch(input, @"\bchecked\b"))
            {
                fields[Attribute(input, "name")!] = Attribute(input, "value") ?? "";
            }
        }

        foreach (Match text in AreaTag().Matches(form))
        {
            fields[Attribute(text.Value, "name")!] = WebUtility.HtmlDecode(text.Groups["inside"].Value);
        }

        foreach (Match list in SelectTag().Matches(form))
        {
            var chosen = Regex.Match(list.Value, "<option value=\"([^\"]*)\" selected");
            fields[Attribute(list.Value, "name")!] = chosen.Success ? WebUtility.HtmlDecode(chosen.Groups[1].Value) : "";
        }

        return fields;
    }

    static string? Attribute(string tag, string name) =>
        Regex.Match(tag, $"\\b{name}=\"([^\"]*)\"") is { Success: true } match ? WebUtility.HtmlDecode(match.Groups[1].Value) : null;

    [GeneratedRegex("(?<tag><form[^>]*>)(?<inside>.*?)</form>", RegexOptions.Singleline)] private static partial Regex FormTag();
    [GeneratedRegex("<input[^>]*>")] private static partial Regex InputTag();
    [GeneratedRegex("<textarea[^>]*>(?<inside>.*?)</textarea>", RegexOptions.Singleline)] private static partial Regex AreaTag();
    [GeneratedRegex("<select[^>]*>.*?</select>", RegexOptions.Singleline)] private static partial Regex SelectTag();
}
