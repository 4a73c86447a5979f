namespace MemberServices.Cases;

/// <summary>The outcome of a case whose log has entries alone: nothing is asked in steps.</summary>
public sealed record NoOutcome;
