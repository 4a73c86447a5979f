using System.Globalization;
using System.Text;

namespace MemberServices.Fields;

/// <summary>Text that people type, as it is kept.</summary>
public static class FieldText
{
    /// <summary>Free text: trimmed, without card numbers; null when there is nothing to see.</summary>
    public static string? Clean(string? typed) => typed?.EnumerateRunes().Any(IsSeen) == true ? CardNumbers.Mask(typed.Trim()) : null;

    /// <summary>Whether a text has characters that nobody sees, or that turn the direction of writing.</summary>
    public static bool HasInvisibleCharacters(string text) => text.EnumerateRunes().Any(rune =>
        IsControl(rune) || IsFiller(rune) || rune == Rune.ReplacementChar
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.PrivateUse or UnicodeCategory.Surrogate);

    /// <summary>Whether a character breaks lines or turns the direction of writing, or does nothing that is seen.</summary>
    public static bool IsControl(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => true,
        // Joiners belong to the spelling of names in some scripts.
        UnicodeCategory.Format => rune.Value is not (0x200C or 0x200D),
        _ => false,
    };

    static bool IsSeen(Rune rune) => !Rune.IsWhiteSpace(rune) && !IsFiller(rune)
        && Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format);

    /// <summary>Signs that count as letters or symbols and show nothing: Hangul fillers, and Braille without dots.</summary>
    static bool IsFiller(Rune rune) => rune.Value is 0x115F or 0x1160 or 0x2800 or 0x3164 or 0xFFA0;
}
