namespace MemberServices.Tickets.Telling;

/// <summary>What a closed ticket's event says of its solution, for whoever asks how it was.</summary>
/// <param name="At">When it was resolved.</param>
/// <param name="Subject">What it was about, in the customer's words.</param>
/// <param name="By">Who resolved it, or had it when it was taken to be solved; null: nobody.</param>
public sealed record TicketSolution(DateTimeOffset At, string Subject, string? By);
