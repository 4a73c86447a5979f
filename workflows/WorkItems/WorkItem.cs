using MemberServices.Policies;

namespace MemberServices.WorkItems;

/// <summary>Something that a person of the organization must do.</summary>
/// <param name="Id">Derived from the case and the step, so that a repeat doesn't open a second one.</param>
/// <param name="Role">Who does it: one of <see cref="StaffRoles"/>.</param>
/// <param name="Title">What to do, in a line.</param>
/// <param name="Due">By when.</param>
/// <param name="Case">The case it belongs to, or null.</param>
/// <param name="MemberKey">The key of the member it is about, or null.</param>
/// <param name="OpenedAt">When it was opened.</param>
/// <param name="ClosedAt">When it was done or its reason went away, or null while it is open.</param>
/// <param name="ClosedBecause">Why it was closed, or null.</param>
public sealed record WorkItem(
    string Id,
    string Role,
    string Title,
    DateTimeOffset Due,
    string? Case,
    string? MemberKey,
    DateTimeOffset OpenedAt,
    DateTimeOffset? ClosedAt = null,
    string? ClosedBecause = null);
