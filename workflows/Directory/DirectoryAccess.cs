namespace MemberServices.Directory;

/// <summary>What a person needs to know of their access.</summary>
/// <param name="UserId">The user in the directory.</param>
/// <param name="RedeemAddress">Where the guest accepts the invitation; null when they have, or need none.</param>
public sealed record DirectoryAccess(string UserId, string? RedeemAddress);
