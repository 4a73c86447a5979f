namespace MemberServices.Cases;

/// <summary>What cases of a kind can be about, for other workflows that hand one over; registered by the kind's own.</summary>
/// <param name="Kind">Which kind.</param>
/// <param name="Names">By id, in the order in which they are shown.</param>
public sealed record CaseCategories(CaseKind Kind, IReadOnlyList<KeyValuePair<string, string>> Names);
