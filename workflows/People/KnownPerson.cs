using System.Security.Cryptography;
using System.Text;
using MemberServices.Fields;

namespace MemberServices.People;

/// <summary>
/// A person as far as we know them now: a member or somebody who applied, by the key of their license, or a mailbox of
/// whom there is nothing but what was typed into a form. Put together from what lies in the tables, and never kept.
/// </summary>
public sealed class KnownPerson(string key)
{
    const string MailboxPrefix = "MAILBOX-";
    const int HashLength = 32;

    /// <summary>Of a member, or of a mailbox: see <see cref="KeyOf"/>. It may stand in addresses.</summary>
    public string Key => key;

    /// <summary>Whether anything is kept about them that names them.</summary>
    public bool IsKnown { get; set; }

    /// <summary>Whether they are a member now, with access.</summary>
    public bool IsActiveMember { get; set; }

    /// <summary>As they write it, or null.</summary>
    public string? Name { get; set; }

    /// <summary>Every address that they have had.</summary>
    public HashSet<string> Emails { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Keys under which their cases were before a license was corrected. Another may have one of them.</summary>
    public HashSet<string> FormerKeys { get; } = [];

    /// <summary>The keys of open offices that have them among their brokers.</summary>
    public HashSet<string> DecidesFor { get; } = [];

    /// <summary>The numbers of their cases that are over.</summary>
    public HashSet<string> Cases { get; } = [];

    /// <summary>Of those under way.</summary>
    public HashSet<string> LiveCases { get; } = [];

    /// <summary>The key of a mailbox of which no member's key is known. The mailbox can't be told from it.</summary>
    public static string KeyOf(string email) =>
        MailboxPrefix + Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"person\n{EmailAddress.MailboxOf(email)}")))[..HashLength];

    /// <summary>Whether a key is one of a mailbox, and so can't be a member's.</summary>
    public static bool IsOfMailbox(string key) => key.StartsWith(MailboxPrefix, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a row with that member's key, about that case, is about them. What belongs to a case under way isn't to be touched.</summary>
    public bool Owns(string? memberKey, string? @case) =>
        (@case is null || !LiveCases.Contains(@case)) && (memberKey == Key || @case is not null && Cases.Contains(@case));

    /// <summary>A line for people without the addresses of others.</summary>
    public string WithoutOthers(string text) => string.Join(
        ' ', text.Split(' ').Select(word => EmailAddress.IsValid(word.Trim('(', ')', ',', '.', ':')) && !HasMailbox(word.Trim('(', ')', ',', '.', ':')) ? "…" : word));

    public bool HasMailbox(string email) => KeyOf(email) == Key || Emails.Any(each => EmailAddress.AreSame(each, email));
}
