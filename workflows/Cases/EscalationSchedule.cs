using MemberServices.Calendar;
using MemberServices.Policies;

namespace MemberServices.Cases;

/// <summary>When a step that nobody answers is followed up.</summary>
/// <remarks>
/// Pure. Every deadline is in open hours, the end when its day closes, since people plan by the day: "by the end of
/// Thursday". A later start never gives an earlier one: whoever asks a second time doesn't shorten what the first asking
/// promised.
/// </remarks>
public static class EscalationSchedule
{
    /// <summary>
    /// The deadlines of a step in the order in which they are done, the end last. Each is that many business days
    /// after the start; see <see cref="BusinessDays.DeadlineAfter"/>.
    /// </summary>
    /// <param name="policy">After how many days.</param>
    /// <param name="calendar">Which days, and which hours.</param>
    /// <param name="start">When somebody was asked.</param>
    /// <exception cref="ArgumentException">The policy breaks a rule; the message lists every error.</exception>
    public static IReadOnlyList<Deadline> Create(EscalationPolicy policy, BusinessCalendar calendar, DateTimeOffset start)
    {
        PolicyCheck.ThrowIfInvalid(policy);
        var reminders = policy.ReminderDays.Select((days, i) => new Deadline(
            DeadlineKind.Reminder, i + 1, calendar.DeadlineAfter(start, days), i == policy.ReminderDays.Count - 1));

        return InOrder([.. reminders, .. Once(policy, calendar, start, policy.StaffDays)]);
    }

    /// <summary>
    /// As <see cref="Create"/>, where there is nobody to ask: nobody is reminded, and staff step in at the next open moment.
    /// </summary>
    /// <inheritdoc cref="Create"/>
    public static IReadOnlyList<Deadline> CreateForStaff(EscalationPolicy policy, BusinessCalendar calendar, DateTimeOffset start)
    {
        PolicyCheck.ThrowIfInvalid(policy);
        return InOrder(Once(policy, calendar, start, staffDays: 0));
    }

    /// <summary>How a deadline of <see cref="Create"/> is counted, in a line.</summary>
    /// <param name="deadline">Which.</param>
    /// <inheritdoc cref="Create"/>
    public static string Explain(EscalationPolicy policy, BusinessCalendar calendar, DateTimeOffset start, Deadline deadline) =>
        calendar.Explain(start, policy.DaysOf(deadline), untilClosing: deadline.Kind == DeadlineKind.End);

    static IEnumerable<Deadline> Once(
        EscalationPolicy policy, BusinessCalendar calendar, DateTimeOffset start, int? staffDays)
    {
        (DeadlineKind Kind, int? Days)[] kinds =
            [(DeadlineKind.Staff, staffDays), (DeadlineKind.LastNotice, policy.LastNoticeDays), (DeadlineKind.End, policy.EndDays)];
        foreach (var (kind, days) in kinds)
        {
            if (days is { } after)
            {
                var at = calendar.DeadlineAfter(start, after);
                yield return new Deadline(kind, 1, kind == DeadlineKind.End ? calendar.ClosingOf(at) : at, true);
            }
        }
    }

    // Two days may meet at one opening: what is done first there goes by kind, and the end is last.
    static IReadOnlyList<Deadline> InOrder(IEnumerable<Deadline> deadlines) =>
        [.. deadlines.OrderBy(d => d.At).ThenBy(d => d.Kind).ThenBy(d => d.Number)];
}
