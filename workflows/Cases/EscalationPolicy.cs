using System.ComponentModel.DataAnnotations;
using MemberServices.Policies;

namespace MemberServices.Cases;

/// <summary>
/// What happens while nobody answers, in business days counted from the asking. One shape for approval, billing,
/// checklist, survey and complaint. Plain data: a case carries the policy that it started with.
/// </summary>
public sealed record EscalationPolicy : IPolicySection
{
    /// <summary>The latest end: about a year of business days.</summary>
    public const int Longest = 250;

    /// <summary>Days after which who was asked is reminded: rising, all before the end. May be empty.</summary>
    [Range(1, Longest - 1)]
    public required IReadOnlyList<int> ReminderDays { get; init; }

    /// <summary>Days after which staff step in, before the end; null: they don't.</summary>
    [Range(1, Longest - 1)]
    public int? StaffDays { get; init; }

    /// <summary>Days after which all are told that the end is near: after the last reminder, before the end; null: nobody is.</summary>
    [Range(1, Longest - 1)]
    public int? LastNoticeDays { get; init; }

    /// <summary>Days after which it ends without an answer: 1 to 250.</summary>
    [Range(1, Longest)]
    public required int EndDays { get; init; }

    /// <summary>After how many business days a deadline of this policy is.</summary>
    /// <exception cref="ArgumentException">The policy has no such deadline.</exception>
    public int DaysOf(Deadline deadline) => deadline.Kind switch
    {
        DeadlineKind.Reminder when deadline.Number <= ReminderDays.Count => ReminderDays[deadline.Number - 1],
        DeadlineKind.Staff when StaffDays is { } days => days,
        DeadlineKind.LastNotice when LastNoticeDays is { } days => days,
        DeadlineKind.End => EndDays,
        _ => throw new ArgumentException($"The policy has no {deadline.Kind} {deadline.Number}.", nameof(deadline)),
    };

    public void Check(PolicyCheck check)
    {
        for (var i = 0; i < ReminderDays.Count; i++)
        {
            check.At("reminderDays").At(i).Must(
                ReminderDays[i] > (i == 0 ? 0 : ReminderDays[i - 1]) && ReminderDays[i] < EndDays,
                "must be more than the one before it (the first more than 0) and less than endDays", ReminderDays[i]);
        }

        var lastReminder = ReminderDays.Count == 0 ? 0 : ReminderDays[^1];
        check.At("staffDays").Must(
            StaffDays is null || StaffDays > 0 && StaffDays < EndDays, "must be from 1 to less than endDays", StaffDays);
        check.At("lastNoticeDays").Must(
            LastNoticeDays is null || LastNoticeDays > lastReminder && LastNoticeDays < EndDays,
            "must be more than the last of reminderDays and less than endDays", LastNoticeDays);
        check.At("endDays").Must(EndDays is > 0 and <= Longest, $"must be from 1 to {Longest}", EndDays);
    }
}
