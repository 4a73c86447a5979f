namespace MemberServices.Desk.Cases;

/// <summary>Something that is to come.</summary>
/// <param name="At">When.</param>
/// <param name="What">What.</param>
/// <param name="Why">Why then, or by whom; or null.</param>
/// <param name="Address">Where more of it is, or null.</param>
public sealed record ComingLine(DateTimeOffset At, string What, string? Why, string? Address = null);
