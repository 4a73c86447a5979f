namespace MemberServices.Tables;

/// <param name="Name">A table that the app needs.</param>
public sealed record RequiredTable(string Name);
