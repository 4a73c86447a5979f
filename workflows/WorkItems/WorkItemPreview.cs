using MemberServices.Calendar;

namespace MemberServices.WorkItems;

/// <summary>By when a work item is to be done.</summary>
public sealed class WorkItemPreview(WorkItemPolicy policy, BusinessCalendar calendar) : IPolicyPreview
{
    public string Kind => "work-item";

    public IReadOnlyList<PreviewedStage> StagesFrom(DateTimeOffset openedAt) =>
        [new(Kind, "Work item", [new("due", 1, "The work is to be done", calendar.DeadlineAfter(openedAt, policy.DueDays), calendar.Explain(openedAt, policy.DueDays))])];
}
