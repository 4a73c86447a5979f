using MemberServices.Policies;

namespace MemberServices.Staff;

/// <summary>Who does the work: the roles and the directory's groups behind them.</summary>
public sealed record StaffPolicy : IPolicySection
{
    /// <summary>In the order in which people see them. The ids and the names are unique.</summary>
    public required IReadOnlyList<StaffRole> Roles { get; init; }

    /// <summary>The role with that id.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public StaffRole Role(string id) =>
        Roles.FirstOrDefault(role => role.Id == id) ?? throw new ArgumentException($"staff.roles in the policy file has no role '{id}'.", nameof(id));

    /// <summary>What people call a role; of one that the policy has no longer, its id.</summary>
    public string NameOf(string id) => Roles.FirstOrDefault(role => role.Id == id)?.Name ?? id;

    public void Check(PolicyCheck check)
    {
        var place = check.At("roles");
        for (var i = 0; i < Roles.Count; i++)
        {
            var role = Roles[i];
            var before = Roles.Take(i).ToList();
            role.Check(place.At(i));
            place.At(i).At("id").Must(!before.Any(r => r.Id == role.Id), "must not be there twice", $"\"{role.Id}\"");
            place.At(i).At("name").Must(
                !before.Any(r => r.Name.Trim().Equals(role.Name.Trim(), StringComparison.OrdinalIgnoreCase)), "must not be there twice", $"\"{role.Name}\"");
        }

        foreach (var id in StaffRoles.Required.Where(id => !Roles.Any(role => role.Id == id)))
        {
            place.Must(false, $"must have a role with the id \"{id}\": work is given to it");
        }
    }
}
