using System.Globalization;

namespace MemberServices.Pages;

/// <summary>A color of the screen, each part 0 to 255.</summary>
public readonly record struct Color(byte Red, byte Green, byte Blue)
{
    /// <summary>Reads <c>#rrggbb</c>.</summary>
    public static bool TryParse(string? text, out Color color)
    {
        color = default;
        if (text is not ['#', ..] || text.Length != 7
            || !int.TryParse(text.AsSpan(1), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
            return false;
        color = new Color((byte)(value >> 16), (byte)(value >> 8), (byte)value);
        return true;
    }

    public static Color Parse(string text) =>
        TryParse(text, out var color) ? color : throw new FormatException($"'{text}' is not a color like #1f5fa6.");

    public override string ToString() => $"#{Red:x2}{Green:x2}{Blue:x2}";

    /// <summary>WCAG's contrast of two colors, 1 to 21. Text needs 4.5.</summary>
    public double Contrast(Color other)
    {
        var (bright, dark) = (Math.Max(Luminance, other.Luminance), Math.Min(Luminance, other.Luminance));
        return (bright + 0.05) / (dark + 0.05);
    }

    /// <summary>This color, moved toward <paramref name="end"/> as little as makes it readable on every ground.</summary>
    public Color ReadableOn(Color end, params ReadOnlySpan<Color> grounds)
    {
        for (var step = 0; step < 20; step++)
        {
            var moved = Toward(end, step / 20.0);
            if (moved.ReadableOnAll(grounds)) return moved;
        }
        return end;
    }

    private bool ReadableOnAll(ReadOnlySpan<Color> grounds)
    {
        foreach (var ground in grounds)
            if (Contrast(ground) < 4.5)
                return false;
        return true;
    }

    private Color Toward(Color end, double share) =>
        new(Mix(Red, end.Red, share), Mix(Green, end.Green, share), Mix(Blue, end.Blue, share));

    private static byte Mix(byte from, byte to, double share) => (byte)Math.Round(from + (to - from) * share);

    private double Luminance => 0.2126 * Linear(Red) + 0.7152 * Linear(Green) + 0.0722 * Linear(Blue);

    private static double Linear(byte part)
    {
        var share = part / 255.0;
        return share <= 0.04045 ? share / 12.92 : Math.Pow((share + 0.055) / 1.055, 2.4);
    }
}
