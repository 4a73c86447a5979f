using System.Globalization;
using MemberServices.Calendar;
using MemberServices.Cases;

namespace MemberServices.Complaints;

/// <summary>What a timer does. Zero is nothing.</summary>
public enum ComplaintTimerKind
{
    /// <summary>The owner is reminded of the word that the complainant waits for.</summary>
    Remind = 1,

    /// <summary>The complainant should have heard from us.</summary>
    Miss,

    /// <summary>The letter should have gone out.</summary>
    Overdue,

    /// <summary>Nobody said what came of the call.</summary>
    MissCall,

    /// <summary>The two questions are asked by mail.</summary>
    Ask,

    /// <summary>Nobody waits for the answer any more.</summary>
    Close,
}

/// <param name="Id">Names it for ever.</param>
/// <param name="Kind">What is done.</param>
/// <param name="At">When.</param>
public sealed record ComplaintTimer(string Id, ComplaintTimerKind Kind, DateTimeOffset At)
{
    public static string RemindedOf(int promise) => string.Create(CultureInfo.InvariantCulture, $"update-{promise}.reminded");

    public static string MissedOf(int promise) => string.Create(CultureInfo.InvariantCulture, $"update-{promise}.missed");

    public static string OverdueOf(int episode) => string.Create(CultureInfo.InvariantCulture, $"letter-{episode}.overdue");
}

/// <summary>What a complaint does next by itself, apart from finding its owner and planning calls. Pure.</summary>
public static class ComplaintTimers
{
    /// <summary>A business day after the call somebody must have said what came of it.</summary>
    const int CallDays = 1;

    /// <summary>All that is to come as it stands, the next first.</summary>
    public static IReadOnlyList<ComplaintTimer> Of(ComplaintOpened opened, ComplaintState state)
    {
        var (policy, time) = (opened.Policy, opened.Time);
        return [.. All().Where(timer => !state.Passed.Contains(timer.Id)).OrderBy(timer => timer.At).ThenBy(timer => timer.Kind)];

        IEnumerable<ComplaintTimer> All()
        {
            switch (state.Phase)
            {
                case ComplaintPhase.Investigating or ComplaintPhase.Agreeing:
                    yield return new(ComplaintTimer.RemindedOf(state.Heard), ComplaintTimerKind.Remind, time.DeadlineAfter(state.HeardAt, policy.ReminderDays));
                    yield return new(ComplaintTimer.MissedOf(state.Heard), ComplaintTimerKind.Miss, time.DeadlineAfter(state.HeardAt, policy.UpdateDays));
                    yield return new(ComplaintTimer.OverdueOf(state.Episode), ComplaintTimerKind.Overdue, state.LetterDueAt(opened));
                    break;
                case ComplaintPhase.Calling when state.NeedsMail(policy):
                    yield return new("ask", ComplaintTimerKind.Ask, state.LastTriedAt ?? state.Since);
                    break;
                case ComplaintPhase.Calling when state.Call is { } call && !state.IsCallStale:
                    yield return new("miss-call", ComplaintTimerKind.MissCall, time.DeadlineAfter(call.Until, CallDays));
                    break;
                case ComplaintPhase.Asked:
                    yield return new("close", ComplaintTimerKind.Close, state.AskedAt!.Value.AddDays(policy.AnswerDays));
                    break;
            }
        }
    }

    /// <summary>The entry that says that a timer was passed.</summary>
    public static CaseEntry Passing(ComplaintTimer timer)
    {
        return timer.Kind switch
        {
            ComplaintTimerKind.Remind or ComplaintTimerKind.Miss or ComplaintTimerKind.Overdue => Entry(ComplaintChanges.Passed, new ComplaintThreshold(timer.Id)),
            ComplaintTimerKind.MissCall => Entry(ComplaintChanges.CallMissed, new { }),
            ComplaintTimerKind.Ask => Entry(ComplaintChanges.Asked, new { }),
            ComplaintTimerKind.Close => Entry(ComplaintChanges.Closed, new ComplaintClosing(ComplaintEnd.NoAnswer)),
            _ => throw new ArgumentOutOfRangeException(nameof(timer), timer.Kind, "A timer without an entry."),
        };

        CaseEntry Entry<T>(string kind, T what) => CaseEntry.Of(kind, timer.At, Actor.Timer, Channel.System, what);
    }
}
