namespace MemberServices.Fields;

/// <summary>A member's key, given once and never changed: "TX-123456", after the license that they first had.</summary>
public static class MemberKey
{
    /// <summary>The most characters.</summary>
    public const int Longest = 64;

    /// <summary>Whether a text can be one: capital letters, digits and dashes.</summary>
    public static bool IsValid(string? key) =>
        key is { Length: > 0 and <= Longest } && key.All(c => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c) || c == '-');
}
