using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using MemberServices.Policies;

namespace MemberServices.Pages;

/// <summary>site.css with the brand's color in it: as a block for pages, as the style of single elements for mails.</summary>
public sealed partial class Stylesheet
{
    private readonly Dictionary<string, string> letterRules;
    private readonly Dictionary<string, string> light;
    private readonly Dictionary<string, string> dark;

    public Stylesheet(BrandPolicy brand)
    {
        var parts = Read("site.css").Split("/* letters */");
        var roots = Roots().Matches(parts[0]);
        light = Variables(roots[0].Value);
        dark = Variables(roots[1].Value);
        Accent(light, brand.Color, toward: new Color(0, 0, 0));
        Accent(dark, brand.Color, toward: new Color(255, 255, 255));
        Page = Tightened(parts[0])
            + $":root{{{Root(light)}}}@media(prefers-color-scheme:dark){{:root{{{Root(dark)}}}}}";
        PageHash = "sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Page)));
        letterRules = Rules().Matches(parts[1]).ToDictionary(rule => rule.Groups[1].Value, rule => rule.Groups[2].Value.Trim());
        LettersInTheDark = "@media (prefers-color-scheme: dark) {\n"
            + string.Concat(letterRules.Keys.Select(name => $".{name} {{ {Recolored(letterRules[name])} }}\n")) + "}";
    }

    /// <summary>What stands in a page's style element.</summary>
    public string Page { get; }

    /// <summary>The hash by which the Content-Security-Policy lets <see cref="Page"/>, and no other style, in.</summary>
    public string PageHash { get; }

    /// <summary>What stands in a mail's style element: only the colors for a dark screen; mail programs may drop it.</summary>
    public string LettersInTheDark { get; }

    /// <summary>The style attribute of a mail's element.</summary>
    public string Email(string name) => Replaced(letterRules[name], light);

    /// <summary>The brand's color as it is on a light ground.</summary>
    public string LightAccent => light["--accent"];

    /// <summary>Rules without comments and needless spaces.</summary>
    public static string Tightened(string rules) => Tight().Replace(Comments().Replace(rules, ""), "$1");

    private static void Accent(Dictionary<string, string> variables, string brand, Color toward)
    {
        var accent = Pages.Color.Parse(brand).ReadableOn(toward,
            Pages.Color.Parse(variables["--card"]), Pages.Color.Parse(variables["--page"]), Pages.Color.Parse(variables["--tint"]));
        variables["--accent"] = accent.ToString();
    }

    private string Recolored(string rule) => string.Join(" ", rule
        .Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .Where(declaration => declaration.Contains("var("))
        .Select(declaration => Replaced(declaration, dark) + " !important;"));

    private static string Replaced(string rule, Dictionary<string, string> variables) =>
        Uses().Replace(rule, use => variables[use.Groups[1].Value]);

    private static Dictionary<string, string> Variables(string block) =>
        Declarations().Matches(block).ToDictionary(each => each.Groups[1].Value, each => each.Groups[2].Value);

    private static string Root(Dictionary<string, string> variables) => $"--accent:{variables["--accent"]}";

    private static string Read(string name)
    {
        using var stream = typeof(Stylesheet).Assembly.GetManifestResourceStream($"MemberServices.Pages.{name}")
            ?? throw new InvalidOperationException($"{name} is not in the assembly.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }

    [GeneratedRegex(@":root\s*\{[^}]*\}")] private static partial Regex Roots();
    [GeneratedRegex(@"(--[a-z-]+):\s*(#[0-9a-f]{6})")] private static partial Regex Declarations();
    [GeneratedRegex(@"\.([a-z-]+)\s*\{([^}]*)\}")] private static partial Regex Rules();
    [GeneratedRegex(@"var\((--[a-z-]+)\)")] private static partial Regex Uses();
    [GeneratedRegex(@"/\*.*?\*/", RegexOptions.Singleline)] private static partial Regex Comments();
    [GeneratedRegex(@"\s*([{};,]|\n)\s*")] private static partial Regex Tight();
}
