using MemberServices.Fields;
using MemberServices.People;
using MemberServices.Tables;

namespace MemberServices.Members;

public sealed partial class MemberTable : IPersonalData
{
    public string What => "members";

    /// <summary>The members of the roster who have that mailbox, or had it.</summary>
    public async Task<IReadOnlyList<string>> KeysOfAsync(string email, CancellationToken cancellationToken = default)
    {
        var keys = new List<string>();
        await foreach (var row in table.QueryAsync<JsonRow>(KnownPerson.KeyOf(email), cancellationToken: cancellationToken))
        {
            if (await ReadAsync(row.RowKey, cancellationToken) is { Member: not null } entry && entry.Emails.Any(each => EmailAddress.AreSame(each, email)))
            {
                keys.Add(row.RowKey);
            }
        }
        return keys;
    }

    /// <summary>Every address that a member has or had; none for somebody who never was active.</summary>
    public async Task<IReadOnlyList<string>> EmailsOfAsync(string memberKey, CancellationToken cancellationToken = default) =>
        MemberKey.IsValid(memberKey) && await ReadAsync(memberKey, cancellationToken) is { } entry ? entry.Emails : [];

    public async Task IdentifyAsync(KnownPerson person, CancellationToken cancellationToken)
    {
        if (await ReadAsync(person.Key, cancellationToken) is { Member: { } member } entry)
        {
            (person.IsKnown, person.IsActiveMember, person.Name) = (true, member.IsActive, member.MemberFullName);
            person.Emails.UnionWith(entry.Emails);
        }
    }

    public async Task<IReadOnlyList<object>> ExportAsync(KnownPerson person, CancellationToken cancellationToken) =>
        await ReadAsync(person.Key, cancellationToken) is { Member: { } member } entry
            ? [.. new object[] { member }, .. entry.FormerEmails is { } emails ? [new { formerEmails = emails }] : Array.Empty<object>()]
            : [];

    /// <summary>Deletes somebody who isn't active. Who has become active meanwhile stays.</summary>
    public async Task EraseAsync(KnownPerson person, CancellationToken cancellationToken)
    {
        if (await table.FindAsync<JsonRow>(PartitionOf(person.Key), MemberRow, cancellationToken) is { } row && row.Read<Entry>() is { Member: not { IsActive: true } } entry)
        {
            await TidyAsync(person.Key, entry, "", cancellationToken);
            if (entry.Member?.MemberMlsId is { } mlsId)
            {
                await FreeMlsIdAsync(mlsId, person.Key, cancellationToken);
            }
            foreach (var email in entry.Emails)
            {
                await table.DeleteAsync(KnownPerson.KeyOf(email), person.Key, cancellationToken);
            }
            await table.DeleteIfSameAsync(row, cancellationToken);
        }
    }
}
