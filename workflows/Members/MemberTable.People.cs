using MemberServices.People;
using MemberServices.Tables;

namespace MemberServices.Members;

public sealed partial class MemberTable : IPersonalData
{
    public string What => "members";

    public async Task IdentifyAsync(KnownPerson person, CancellationToken cancellationToken)
    {
        if (await FindAsync(person.Key, cancellationToken) is { } member)
        {
            (person.IsKnown, person.IsActiveMember, person.Name) = (true, member.IsActive, member.MemberFullName);
            person.Emails.Add(member.MemberEmail);
        }
    }

    public async Task<IReadOnlyList<object>> ExportAsync(KnownPerson person, CancellationToken cancellationToken) =>
        await FindAsync(person.Key, cancellationToken) is { } member ? [member] : [];

    /// <summary>Deletes somebody who isn't active. Who has become active meanwhile stays.</summary>
    public async Task EraseAsync(KnownPerson person, CancellationToken cancellationToken)
    {
        if (await table.FindAsync<JsonRow>(PartitionOf(person.Key), MemberRow, cancellationToken) is { } row && row.Read<Entry>() is { Member: not { IsActive: true } } entry)
        {
            await FreeAsync(entry.LicenseKey, person.Key, cancellationToken);
            if (entry.Member?.MemberMlsId is { } mlsId)
            {
                await FreeMlsIdAsync(mlsId, person.Key, cancellationToken);
            }
            await table.DeleteIfSameAsync(row, cancellationToken);
        }
    }
}
