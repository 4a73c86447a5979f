using System.Globalization;

namespace MemberServices.Fields;

/// <summary>
/// Unicode's composed form (NFC) of what people write: one text, one spelling. The framework's own Normalize returns a
/// text as it is, because the app runs without ICU and is the same on every machine (InvariantGlobalization).
/// </summary>
public static class NormalForm
{
    const int FirstSyllable = 0xAC00, FirstLead = 0x1100, FirstVowel = 0x1161, BeforeTails = 0x11A7;
    const int Leads = 19, Vowels = 21, Tails = 28;

    static readonly Dictionary<char, int> Classes = NormalFormTable.Rows.DistinctBy(row => row.Mark).ToDictionary(row => row.Mark, row => row.Class);

    static readonly Dictionary<(char, char), char> Pairs = NormalFormTable.Rows
        .SelectMany(row => row.Letters.Select((letter, i) => (Pair: (letter, row.Mark), Composed: row.Composed[i])))
        .ToDictionary(entry => entry.Pair, entry => entry.Composed);

    static readonly Dictionary<char, (char Letter, char Mark)> Parts = Pairs.ToDictionary(entry => entry.Value, entry => entry.Key);

    /// <summary>The text with its letters and marks in one piece, as far as there is one.</summary>
    public static string Of(string text)
    {
        if (!text.Any(c => Classes.ContainsKey(c) || c is >= (char)FirstVowel and < (char)(BeforeTails + Tails)))
        {
            return text;
        }

        var signs = new List<char>(text.Length * 2);
        foreach (var c in text)
        {
            AddParts(c, signs);
        }

        Order(signs);
        return Join(signs);
    }

    /// <summary>The text's letters without their marks, for comparing as people search: "Zoë" is "Zoe".</summary>
    public static string WithoutMarks(string text)
    {
        var signs = new List<char>(text.Length);
        foreach (var c in text)
        {
            AddParts(c, signs);
        }

        return string.Concat(signs.Where(sign => ClassOf(sign) == 0 && CharUnicodeInfo.GetUnicodeCategory(sign) != UnicodeCategory.NonSpacingMark));
    }

    static void AddParts(char c, List<char> signs)
    {
        if (Parts.TryGetValue(c, out var parts))
        {
            AddParts(parts.Letter, signs);
            c = parts.Mark;
        }

        signs.Add(c);
    }

    /// <summary>Marks on one letter by their class; those of one class stay in their order.</summary>
    static void Order(List<char> signs)
    {
        for (var i = 1; i < signs.Count; i++)
        {
            for (var at = i; at > 0 && ClassOf(signs[at]) is > 0 and var own && ClassOf(signs[at - 1]) > own; at--)
            {
                (signs[at - 1], signs[at]) = (signs[at], signs[at - 1]);
            }
        }
    }

    static string Join(List<char> signs)
    {
        var joined = new List<char>(signs.Count);
        int letter = -1, last = 0;
        foreach (var sign in signs)
        {
            var own = ClassOf(sign);
            var isNext = joined.Count == letter + 1;
            if (letter >= 0 && (isNext || last > 0 && last < own) && Pair(joined[letter], sign) is { } composed)
            {
                joined[letter] = composed;
                continue;
            }

            joined.Add(sign);
            (letter, last) = own == 0 ? (joined.Count - 1, 0) : (letter, own);
        }

        return string.Concat(joined);
    }

    static char? Pair(char first, char second) => (first - FirstLead, first - FirstSyllable, second - FirstVowel, second - BeforeTails) switch
    {
        ( >= 0 and < Leads and var lead, _, >= 0 and < Vowels and var vowel, _) => (char)(FirstSyllable + (lead * Vowels + vowel) * Tails),
        (_, >= 0 and < Leads * Vowels * Tails and var syllable, _, > 0 and < Tails and var tail) when syllable % Tails == 0 => (char)(first + tail),
        _ => Pairs.TryGetValue((first, second), out var composed) ? composed : null,
    };

    static int ClassOf(char c) => Classes.GetValueOrDefault(c);
}
