using System.ComponentModel.DataAnnotations;
using System.Globalization;

namespace MemberServices.Policies;

/// <summary>How pages and mails look like the organization's own.</summary>
public sealed record BrandPolicy : IPolicySection
{
    /// <summary>White text on the brand's color must be this much lighter (WCAG 2.2, level AA for text).</summary>
    public const double LeastContrast = 4.5;

    /// <summary>The organization's name as members know it, at most 60 characters.</summary>
    [Length(1, 60)]
    public required string Name { get; init; }

    /// <summary>#rrggbb, dark enough for white text.</summary>
    [RegularExpression("#[0-9a-fA-F]{6}", ErrorMessage = "must be a color such as \"#1a4f8b\"")]
    public required string Color { get; init; }

    /// <summary>How much lighter white is than a color #rrggbb, from 1 (white) to 21 (black).</summary>
    public static double ContrastWithWhite(string color)
    {
        var light = 0.2126 * Linear(color[1..3]) + 0.7152 * Linear(color[3..5]) + 0.0722 * Linear(color[5..7]);
        return 1.05 / (light + 0.05);
    }

    public void Check(PolicyCheck check)
    {
        if (Color.Length == 7 && Color[0] == '#' && Color.AsSpan(1).IndexOfAnyExcept(HexDigits) < 0)
        {
            var contrast = Math.Floor(ContrastWithWhite(Color) * 100) / 100;
            check.At("color").Must(
                contrast >= LeastContrast,
                "must be dark enough for white text on it, a contrast of 4.5 to 1: choose a darker color",
                FormattableString.Invariant($"{Color} with {contrast:0.00} to 1"));
        }
    }

    static readonly System.Buffers.SearchValues<char> HexDigits =
        System.Buffers.SearchValues.Create("0123456789abcdefABCDEF");

    static double Linear(string hex)
    {
        var value = int.Parse(hex, NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0;
        return value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
    }
}
