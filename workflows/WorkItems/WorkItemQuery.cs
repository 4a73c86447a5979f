namespace MemberServices.WorkItems;

/// <summary>Which work items.</summary>
/// <param name="Role">Of this role; null: of any.</param>
/// <param name="Owner">That the person with this address has; null: whoever has them.</param>
/// <param name="Case">Of this case; null: of any or none.</param>
/// <param name="State">In this state; null: in each in which somebody must still do it.</param>
public sealed record WorkItemQuery(string? Role = null, string? Owner = null, string? Case = null, WorkItemState? State = null)
{
    /// <summary>The shortest list that has all of them.</summary>
    internal string Scope => Owner is not null ? WorkItemRows.OfPerson(Owner)
        : Case is not null ? WorkItemRows.OfCase(Case)
        : Role is not null ? WorkItemRows.OfRole(Role)
        : WorkItemRows.Everybody;

    internal string List => State is WorkItemState.Done or WorkItemState.Lapsed ? WorkItemRows.Closed : WorkItemRows.Live;

    /// <summary>Whether that list has others, too.</summary>
    internal bool IsNarrower => State is not null || (Role is not null && (Owner ?? Case) is not null) || (Owner is not null && Case is not null);

    internal bool Fits(WorkItem item) =>
        (Role is null || item.Role == Role) && (Case is null || item.Case == Case) && (State is null ? item.IsLive : item.State == State);
}
