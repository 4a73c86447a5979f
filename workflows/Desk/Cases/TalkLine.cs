namespace MemberServices.Desk.Cases;

/// <summary>Something that was said or done in a case, as staff read it.</summary>
/// <param name="At">When.</param>
/// <param name="Who">Who said it.</param>
/// <param name="Deed">What the words belong to; empty where that is plain.</param>
/// <param name="Words">What somebody wrote; null or empty: it only happened.</param>
/// <param name="Happened">What happened, in a line.</param>
/// <param name="Sign">The icon of what happened.</param>
/// <param name="Channel">How it came, or null.</param>
/// <param name="IsForStaff">Whether only staff read it.</param>
/// <param name="IsTheirs">Whether whose case it is said it.</param>
/// <param name="Why">What belongs to it and only staff read, or null.</param>
public sealed record TalkLine(
    DateTimeOffset At, string Who, string Deed, string? Words, string Happened, string Sign, string? Channel, bool IsForStaff, bool IsTheirs, string? Why)
{
    /// <summary>What <see cref="Why"/> is.</summary>
    public string WhyIs { get; init; } = "Why";
}
