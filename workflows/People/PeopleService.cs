namespace MemberServices.People;

/// <summary>All that is known about a person, from every table that holds something.</summary>
/// <remarks>Most tables have no index by person, and are read whole: an export or an erasure costs a request for every 1,000 rows of theirs.</remarks>
public sealed class PeopleService(IEnumerable<IPersonalData> data)
{
    readonly IReadOnlyList<IPersonalData> all = [.. data.OrderBy(each => each.IsErasedLast)];

    /// <summary>A person by their key; null when nothing is known that names them.</summary>
    public async Task<KnownPerson?> FindAsync(string key, CancellationToken cancellationToken = default)
    {
        var person = new KnownPerson(key);
        foreach (var each in all)
        {
            await each.IdentifyAsync(person, cancellationToken);
        }
        return person.IsKnown ? person : null;
    }

    /// <summary>The people with that mailbox.</summary>
    public async Task<IReadOnlyList<KnownPerson>> OfMailboxAsync(string email, CancellationToken cancellationToken = default)
    {
        var keys = new HashSet<string>();
        foreach (var each in all)
        {
            keys.UnionWith(await each.KeysOfAsync(email, cancellationToken));
        }
        // What was typed into a form with the mailbox of somebody who has a key is among what is known of them.
        var people = new List<KnownPerson>();
        foreach (var key in keys.OrderBy(key => key == KnownPerson.KeyOf(email)))
        {
            if ((people.Count == 0 || key != KnownPerson.KeyOf(email)) && await FindAsync(key, cancellationToken) is { } person)
            {
                people.Add(person);
            }
        }
        return people;
    }

    /// <summary>What each table holds about a person, by the table's word for it.</summary>
    public async Task<IReadOnlyDictionary<string, IReadOnlyList<object>>> ExportAsync(KnownPerson person, CancellationToken cancellationToken = default)
    {
        var export = new Dictionary<string, IReadOnlyList<object>>();
        foreach (var each in all)
        {
            export[each.What] = await each.ExportAsync(person, cancellationToken);
        }
        return export;
    }

    /// <summary>Has every table erase what it holds; the one by which the person is found, last.</summary>
    public async Task EraseAsync(KnownPerson person, CancellationToken cancellationToken = default)
    {
        foreach (var each in all)
        {
            await each.EraseAsync(person, cancellationToken);
        }
    }
}
