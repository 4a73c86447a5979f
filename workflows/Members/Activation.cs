namespace MemberServices.Members;

/// <summary>What became of making a member active.</summary>
/// <param name="Member">
/// The member as they are stored now; null when another has the license. Not active when the same case had made them
/// active before and that has ended since: it came late.
/// </param>
/// <param name="HeldBy">The active member who has the license; null unless it is another.</param>
public sealed record Activation(Member? Member, Member? HeldBy);
