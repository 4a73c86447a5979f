using System.Collections.Concurrent;
using MemberServices.Directory;
using MemberServices.Fields;
using MemberServices.Policies;
using Microsoft.Extensions.Logging;
using Microsoft.Graph;

namespace MemberServices.Staff;

/// <summary>
/// Who works here, in which role, for whom. Read from the directory when it is needed and kept for ten minutes, each group
/// and each manager by itself. While the directory is away what it said last goes on being used, and that is logged; what
/// the directory refuses isn't covered by that.
/// </summary>
/// <exception cref="TransientDirectoryException">From every call: the directory is away and hasn't said it before; it passes.</exception>
/// <exception cref="DirectoryRejectedException">From every call: the directory refuses, or a role's group isn't there; a person must look.</exception>
public sealed class StaffDirectory(GraphServiceClient graph, StaffPolicy policy, TimeProvider clock, ILogger<StaffDirectory> logger)
{
    readonly StaffReader reader = new(graph, logger);
    readonly ConcurrentDictionary<string, KeptAnswer<IReadOnlyList<StaffPerson>>> groups = new(StringComparer.OrdinalIgnoreCase);
    readonly ConcurrentDictionary<string, KeptAnswer<StaffPerson?>> managers = new();

    /// <summary>A role's people by name, each once; none when its group is empty. Whoever has a disabled account or no valid address isn't among them.</summary>
    /// <param name="role">The role's id: <see cref="StaffRoles"/>.</param>
    /// <exception cref="ArgumentException">The policy has no such role.</exception>
    public Task<IReadOnlyList<StaffPerson>> PeopleOfAsync(string role) => PeopleOfAsync(policy.Role(role));

    /// <summary>
    /// The person with that address and all their roles; null when nobody has it. A role that the directory refuses is left
    /// out where another one knows the person.
    /// </summary>
    /// <param name="email">Compared without regard to case and to spaces around it.</param>
    public async Task<PersonInRoles?> FindAsync(string email)
    {
        var address = email.Trim();
        return EmailAddress.IsValid(address) ? await FindAsync(person => person.Email.Equals(address, StringComparison.OrdinalIgnoreCase)) : null;
    }

    /// <summary>The person of that name and all their roles; null when nobody in the roles has it. Of two, one: it proves nothing.</summary>
    /// <inheritdoc cref="FindAsync(string)"/>
    public Task<PersonInRoles?> FindByNameAsync(string name) => FindAsync(person => person.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>Everybody in any role, by name. A role whose group the directory doesn't have is left out.</summary>
    public async Task<IReadOnlyList<StaffPerson>> EverybodyAsync()
    {
        var people = await Task.WhenAll(policy.Roles.Select(async role =>
        {
            try
            {
                return await PeopleOfAsync(role);
            }
            catch (DirectoryRejectedException)
            {
                return [];
            }
        }));
        return [.. people.SelectMany(each => each).DistinctBy(person => person.Id).OrderBy(person => person.Name, StringComparer.OrdinalIgnoreCase)];
    }

    /// <summary>The person with that object id and all their roles; null when nobody in the roles has it.</summary>
    /// <inheritdoc cref="FindAsync(string)"/>
    public Task<PersonInRoles?> FindByIdAsync(string id) => FindAsync(person => person.Id.Equals(id, StringComparison.OrdinalIgnoreCase));

    /// <summary>
    /// The same as the directory has it this moment, for what is done in somebody's name: a role that was taken away a minute ago
    /// is none. While the directory is away, what it said last counts.
    /// </summary>
    public async Task<PersonInRoles?> LookUpAsync(string id)
    {
        try
        {
            var (person, groups) = await reader.PersonAsync(id, [.. policy.Roles.Select(role => role.Group).Distinct(StringComparer.OrdinalIgnoreCase)]);
            IReadOnlyList<StaffRole> roles = [.. policy.Roles.Where(role => groups.Contains(role.Group))];
            return person is null || roles.Count == 0 ? null : new PersonInRoles(person, roles);
        }
        catch (TransientDirectoryException)
        {
            return await FindByIdAsync(id);
        }
    }

    async Task<PersonInRoles?> FindAsync(Func<StaffPerson, bool> isWho)
    {
        // All are asked at once, then awaited.
        var asked = policy.Roles.Select(role => (Role: role, People: PeopleOfAsync(role))).ToList();
        var found = new List<(StaffRole Role, StaffPerson Person)>();
        DirectoryRejectedException? refused = null;
        foreach (var (role, people) in asked)
        {
            try
            {
                if ((await people).FirstOrDefault(isWho) is { } person)
                {
                    found.Add((role, person));
                }
            }
            catch (DirectoryRejectedException e)
            {
                refused = e;
            }
        }

        // Nobody: that can only be said when every role was read.
        return found.Count > 0
            ? new PersonInRoles(found[0].Person, [.. found.Where(f => f.Person.Id == found[0].Person.Id).Select(f => f.Role)])
            : refused is null ? null : throw refused;
    }

    /// <summary>Whom somebody reports to. Null when the directory doesn't say, or doesn't know the person.</summary>
    public Task<StaffPerson?> ManagerOfAsync(StaffPerson person) => managers
        .GetOrAdd(person.Id, id => new($"The manager of user {id}", () => reader.ManagerOfAsync(id), clock, logger))
        .GetAsync();

    Task<IReadOnlyList<StaffPerson>> PeopleOfAsync(StaffRole role) => groups
        .GetOrAdd(role.Group, group => new($"The people of group {group}", () => reader.PeopleInAsync(group), clock, logger))
        .GetAsync();
}
