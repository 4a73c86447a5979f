namespace MemberServices.Fields;

/// <summary>What we take for an email address: the plain form, without comments, quotes or names.</summary>
public static class EmailAddress
{
    /// <summary>The most characters.</summary>
    public const int Longest = 254;

    const int LongestMailbox = 64;
    const int LongestLabel = 63;

    /// <summary>The link to write there: whatever else it has in it is a part of the address, and no header of the mail.</summary>
    public static string LinkTo(string address) =>
        $"mailto:{string.Join('@', [Uri.EscapeDataString(address[..Math.Max(0, address.LastIndexOf('@'))]), Uri.EscapeDataString(address[(address.LastIndexOf('@') + 1)..])])}";

    public static bool IsValid(string address)
    {
        var at = address.LastIndexOf('@');
        return address.Length <= Longest
            && at is > 0 and <= LongestMailbox
            && address[..at].Split('.').All(part => part.Length > 0 && part.All(IsMailboxCharacter))
            && IsDomain(address[(at + 1)..]);
    }

    /// <summary>What is wrong with an address, as a sentence that says what to enter; or null.</summary>
    /// <param name="address">Without spaces around it.</param>
    /// <param name="isInvited">
    /// Whether Microsoft Graph must be able to invite it as a guest: the characters that it takes are listed at
    /// learn.microsoft.com/graph/api/resources/invitation.
    /// </param>
    public static string? Problem(string address, bool isInvited)
    {
        // What was typed isn't repeated: the sentence may stand in a log. Nor is the plain form taken in its place: neither the
        // mail service nor Graph documents that it takes other letters, or addresses that differ from what people see.
        var at = address.LastIndexOf('@');
        if (at > 0 && !address[at..].All(char.IsAscii) && IsValid($"{address[..at]}@example.com"))
        {
            return "Write the address's domain in plain letters, as mail servers know it (such as xn--mller-kva.example), or use another address.";
        }

        if (!IsValid(address))
        {
            return "Enter an email address such as jane@example.com.";
        }

        var mailbox = address[..at];
        return !isInvited ? null
            : mailbox.Contains('+') ? "Use an address without a plus sign: Microsoft can't invite one that has it."
            : mailbox[0] == '-' || mailbox[^1] == '-' || !mailbox.All(c => char.IsAsciiLetterOrDigit(c) || "._-'`".Contains(c))
                ? "Use an address that has only letters, digits, dots, dashes and underscores before the @, and no dash at its ends: Microsoft can't invite others."
                : null;
    }

    /// <summary>
    /// Whether two addresses are one person's: without regard to case, and to the label that many services allow after
    /// a plus.
    /// </summary>
    public static bool AreSame(string one, string other) =>
        string.Equals(WithoutLabel(one), WithoutLabel(other), StringComparison.OrdinalIgnoreCase);

    /// <summary>One spelling of a mailbox: in lower case, without the label.</summary>
    public static string MailboxOf(string address) => WithoutLabel(address).ToLowerInvariant();

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
