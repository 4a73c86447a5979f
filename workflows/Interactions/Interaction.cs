namespace MemberServices.Interactions;

/// <summary>One line on a member's timeline.</summary>
/// <param name="At">When it happened.</param>
/// <param name="Type">What, for programs: "mail.sent".</param>
/// <param name="Summary">What, for people.</param>
/// <param name="By">By whom.</param>
/// <param name="Channel">Through which channel.</param>
/// <param name="Case">About which case, or null.</param>
public sealed record Interaction(DateTimeOffset At, string Type, string Summary, string By, string Channel, string? Case);

/// <param name="Interactions">Newest first.</param>
/// <param name="After">Hand it in to get the lines after these; null when there are no more.</param>
public sealed record InteractionPage(IReadOnlyList<Interaction> Interactions, string? After);
