using MemberServices.Calendar;

namespace MemberServices.Onboarding.Access;

/// <summary>How a try to give access, or to take it back, went.</summary>
public enum AccessState
{
    Done,

    /// <summary>The directory is busy or doesn't answer; it passes.</summary>
    Busy,

    /// <summary>The directory says no; only a person can change that.</summary>
    Refused,
}

/// <param name="State">How it went.</param>
/// <param name="RetryAfter">How long a busy directory wants us to wait, or null when it doesn't say.</param>
/// <param name="Why">What refuses it, for staff; null: the directory.</param>
public sealed record AccessResult(AccessState State, TimeSpan? RetryAfter = null, string? Why = null);

/// <summary>What to do after a try that didn't work.</summary>
/// <param name="AskStaff">Staff must look.</param>
/// <param name="TryAt">When to try again; null: only when staff say so.</param>
public sealed record AccessMove(bool AskStaff, DateTimeOffset? TryAt);

/// <summary>When access is tried again.</summary>
public static class AccessRetry
{
    public static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(30);
    public static readonly TimeSpan LongestPause = TimeSpan.FromHours(4);

    /// <summary>
    /// What to do after a try. Passing faults are tried again after a pause that doubles up to four hours, and never
    /// sooner than the directory asks; when they last until staff are asked, once a business day. A refusal goes to
    /// staff at once.
    /// </summary>
    /// <param name="result">How the try went: not done.</param>
    /// <param name="attempt">Which try it was, from 1.</param>
    /// <param name="now">When it was.</param>
    /// <param name="staffAt">From when on staff are asked.</param>
    /// <param name="calendar">The organization's.</param>
    public static AccessMove After(AccessResult result, int attempt, DateTimeOffset now, DateTimeOffset staffAt, BusinessCalendar calendar)
    {
        if (result.State == AccessState.Refused)
        {
            return new AccessMove(true, null);
        }
        var isLate = now >= staffAt;
        var pause = TimeSpan.FromTicks(Math.Min(LongestPause.Ticks, (long)(FirstPause.Ticks * Math.Pow(2, Math.Min(attempt - 1, 20)))));
        var soonest = now + (result.RetryAfter > pause ? result.RetryAfter.Value : pause);
        if (!isLate && soonest > staffAt && result.RetryAfter is null)
        {
            soonest = staffAt;
        }
        var nextDay = calendar.DeadlineAfter(now, 1);
        return new AccessMove(isLate, isLate && nextDay > soonest ? nextDay : soonest);
    }
}
