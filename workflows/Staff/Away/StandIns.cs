using MemberServices.Directory;

namespace MemberServices.Staff.Away;

/// <summary>Who takes what falls due for somebody.</summary>
public sealed class StandIns(StaffAwayTable table, StaffDirectory staff)
{
    /// <summary>A stand-in who is away has one, too: so often at most.</summary>
    public const int MostHops = 5;

    /// <summary>
    /// The person themselves while they are there, else their stand-in, or that one's. Null: nobody, because they don't work here any
    /// more, or their stand-ins lead in a circle, too far, or to somebody who doesn't. Then it is their role's.
    /// </summary>
    public async Task<StaffPerson?> ActingForAsync(StaffPerson person, DateTimeOffset at, CancellationToken cancellationToken = default)
    {
        var met = new HashSet<string>();
        for (var hops = 0; hops <= MostHops && met.Add(person.Id); hops++)
        {
            if (await table.FindAsync(person, cancellationToken) is not { } absence || !absence.Covers(at))
            {
                return await WorksHereAsync(person) ? person : null;
            }
            if (absence.StandIn is not { } standIn)
            {
                return null;
            }
            person = standIn;
        }
        return null;
    }

    /// <summary>While the directory can't say, they do.</summary>
    async Task<bool> WorksHereAsync(StaffPerson person)
    {
        try
        {
            return (await staff.FindAsync(person.Email))?.Person.Id == person.Id;
        }
        catch (Exception e) when (e is TransientDirectoryException or DirectoryRejectedException)
        {
            return true;
        }
    }
}
