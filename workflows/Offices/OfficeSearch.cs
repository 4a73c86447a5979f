using MemberServices.Fields;

namespace MemberServices.Offices;

/// <summary>Finds offices by what people know of them: words of the name, its key, its number in the MLS.</summary>
public sealed class OfficeSearch
{
    /// <summary>The longest text that is searched for.</summary>
    public const int Longest = 100;

    readonly string[] words;
    readonly string whole;

    /// <param name="text">As it was typed. Without a letter or digit it finds nothing.</param>
    public OfficeSearch(string text)
    {
        words = Words(text);
        whole = string.Concat(words);
    }

    /// <summary>Whether it can find anything.</summary>
    public bool IsEmpty => words.Length == 0;

    /// <summary>Whether each word begins one of the office's words, or all together are its key or number.</summary>
    public bool Finds(Office office)
    {
        if (IsEmpty)
        {
            return false;
        }
        IReadOnlyList<string> theirs = [.. Words(office.OfficeName), .. Words(office.OfficeKey), .. Words(office.OfficeMlsId ?? "")];
        return IsKeyOf(office) || words.All(word => theirs.Any(their => their.StartsWith(word, StringComparison.Ordinal)));
    }

    /// <summary>The best first: the office that was named by its key or number, names that begin so, then by name.</summary>
    public IEnumerable<Office> Order(IEnumerable<Office> found) => found
        .OrderByDescending(IsKeyOf)
        .ThenByDescending(office => string.Concat(Words(office.OfficeName)).StartsWith(whole, StringComparison.Ordinal))
        .ThenBy(office => office.OfficeName, StringComparer.OrdinalIgnoreCase)
        .ThenBy(office => office.OfficeKey, StringComparer.Ordinal);

    bool IsKeyOf(Office office) => whole == string.Concat(Words(office.OfficeKey)) || whole == string.Concat(Words(office.OfficeMlsId ?? ""));

    static string[] Words(string text) =>
        string.Concat(NormalForm.WithoutMarks(text).ToUpperInvariant().Select(sign => char.IsLetterOrDigit(sign) ? sign : sign is '\'' or '\u2019' ? '\0' : ' '))
            .Replace("\0", "", StringComparison.Ordinal)
            .Split(' ', StringSplitOptions.RemoveEmptyEntries);
}

/// <summary>Some offices that fit.</summary>
/// <param name="Offices">The best first.</param>
/// <param name="HasMore">Whether others fit, too.</param>
public sealed record FoundOffices(IReadOnlyList<Office> Offices, bool HasMore);
