using MemberServices.Cases.Finding;
using MemberServices.Fields;
using MemberServices.Members;
using MemberServices.People;

namespace MemberServices.Contacts;

/// <summary>Whose timeline or budget something belongs to.</summary>
/// <param name="Key">The member's or applicant's, else the mailbox's: see <see cref="KnownPerson.KeyOf"/>.</param>
/// <param name="Mailboxes">The keys of their mailboxes: what was kept under one of them is theirs, too.</param>
/// <param name="SharedBy">The keys of the members who share the mailbox that was asked for, so that it is nobody's alone; none otherwise.</param>
public sealed record FoundPerson(string Key, IReadOnlyList<string> Mailboxes, IReadOnlyList<string> SharedBy)
{
    /// <summary>Null when only a mailbox is known.</summary>
    public string? MemberKey => KnownPerson.IsOfMailbox(Key) ? null : Key;

    /// <summary>All keys under which something of theirs may be kept, each once.</summary>
    public IReadOnlyList<string> Keys => [.. Mailboxes.Prepend(Key).Distinct()];
}

/// <summary>Joins members and mailboxes to people, as they are known now: by the table of members and the cases' index.</summary>
public sealed class PersonFinder(MemberTable members, CaseIndex index)
{
    /// <summary>The person with that key, whether or not anything is known of them.</summary>
    public async Task<FoundPerson> OfKeyAsync(string key, CancellationToken cancellationToken = default) => KnownPerson.IsOfMailbox(key)
        ? new FoundPerson(key, [key], [])
        : new FoundPerson(key, [.. (await EmailsOfAsync(key, cancellationToken)).Select(KnownPerson.KeyOf).Distinct()], []);

    /// <summary>The person with that mailbox: the one member or applicant who has it, else the mailbox alone.</summary>
    public async Task<FoundPerson> OfEmailAsync(string email, CancellationToken cancellationToken = default)
    {
        var mailbox = KnownPerson.KeyOf(email);
        var keys = (await members.KeysOfAsync(email, cancellationToken)).ToHashSet();
        await foreach (var entry in index.AllAsync(CaseQuery.OfPerson(email), cancellationToken))
        {
            // Somebody who applied with another's license isn't that member.
            if (entry.MemberKey is { Length: > 0 } key && !keys.Contains(key)
                && (await EmailsOfAsync(key, cancellationToken)).Any(each => EmailAddress.AreSame(each, email)))
            {
                keys.Add(key);
            }
        }
        return keys.Count == 1 ? await OfKeyAsync(keys.Single(), cancellationToken) : new FoundPerson(mailbox, [mailbox], [.. keys.Order()]);
    }

    /// <summary>A member's, present and former; of somebody who isn't one, that of their newest case.</summary>
    async Task<IReadOnlyList<string>> EmailsOfAsync(string key, CancellationToken cancellationToken)
    {
        if (await members.EmailsOfAsync(key, cancellationToken) is { Count: > 0 } emails)
        {
            return emails;
        }
        var newest = await index.PageAsync(CaseQuery.OfMember(key), take: 1, cancellationToken: cancellationToken);
        return newest!.Cases is [{ Email.Length: > 0 } entry] ? [entry.Email] : [];
    }
}
