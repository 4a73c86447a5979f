namespace MemberServices.Tests.Directory;

/// <summary>A user as the directory shows them.</summary>
sealed record ShownUser(string Id, bool IsPending, bool IsMember);
