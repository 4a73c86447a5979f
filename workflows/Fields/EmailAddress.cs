namespace MemberServices.Fields;

/// <summary>What we take for an email address: the plain form, without comments, quotes or names.</summary>
public static class EmailAddress
{
    const int Longest = 254;
    const int LongestMailbox = 64;
    const int LongestLabel = 63;

    public static bool IsValid(string address)
    {
        var at = address.LastIndexOf('@');
        return address.Length <= Longest
            && at is > 0 and <= LongestMailbox
            && address[..at].Split('.').All(part => part.Length > 0 && part.All(IsMailboxCharacter))
            && IsDomain(address[(at + 1)..]);
    }

    /// <summary>
    /// Whether two addresses are one person's: without regard to case, and to the label that many services allow after
    /// a plus.
    /// </summary>
    public static bool AreSame(string one, string other) =>
        string.Equals(WithoutLabel(one), WithoutLabel(other), StringComparison.OrdinalIgnoreCase);

    static bool IsDomain(string domain)
    {
        var labels = domain.Split('.');
        return labels.Length > 1
            && labels.All(l => l.Length is > 0 and <= LongestLabel && l.All(c => char.IsAsciiLetterOrDigit(c) || c == '-') && l[0] != '-' && l[^1] != '-')
            && labels[^1].Any(char.IsAsciiLetter);
    }

    static bool IsMailboxCharacter(char c) => char.IsAsciiLetterOrDigit(c) || "!#$%&'*+/=?^_`{|}~-".Contains(c);

    static string WithoutLabel(string address)
    {
        var at = address.LastIndexOf('@');
        var plus = address.IndexOf('+');
        return plus > 0 && plus < at ? address[..plus] + address[at..] : address;
    }
}
