using MemberServices.Fields;
using MemberServices.Staff;
using MemberServices.WorkItems;

namespace MemberServices.Teams;

/// <summary>Fields that name somebody of the staff: by address, or by the name that a mention leaves.</summary>
sealed class StaffPeople(StaffDirectory staff, StaffPolicy policy, TeamsChannels channels)
{
    static readonly FieldRule Who = new("who it is", FieldRules.LongestEmail, "Write a role, or somebody’s email address or name.");

    public string NameOf(string role) => channels.NameOf(role);

    /// <summary>A role, or a person in the role that the item has, else in their first one. Null: neither, which the reader has noted.</summary>
    public async Task<WorkItemTarget?> ReadTargetAsync(FieldReader fields, string name, string? itemsRole)
    {
        var text = fields.Text(name, Who);
        if (text.Length == 0 || fields.Errors.Any(error => error.Field == name))
        {
            return null;
        }
        if (policy.Roles.FirstOrDefault(role => role.Id.Equals(text, StringComparison.OrdinalIgnoreCase)) is { } named)
        {
            return new WorkItemTarget(named.Id, null);
        }

        var person = await FindAsync(fields, name, text, $"a role ({string.Join(", ", policy.Roles.Select(role => role.Id))}) or ");
        return person is null ? null : new WorkItemTarget(itemsRole is not null && person.Has(itemsRole) ? itemsRole : person.Roles[0].Id, person.Person);
    }

    /// <summary>Somebody of the staff; null when it is nobody, which the reader has noted.</summary>
    public async Task<PersonInRoles?> ReadPersonAsync(FieldReader fields, string name, FieldRule rule)
    {
        var text = fields.Text(name, rule);
        return text.Length == 0 || fields.Errors.Any(error => error.Field == name) ? null : await FindAsync(fields, name, text, "");
    }

    async Task<PersonInRoles?> FindAsync(FieldReader fields, string name, string text, string orRole)
    {
        if (text.Contains('@') && await staff.FindAsync(text) is { } known)
        {
            return known;
        }

        var named = await NamedAsync(text);
        fields.Must(named.Count > 0, name, $"Write {orRole}the email address of somebody of the staff: nobody in the groups of the roles is called so.", FieldCodes.Unknown);
        fields.Must(named.Count < 2, name, $"Several are called so. Write an address: {string.Join(", ", named.Select(person => person.Email))}.", FieldCodes.Unknown);
        return named.Count == 1 ? await staff.FindAsync(named[0].Email) : null;
    }

    async Task<IReadOnlyList<StaffPerson>> NamedAsync(string text)
    {
        var people = await Task.WhenAll(policy.Roles.Select(role => staff.PeopleOfAsync(role.Id)));
        return [.. people.SelectMany(each => each).DistinctBy(person => person.Id).Where(person => person.Name.Equals(text, StringComparison.OrdinalIgnoreCase))];
    }
}
