using System.Globalization;
using System.Text;

namespace MemberServices.Fields;

/// <summary>Text that people type, as it is kept.</summary>
public static class FieldText
{
    /// <summary>Free text: trimmed, without card numbers; null when there is none.</summary>
    public static string? Clean(string? typed) => string.IsNullOrWhiteSpace(typed) ? null : CardNumbers.Mask(typed.Trim());

    /// <summary>Whether a text has characters that nobody sees, or that turn the direction of writing.</summary>
    public static bool HasInvisibleCharacters(string text) => text.EnumerateRunes().Any(rune => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => true,
        // Joiners belong to the spelling of names in some scripts.
        UnicodeCategory.Format => rune.Value is not (0x200C or 0x200D),
        UnicodeCategory.PrivateUse or UnicodeCategory.Surrogate => true,
        _ => rune == Rune.ReplacementChar,
    });
}
