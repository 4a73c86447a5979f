using MemberServices.Policies;

namespace MemberServices.Staff;

/// <summary>Somebody who works for the organization.</summary>
/// <param name="Id">The user's object id in the directory; never changes.</param>
/// <param name="Name">Shown to others. The address where the directory has no name.</param>
/// <param name="Email">A valid address, as the directory writes it.</param>
public sealed record StaffPerson(string Id, string Name, string Email);

/// <summary>Somebody of the staff, with what they are there for.</summary>
/// <param name="Person">Who.</param>
/// <param name="Roles">At least one, in the policy's order.</param>
public sealed record PersonInRoles(StaffPerson Person, IReadOnlyList<StaffRole> Roles)
{
    /// <param name="role">A role's id: <see cref="StaffRoles"/>.</param>
    public bool Has(string role) => Roles.Any(r => r.Id == role);
}
