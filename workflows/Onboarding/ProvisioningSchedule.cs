using System.Text.Json.Serialization;
using MemberServices.Calendar;

namespace MemberServices.Onboarding;

/// <summary>How a try to give access went.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AccessState>))]
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
public sealed record AccessResult(AccessState State, TimeSpan? RetryAfter = null);

/// <summary>What to do after a try to give access.</summary>
/// <param name="IsDone">Access is there.</param>
/// <param name="AskStaff">Staff must be asked now.</param>
/// <param name="TryAt">When to try again; null: only when staff say so.</param>
public sealed record ProvisioningMove(bool IsDone, bool AskStaff, DateTimeOffset? TryAt);

/// <summary>Until when access is tried for.</summary>
/// <param name="StaffAt">From when on staff are asked.</param>
/// <param name="GiveUpAt">When the enrollment fails.</param>
public sealed record ProvisioningSchedule(DateTimeOffset StaffAt, DateTimeOffset GiveUpAt)
{
    public static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(30);
    public static readonly TimeSpan LongestPause = TimeSpan.FromHours(4);

    public static ProvisioningSchedule Make(AccessPolicy policy, BusinessCalendar calendar, DateTimeOffset start) => new(
        calendar.DeadlineAfter(start, policy.StaffDays),
        calendar.DeadlineAfter(start, policy.GiveUpDays));

    /// <summary>
    /// What to do after a try. Passing faults are tried again after a pause that doubles up to four hours, and never
    /// sooner than the directory asks; when they last until staff are asked, once a business day. A refusal goes to
    /// staff at once.
    /// </summary>
    /// <param name="result">How the try went.</param>
    /// <param name="attempt">Which try it was, from 1.</param>
    /// <param name="now">When it ended.</param>
    /// <param name="staffAsked">Whether staff were asked in this step.</param>
    /// <param name="calendar">The organization's.</param>
    public ProvisioningMove After(AccessResult result, int attempt, DateTimeOffset now, bool staffAsked, BusinessCalendar calendar)
    {
        switch (result.State)
        {
            case AccessState.Done:
                return new ProvisioningMove(true, false, null);
            case AccessState.Refused:
                return new ProvisioningMove(false, !staffAsked, null);
            default:
                var isLate = now >= StaffAt;
                var pause = TimeSpan.FromTicks(Math.Min(
                    LongestPause.Ticks, (long)(FirstPause.Ticks * Math.Pow(2, Math.Min(attempt - 1, 20)))));
                var soonest = now + (result.RetryAfter > pause ? result.RetryAfter.Value : pause);
                if (!isLate && soonest > StaffAt && result.RetryAfter is null)
                {
                    soonest = StaffAt;
                }

                var nextDay = calendar.DeadlineAfter(now, 1);
                return new ProvisioningMove(false, isLate && !staffAsked, isLate && nextDay > soonest ? nextDay : soonest);
        }
    }
}
