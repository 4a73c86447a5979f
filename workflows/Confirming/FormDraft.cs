namespace MemberServices.Confirming;

/// <summary>What was typed into a public form, by nobody knows whom.</summary>
/// <param name="What">Checked and made whole.</param>
/// <param name="SentAt">When.</param>
public sealed record FormDraft<T>(T What, DateTimeOffset SentAt) where T : class;

/// <summary>What the mailbox's owner said.</summary>
/// <param name="IsMine">Whether they sent it.</param>
/// <param name="At">When.</param>
public sealed record DraftAnswer(bool IsMine, DateTimeOffset At);
