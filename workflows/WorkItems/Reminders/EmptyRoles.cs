using MemberServices.Calendar;
using MemberServices.Messages;
using MemberServices.Policies;
using Microsoft.Extensions.Logging;

namespace MemberServices.WorkItems.Reminders;

/// <summary>Roles that have work and nobody to do it.</summary>
public sealed partial class EmptyRoles(WorkItemTable table, WorkItemService work, WorkItemPolicy policy, BusinessCalendar calendar, TimeProvider clock, ILogger<EmptyRoles> log)
{
    /// <summary>Tells the log, and ops by a work item: one at a time for each role.</summary>
    public async Task TellAsync(string role, CancellationToken cancellationToken = default)
    {
        Log.Nobody(log, role);
        var begin = $"{DeterministicId.From("empty-role", role)}.";
        var before = await table.ItemsAsync(begin, cancellationToken).ToListAsync(cancellationToken);
        if (!before.Any(item => item.IsLive))
        {
            var now = clock.GetUtcNow();
            await work.OpenAsync(
                new WorkItem(
                    $"{begin}{before.Count + 1}", StaffRoles.Ops, $"Put somebody into the group of the role {role}: it has work and nobody to do it",
                    WorkItemSchedule.DueOf(policy, calendar, now), null, null, now),
                cancellationToken);
        }
    }

    static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "Nobody is in the group of the role {Role}, which has work: the managers are told of it")]
        public static partial void Nobody(ILogger logger, string role);
    }
}
