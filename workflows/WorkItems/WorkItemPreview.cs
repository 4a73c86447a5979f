using MemberServices.Calendar;
using MemberServices.Policies;

namespace MemberServices.WorkItems;

/// <summary>By when a work item is to be done, and who hears of it before and after.</summary>
public sealed class WorkItemPreview(WorkItemPolicy policy, BusinessCalendar calendar) : IPolicyPreview
{
    public string Kind => "work-item";

    public IReadOnlyList<PreviewedStage> StagesFrom(DateTimeOffset openedAt)
    {
        var due = WorkItemSchedule.DueOf(policy, calendar, openedAt);
        var item = WorkItemSchedule.Plan(new WorkItem(Kind, StaffRoles.Level1, Kind, due, null, null, openedAt), policy, calendar);
        return
        [
            new(Kind, "Work item",
            [
                .. item.RemindAt!.Select((at, i) => new PreviewedDeadline("reminder", i + 1, "Its owner is reminded", at, Reminder(item, at))),
                new("due", 1, "The work is to be done", due, calendar.Explain(openedAt, policy.DueDays)),
                new("manager", 1, "Its owner's manager is told that it is overdue", item.EscalateAt!.Value, calendar.Explain(due, policy.ManagerDays)),
            ]),
        ];
    }

    string Reminder(WorkItem item, DateTimeOffset at)
    {
        var open = calendar.OpenTimeBetween(item.OpenedAt, item.Due);
        var passed = open * policy.ReminderPercent / 100;
        var words = $"{policy.ReminderPercent} percent of the opening hours up to the due time: {Hours(passed)} of {Hours(open)}";
        return at == calendar.Add(item.OpenedAt, passed) ? words : $"{words}, which is the time of closing: at the next opening";
    }

    static string Hours(TimeSpan time) => FormattableString.Invariant($"{(int)time.TotalHours} h {time.Minutes} min");
}
