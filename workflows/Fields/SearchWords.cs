using System.Text;

namespace MemberServices.Fields;

/// <summary>The words of a text as they are searched for: in lower case, without marks and apostrophes: "Zoë O’Brien-Łoś" has "zoe", "obrien" and "los".</summary>
public static class SearchWords
{
    /// <summary>A word's longest length, in characters; the rest of it isn't searched.</summary>
    public const int Longest = 40;

    /// <summary>Letters that Unicode doesn't take apart, as they are typed on a keyboard that lacks them.</summary>
    static readonly Dictionary<char, string> Plain = new()
    {
        ['ß'] = "ss",
        ['æ'] = "ae",
        ['œ'] = "oe",
        ['ø'] = "o",
        ['ł'] = "l",
        ['đ'] = "d",
        ['ð'] = "d",
        ['þ'] = "th",
        ['ı'] = "i",
    };

    /// <summary>Each word once, in order. Letters beyond Unicode's first 65,536 separate words as spaces do.</summary>
    public static IReadOnlyList<string> Of(string text)
    {
        var (words, word) = (new List<string>(), new StringBuilder());
        foreach (var c in NormalForm.WithoutMarks(text).ToLowerInvariant().Append(' '))
        {
            if (char.IsLetterOrDigit(c))
            {
                word.Append(Plain.TryGetValue(c, out var letters) ? letters : c);
            }
            else if (c is not ('\'' or '\u2019' or '\u02BC') && word.Length > 0)
            {
                words.Add(word.ToString(0, Math.Min(word.Length, Longest)));
                word.Clear();
            }
        }

        return [.. words.Distinct()];
    }
}
