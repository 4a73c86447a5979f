using MemberServices.Calendar;

namespace MemberServices.WorkItems;

/// <summary>When a work item is due, and when somebody is reminded of it. All of it is business time.</summary>
public static class WorkItemSchedule
{
    /// <summary>When an item is due that nobody gave a time.</summary>
    public static DateTimeOffset DueOf(WorkItemPolicy policy, BusinessCalendar calendar, DateTimeOffset openedAt) =>
        calendar.DeadlineAfter(openedAt, policy.DueDays);

    /// <summary>So many days before the due time, at the same time on the clock.</summary>
    public static IReadOnlyList<DateTimeOffset> DaysBefore(BusinessCalendar calendar, DateTimeOffset due, IEnumerable<int> days) =>
        [.. days.Select(count => (calendar.InZone(due).LocalDateTime.PlusDays(-count)).InZoneLeniently(calendar.InZone(due).Zone).ToDateTimeOffset())];

    /// <summary>The item with its times: its own reminders, or the policy's.</summary>
    public static WorkItem Plan(WorkItem item, WorkItemPolicy policy, BusinessCalendar calendar)
    {
        var open = calendar.OpenTimeBetween(item.OpenedAt, item.Due);
        var wished = item.RemindAt ?? [calendar.Add(item.OpenedAt, open * policy.ReminderPercent / 100)];
        return item with
        {
            RemindAt = [.. wished.Select(calendar.NextOpen).Where(at => at > item.OpenedAt && at <= item.Due).Distinct().Order()],
            EscalateAt = calendar.DeadlineAfter(item.Due, policy.ManagerDays),
        };
    }
}
