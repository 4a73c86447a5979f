using System.Security.Cryptography;
using System.Text;
using MemberServices.Directory;
using MemberServices.Fields;
using MemberServices.Policies;
using MemberServices.Staff;
using MemberServices.Staff.Away;

namespace MemberServices.Complaints.Owning;

/// <summary>
/// Who may answer for a complaint, as the directory has it when it is asked: never who it is about, nor who made it, nor who is
/// away while somebody else is there.
/// </summary>
public sealed class ComplaintOwners(StaffDirectory staff, StandIns standIns, StaffPolicy roles)
{
    /// <summary>Who owns it next; null: nobody who may.</summary>
    /// <exception cref="TransientDirectoryException">The directory can't say now.</exception>
    public async Task<ComplaintOwner?> ChooseAsync(ComplaintRecord record, DateTimeOffset at, CancellationToken cancellationToken = default)
    {
        var (state, category) = (record.State, record.Opened.Category);
        var barred = (await AboutAsync(record)).Select(person => person.Id).ToHashSet();
        // Who could not satisfy them isn't asked again; a substitute is another, too.
        barred.UnionWith(state.Owners);
        var isHigher = state.OwnedLevel < state.Level;
        var isGone = state.Owner is not null && !isHigher;
        if (state.Owner is { } owner)
        {
            // There is nobody above the executive.
            var isTop = isHigher && state.Level == ComplaintState.HighestLevel
                && (await PeopleAsync(record, record.Opened.Policy.ExecutiveRole)).Any(person => person.Id == owner.Person.Id);
            if (!isTop)
            {
                barred.Add(owner.Person.Id);
            }
        }
        var reason = isGone ? OwnerReason.Substitute : state.Level switch
        {
            0 => OwnerReason.Category,
            1 => OwnerReason.Manager,
            _ => OwnerReason.Executive,
        };
        await foreach (var group in GroupsAsync(record, state))
        {
            var fit = new List<StaffPerson>();
            foreach (var person in group.Where(person => !barred.Contains(person.Id)))
            {
                if (await standIns.ActingForAsync(person, at, cancellationToken) is { } acting && acting.Id == person.Id)
                {
                    return await OwnerAsync(person, category.Role, reason);
                }
                fit.Add(person);
            }
            foreach (var person in fit)
            {
                if (await standIns.ActingForAsync(person, at, cancellationToken) is { } acting && !barred.Contains(acting.Id) && !IsTheirs(record, acting))
                {
                    return await OwnerAsync(acting, category.Role, reason);
                }
            }
        }
        return null;
    }

    /// <summary>Whether the owner still works here, in a role. While the directory can't say, they do.</summary>
    public async Task<bool> IsHereAsync(StaffPerson owner)
    {
        try
        {
            return await staff.FindByIdAsync(owner.Id) is not null;
        }
        catch (Exception e) when (e is TransientDirectoryException or DirectoryRejectedException)
        {
            return true;
        }
    }

    /// <summary>Whether somebody may act as the owner: they are, or stand in for them.</summary>
    public async Task<bool> ActsForAsync(StaffPerson person, StaffPerson owner, DateTimeOffset at, CancellationToken cancellationToken = default) =>
        person.Id == owner.Id || (await standIns.ActingForAsync(owner, at, cancellationToken))?.Id == person.Id;

    /// <summary>Who does what falls due for the owner then: they, or their stand-in.</summary>
    public async Task<StaffPerson> ActingForAsync(ComplaintRecord record, StaffPerson owner, DateTimeOffset at, CancellationToken cancellationToken = default) =>
        await standIns.ActingForAsync(owner, at, cancellationToken) is { } acting && await MayOwnAsync(record, acting) ? acting : owner;

    /// <summary>Whether somebody may own it: it isn't about them, nor by them.</summary>
    public async Task<bool> MayOwnAsync(ComplaintRecord record, StaffPerson person) => !IsTheirs(record, person) && (await AboutAsync(record)).All(each => each.Id != person.Id);

    /// <summary>Those of the staff whom it may be about, by the address or the name that was written: all that fit.</summary>
    public async Task<IReadOnlyList<StaffPerson>> AboutAsync(ComplaintRecord record)
    {
        if (record.Opened.Request.About is not { Length: > 0 } about)
        {
            return [];
        }
        var words = SearchWords.Of(about);
        return [.. (await EverybodyAsync()).Where(person => person.Email.Equals(about.Trim(), StringComparison.OrdinalIgnoreCase) || IsNamed(person, words))];
    }

    /// <summary>Somebody of the staff as an owner; null: they have no role.</summary>
    public async Task<ComplaintOwner?> OwnerAsync(StaffPerson person, string role, OwnerReason reason, string? why = null) =>
        await staff.FindAsync(person.Email) is { Roles: [var first, ..] } found
            ? new ComplaintOwner(found.Person, found.Has(role) ? role : found.Has(StaffRoles.Managers) ? StaffRoles.Managers : first.Id, reason, why)
            : null;

    static bool IsTheirs(ComplaintRecord record, StaffPerson person) => EmailAddress.AreSame(person.Email, record.Opened.Request.Email);

    /// <summary>"Sarah", "Sarah Lindqvist" and "Ms. Lindqvist of support" name Sarah Lindqvist; a name that another one has, too, names both.</summary>
    static bool IsNamed(StaffPerson person, IReadOnlyList<string> words)
    {
        var name = SearchWords.Of(person.Name);
        return words.Count > 0 && (words.All(name.Contains) || name.Count > 1 && words.Contains(name[^1]) || name.All(words.Contains));
    }

    /// <summary>Groups of people in the order in which they are asked; within a group by the complaint's number, so that all get some.</summary>
    async IAsyncEnumerable<IReadOnlyList<StaffPerson>> GroupsAsync(ComplaintRecord record, ComplaintState state)
    {
        var (policy, category) = (record.Opened.Policy, record.Opened.Category);
        if (state.Level == 0)
        {
            if (category.Owner is { } named && await FindAsync(named) is { } person)
            {
                yield return [person];
            }
            var people = await PeopleAsync(record, category.Role);
            yield return people;
            yield return await ManagersAsync(people);
        }
        else if (state.Level == 1)
        {
            yield return state.Owner is { } owner ? await ManagersAsync([owner.Person]) : [];
        }
        else
        {
            yield return await PeopleAsync(record, policy.ExecutiveRole);
        }
        yield return await PeopleAsync(record, StaffRoles.Managers);
        yield return await PeopleAsync(record, policy.ExecutiveRole);
    }

    async Task<StaffPerson?> FindAsync(string email)
    {
        try
        {
            return (await staff.FindAsync(email))?.Person;
        }
        catch (DirectoryRejectedException)
        {
            return null;
        }
    }

    async Task<IReadOnlyList<StaffPerson>> PeopleAsync(ComplaintRecord record, string role) =>
        [.. (await PeopleAsync(role)).Where(person => !IsTheirs(record, person)).OrderBy(person => Turn(record, person), StringComparer.Ordinal)];

    /// <summary>A group that isn't there has nobody; others are asked.</summary>
    async Task<IReadOnlyList<StaffPerson>> PeopleAsync(string role)
    {
        if (roles.Roles.All(each => each.Id != role))
        {
            return [];
        }
        try
        {
            return await staff.PeopleOfAsync(role);
        }
        catch (DirectoryRejectedException)
        {
            return [];
        }
    }

    async Task<IReadOnlyList<StaffPerson>> ManagersAsync(IReadOnlyList<StaffPerson> people)
    {
        var managers = new List<StaffPerson>();
        foreach (var person in people)
        {
            if (await ManagerOfAsync(person) is { } manager && managers.All(each => each.Id != manager.Id) && await FindAsync(manager.Email) is { } known)
            {
                managers.Add(known);
            }
        }
        return managers;
    }

    async Task<StaffPerson?> ManagerOfAsync(StaffPerson person)
    {
        try
        {
            return await staff.ManagerOfAsync(person);
        }
        catch (DirectoryRejectedException)
        {
            return null;
        }
    }

    async Task<IReadOnlyList<StaffPerson>> EverybodyAsync()
    {
        var everybody = new Dictionary<string, StaffPerson>();
        foreach (var role in roles.Roles)
        {
            foreach (var person in await PeopleAsync(role.Id))
            {
                everybody[person.Id] = person;
            }
        }
        return [.. everybody.Values];
    }

    static string Turn(ComplaintRecord record, StaffPerson person) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{record.Id}\n{person.Id}")));
}
