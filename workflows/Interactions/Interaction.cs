namespace MemberServices.Interactions;

/// <summary>One line on somebody's timeline.</summary>
/// <param name="At">When it happened.</param>
/// <param name="Type">What, for programs: "mail.sent".</param>
/// <param name="Summary">What, for people.</param>
/// <param name="By">By whom.</param>
/// <param name="Channel">Through which channel.</param>
/// <param name="Case">About which case, or null.</param>
/// <param name="Category">Of a contact: why; else null.</param>
/// <param name="Direction">Of a contact: "inbound" or "outbound"; else null.</param>
/// <param name="Outcome">Of a contact: how it was handled, where that was told; else null.</param>
public sealed record Interaction(
    DateTimeOffset At, string Type, string Summary, string By, string Channel, string? Case, string? Category = null, string? Direction = null, string? Outcome = null);

/// <param name="Interactions">Newest first.</param>
/// <param name="After">Hand it in to get the lines after these; null when there are no more.</param>
public sealed record InteractionPage(IReadOnlyList<Interaction> Interactions, string? After);
