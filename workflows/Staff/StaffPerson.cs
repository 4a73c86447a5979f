using MemberServices.Policies;

namespace MemberServices.Staff;

/// <summary>Somebody who works for the organization.</summary>
/// <param name="Id">The user's object id in the directory; never changes.</param>
/// <param name="Name">Shown to others. The address where the directory has no name.</param>
/// <param name="Email">A valid address, as the directory writes it.</param>
/// <param name="Phone">Where others call them, in its one spelling; null: the directory has no number, or none that can be called from outside.</param>
/// <param name="Title">What they are: "Director of Finance"; null: the directory doesn't say.</param>
/// <remarks>Cases keep it as it was then. Rows are read for years: a member that is added later has a default.</remarks>
public sealed record StaffPerson(string Id, string Name, string Email, string? Phone = null, string? Title = null);

/// <summary>Somebody of the staff, with what they are there for.</summary>
/// <param name="Person">Who.</param>
/// <param name="Roles">At least one, in the policy's order.</param>
public sealed record PersonInRoles(StaffPerson Person, IReadOnlyList<StaffRole> Roles)
{
    /// <param name="role">A role's id: <see cref="StaffRoles"/>.</param>
    public bool Has(string role) => Roles.Any(r => r.Id == role);
}
