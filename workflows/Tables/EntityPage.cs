namespace MemberServices.Tables;

/// <summary>Some rows of a partition.</summary>
/// <param name="Rows">In the order of their keys.</param>
/// <param name="After">Hand it in to get the rows after these; null when there are no more. It is a row's key, and stays good.</param>
public sealed record EntityPage<T>(IReadOnlyList<T> Rows, string? After);
