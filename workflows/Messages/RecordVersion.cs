namespace MemberServices.Messages;

/// <summary>
/// Which of two records of one thing is the newer: the one that was said later and, of two of one time, the one with the
/// greater id. So the same record counts in the end, in whatever order and however often they come.
/// </summary>
/// <param name="At">The message's time.</param>
/// <param name="Id">Its source and id.</param>
public sealed record RecordVersion(DateTimeOffset At, string Id)
{
    /// <summary>How far other systems' clocks may be ahead of ours.</summary>
    public static readonly TimeSpan MostAhead = TimeSpan.FromMinutes(5);

    public bool IsNewerThan(RecordVersion? other) =>
        other is null || At > other.At || At == other.At && string.CompareOrdinal(Id, other.Id) > 0;

    /// <summary>The version that a message's record has, or why it has none: one from the future would keep all that follow from being taken.</summary>
    public static (RecordVersion? Version, MessageError? Error) Of(CloudEvent message, DateTimeOffset now) => message.Time switch
    {
        null => (null, new MessageError("time", "must be there: of two records the later one counts")),
        { } at when IsAhead(at, now) => (null, new MessageError("time", $"must not be more than {MostAhead.TotalMinutes:0} minutes ahead: correct the sender's clock")),
        { } at => (new RecordVersion(at, $"{message.Source} {message.Id}"), null),
    };

    /// <summary>Whether a time is too far in the future to have happened.</summary>
    public static bool IsAhead(DateTimeOffset at, DateTimeOffset now) => at > now + MostAhead;
}
