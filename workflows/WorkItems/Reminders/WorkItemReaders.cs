using MemberServices.Directory;
using MemberServices.Policies;
using MemberServices.Staff;
using MemberServices.Staff.Away;

namespace MemberServices.WorkItems.Reminders;

/// <summary>Who hears of a work item: its owner before it is due, the owner's manager after. Whoever is away is stood in for.</summary>
public sealed class WorkItemReaders(StaffDirectory staff, StandIns standIns, EmptyRoles emptyRoles)
{
    /// <summary>
    /// Who is reminded before the item is due: the person who has it, by mail; without one the role, by the topic, and the managers
    /// where the role has nobody.
    /// </summary>
    public async Task<WorkItemNotice> OfReminderAsync(WorkItem item, DateTimeOffset at)
    {
        if (item.Owner is { } owner && await ReaderAsync(owner, at) is { } reader)
        {
            return new WorkItemNotice(at, item.Role, [reader]);
        }
        try
        {
            return new WorkItemNotice(at, (await PeopleOfAsync(item.Role)).Count > 0 ? item.Role : StaffRoles.Managers, []);
        }
        catch (TransientDirectoryException)
        {
            // Whether the role has people can't be said now; the topic needs none.
            return new WorkItemNotice(at, item.Role, []);
        }
    }

    /// <summary>
    /// Who is told that the item is overdue: the manager of the person who has it, else those of the role's people. Where none is
    /// known, the managers.
    /// </summary>
    /// <exception cref="TransientDirectoryException">The directory can't say now.</exception>
    public async Task<WorkItemNotice> OfOverdueAsync(WorkItem item, DateTimeOffset at)
    {
        var people = item.Owner is { } owner && (await FindAsync(owner)) is { } found ? [found] : await PeopleOfAsync(item.Role);
        var readers = await ReadersAsync(await ManagersOfAsync(people), at);
        return readers.Count > 0
            ? new WorkItemNotice(at, item.Role, readers)
            : new WorkItemNotice(at, StaffRoles.Managers, await ReadersAsync(await PeopleOfAsync(StaffRoles.Managers), at));
    }

    async Task<IReadOnlyList<WorkItemReader>> ReadersAsync(IEnumerable<StaffPerson> people, DateTimeOffset at)
    {
        var readers = new List<WorkItemReader>();
        foreach (var person in people.DistinctBy(person => person.Id))
        {
            if (await ReaderAsync(person, at) is { } reader && !readers.Any(each => each.Person.Id == reader.Person.Id))
            {
                readers.Add(reader);
            }
        }
        return readers;
    }

    /// <summary>The person or who stands in for them; null: nobody does.</summary>
    public async Task<WorkItemReader?> ReaderAsync(StaffPerson person, DateTimeOffset at) =>
        await standIns.ActingForAsync(person, at) is { } acting ? new WorkItemReader(acting, acting.Id == person.Id ? null : person.Name) : null;

    async Task<IReadOnlyList<StaffPerson>> ManagersOfAsync(IReadOnlyList<StaffPerson> people)
    {
        var managers = new List<StaffPerson>();
        foreach (var person in people)
        {
            try
            {
                if (await staff.ManagerOfAsync(person) is { } manager)
                {
                    managers.Add(manager);
                }
            }
            catch (DirectoryRejectedException)
            {
                // It is logged; the managers get what nobody else can.
            }
        }
        return managers;
    }

    /// <summary>The person, while they work here.</summary>
    async Task<StaffPerson?> FindAsync(StaffPerson person)
    {
        try
        {
            return (await staff.FindAsync(person.Email))?.Person;
        }
        catch (DirectoryRejectedException)
        {
            return person;
        }
    }

    /// <summary>A role's people; none where its group is empty or refused, which ops are told of.</summary>
    async Task<IReadOnlyList<StaffPerson>> PeopleOfAsync(string role)
    {
        IReadOnlyList<StaffPerson> people = [];
        try
        {
            people = await staff.PeopleOfAsync(role);
        }
        catch (Exception e) when (e is DirectoryRejectedException or ArgumentException)
        {
            // Its group isn't there or may not be read, or the policy has no such role.
        }
        if (people.Count == 0)
        {
            await emptyRoles.TellAsync(role);
        }
        return people;
    }
}
