using System.Globalization;
using System.Text;

namespace MemberServices.Fields;

/// <summary>Text that people type or paste, cleaned and judged in one way for every field.</summary>
public static class FieldText
{
    /// <summary>
    /// The text trimmed, composed, and without the marks that come with copying. In one line, spaces in a row are one; a
    /// tab is a space.
    /// </summary>
    /// <param name="typed">As it came.</param>
    /// <param name="hasLines">Whether line breaks belong to it; they become LF.</param>
    public static string Clean(string typed, bool hasLines)
    {
        var clean = new StringBuilder(typed.Length);
        foreach (var rune in typed.EnumerateRunes().Where(rune => !IsCopyMark(rune)))
        {
            var isSpace = rune.Value == '\t' || !hasLines && Rune.GetUnicodeCategory(rune) == UnicodeCategory.SpaceSeparator;
            if (!isSpace)
            {
                clean.Append(rune);
            }
            else if (hasLines || clean.Length == 0 || clean[^1] != ' ')
            {
                clean.Append(' ');
            }
        }

        var text = clean.ToString();
        return NormalForm.Of((hasLines ? text.ReplaceLineEndings("\n") : text).Trim());
    }

    /// <summary>What can't stay in a text that is <see cref="Clean"/>, as a sentence; or null.</summary>
    /// <param name="text">Cleaned.</param>
    /// <param name="what">The field in a sentence: "your full name".</param>
    /// <param name="hasLines">Whether line breaks belong to it.</param>
    public static string? Problem(string text, string what, bool hasLines)
    {
        if (!hasLines && text != text.ReplaceLineEndings(""))
        {
            return $"Write {what} in one line.";
        }

        return text.EnumerateRunes().Any(rune => IsUnseen(rune) && rune.Value != '\n')
            ? $"Type {what} again by hand: it has signs that nobody sees, or that turn the direction of writing."
            : null;
    }

    /// <summary>Whether a character breaks lines or turns the direction of writing, or does nothing that is seen.</summary>
    public static bool IsControl(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => true,
        // Joiners belong to the spelling of names in some scripts.
        UnicodeCategory.Format => rune.Value is not (0x200C or 0x200D),
        _ => false,
    };

    /// <summary>Marks that editors, web pages and address books put around a text: zero-width and direction marks, soft hyphens.</summary>
    static bool IsCopyMark(Rune rune) => rune.Value is >= 0x200B and <= 0x200F or 0x2060 or 0xFEFF or 0x00AD;

    static bool IsUnseen(Rune rune) => IsControl(rune) || IsFiller(rune) || rune == Rune.ReplacementChar
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.PrivateUse or UnicodeCategory.Surrogate;

    /// <summary>Signs that count as letters, marks or symbols and show nothing: joiners, Khmer's unseen vowels, Hangul fillers, Braille without dots.</summary>
    static bool IsFiller(Rune rune) => rune.Value is 0x034F or 0x115F or 0x1160 or 0x17B4 or 0x17B5 or 0x2800 or 0x3164 or 0xFFA0;
}
