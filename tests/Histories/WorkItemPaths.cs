using MemberServices.WorkItems;
using MemberServices.WorkItems.Reminders;

namespace MemberServices.Tests.Histories;

/// <summary>The ways that the following of a work item can go; the instance's id.</summary>
static class WorkItemPaths
{
    public static readonly IReadOnlyDictionary<string, Func<Mls, Task<string>>> All = new Dictionary<string, Func<Mls, Task<string>>>
    {
        ["waiting"] = mls => OpenedAsync(mls, _ => Task.CompletedTask),
        ["overdue"] = mls => OpenedAsync(mls, _ => mls.Advance(days: 5)),
        ["done-in-time"] = mls => OpenedAsync(mls, item => mls.Finishes(item, Cast.Sarah)),
        ["done-after-a-reminder"] = mls => OpenedAsync(mls, async item =>
        {
            await mls.Advance(hours: 8);
            await mls.Finishes(item, Cast.Sarah);
        }),
        ["directory-away"] = mls => OpenedAsync(mls, async _ =>
        {
            await mls.Advance(hours: 47);
            mls.Graph.Faults.Refuse(503, times: 100_000);
            await mls.Advance(hours: 4);
            mls.Graph.Faults.Clear();
            await mls.Advance(hours: 2);
        }),
    };

    static async Task<string> OpenedAsync(Mls mls, Func<WorkItem, Task> then)
    {
        var item = await mls.OpensWork("Call the broker");
        await then(item);
        return WorkItemFollowUps.InstanceOf(item.Id);
    }
}
