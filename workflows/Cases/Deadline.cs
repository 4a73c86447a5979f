using System.Text.Json.Serialization;

namespace MemberServices.Cases;

/// <summary>What is done at a deadline, in the order in which those of one instant are done. Zero is none.</summary>
[JsonConverter(typeof(EnumNameConverter<DeadlineKind>))]
public enum DeadlineKind
{
    /// <summary>Who was asked is reminded.</summary>
    Reminder = 1,

    /// <summary>Staff are asked to step in.</summary>
    Staff,

    /// <summary>All concerned are told that the end is near.</summary>
    LastNotice,

    /// <summary>It ends without an answer. Always the last.</summary>
    End,
}

/// <param name="Kind">What is done.</param>
/// <param name="Number">Which of its kind in its step, from 1.</param>
/// <param name="At">When, UTC.</param>
/// <param name="IsLast">Whether none of its kind follows.</param>
public sealed record Deadline(DeadlineKind Kind, int Number, DateTimeOffset At, bool IsLast)
{
    /// <summary>
    /// Names what is done here, the same whenever it is asked, and unlike any other deadline's of any case: mails,
    /// events and work items are derived from it. "TK-7KQ2MX.2.reminder.1".
    /// </summary>
    /// <param name="case">Whose deadline it is.</param>
    /// <param name="step">Which step of the case, from 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="step"/> is less than 1.</exception>
    public string IdOf(CaseId @case, int step)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(step, 1);
        return FormattableString.Invariant($"{@case}.{step}.{EnumNames<DeadlineKind>.Of(Kind)}.{Number}");
    }
}
