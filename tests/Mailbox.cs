using System.Text.RegularExpressions;
using Local.Email;

namespace MemberServices.Tests;

/// <summary>Somebody's mails.</summary>
public sealed partial record Mailbox(Mls Mls, string Address)
{
    /// <summary>Oldest first.</summary>
    public IReadOnlyList<Local.Email.Mail> All => Mls.MailService.To(Address);

    public int Count => All.Count;

    public Local.Email.Mail Latest => All is [.., var latest]
        ? latest
        : throw new InvalidOperationException($"{Address} has no mail. Others have: {string.Join(", ", Others())}.");

    /// <summary>The address behind the newest link with this in its label.</summary>
    public Uri Link(string label) => (All.LastOrDefault(mail => Has(label)(mail)) ?? Latest).Link(label);

    /// <summary>Which mails have such a link.</summary>
    public static Predicate<Local.Email.Mail> Has(string label) => mail => mail.Links.Any(link => link.Label.Contains(label, StringComparison.Ordinal));

    /// <summary>The number of the case that a mail is about: its last row.</summary>
    public static string Case(Local.Email.Mail mail) => Reference().Match(mail.Text) is { Success: true } row
        ? row.Groups[1].Value
        : throw new InvalidOperationException($"'{mail.Subject}' has no reference: {mail.Text}");

    IEnumerable<string> Others() => Mls.MailService.All.SelectMany(mail => mail.To.Select(to => $"'{mail.Subject}' to {to}"));

    [GeneratedRegex("^Reference: (\\S+)$", RegexOptions.Multiline | RegexOptions.RightToLeft)] private static partial Regex Reference();
}

static class MailLinks
{
    extension(Local.Email.Mail mail)
    {
        /// <summary>Its links without that to the complaints' form, which every mail has.</summary>
        public IReadOnlyList<Local.Email.MailLink> OwnLinks => [.. mail.Links.Where(link => !link.Address.AbsolutePath.EndsWith("/complain", StringComparison.Ordinal))];
    }
}
