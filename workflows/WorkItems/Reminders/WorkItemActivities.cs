using Microsoft.Azure.Functions.Worker;

namespace MemberServices.WorkItems.Reminders;

public sealed class WorkItemActivities(WorkItemReminding reminding)
{
    /// <summary>Looks at an item and does what is due. Answers when to look again; null: nothing will be due any more.</summary>
    [Function(nameof(FollowUpWorkItem))]
    public Task<DateTimeOffset?> FollowUpWorkItem([ActivityTrigger] string item) => reminding.FollowUpAsync(item);
}
