using Local.Email;

namespace MemberServices.Tests;

/// <summary>Somebody's mails.</summary>
public sealed record Mailbox(Mls Mls, string Address)
{
    /// <summary>Oldest first.</summary>
    public IReadOnlyList<Local.Email.Mail> All => Mls.Machine.Part<Inbox>().To(Address);

    public int Count => All.Count;

    public Local.Email.Mail Latest => All is [.., var latest]
        ? latest
        : throw new InvalidOperationException($"{Address} has no mail. Others have: {string.Join(", ", Others())}.");

    IEnumerable<string> Others() =>
        Mls.Machine.Part<Inbox>().All.SelectMany(mail => mail.To.Select(to => $"'{mail.Subject}' to {to}"));
}
