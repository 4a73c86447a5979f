namespace MemberServices.Fields;

/// <summary>The key of an office, or of a broker within one: letters, digits and dashes, kept in lower case.</summary>
public static class OfficeKey
{
    /// <summary>The most characters.</summary>
    public const int Longest = 40;

    /// <summary>Whether a text can be one, in whatever case.</summary>
    public static bool IsValid(string? key) =>
        key is { Length: > 0 and <= Longest } && key.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');

    /// <summary>A key's one spelling: once at every input, so that keys are compared exactly after it.</summary>
    public static string Canonical(string key) => string.Concat(key.Select(c => char.IsAsciiLetterUpper(c) ? char.ToLowerInvariant(c) : c));
}
