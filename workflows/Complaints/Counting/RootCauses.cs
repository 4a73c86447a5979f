using System.Globalization;
using Azure.Data.Tables;
using MemberServices.Cases;
using MemberServices.Messages;
using MemberServices.Policies;
using MemberServices.Tables;
using MemberServices.WorkItems;

namespace MemberServices.Complaints.Counting;

/// <param name="Case">Which complaint.</param>
/// <param name="At">When its letter went out.</param>
/// <param name="Name">The cause in words.</param>
public sealed record CausedComplaint(CaseId Case, DateTimeOffset At, string Name);

/// <summary>
/// The table <c>ComplaintCauses</c>: which complaints had which root cause, so that those of one cause are linked, and what happens again and
/// again becomes work of who can mend it. There is nothing in it about a person.
/// </summary>
public sealed class RootCauses(TableServiceClient service, WorkItemService work, WorkItemPolicy workPolicy, Calendar.BusinessCalendar calendar, TimeProvider clock)
{
    public const string TableName = "ComplaintCauses";

    const string Raised = "raised";

    readonly EntityTable table = new(service, TableName);

    /// <summary>Notes a complaint's cause; of one that was resolved before, the last one counts. Enough of them make work, once.</summary>
    public async Task AddAsync(ComplaintRecord record, ComplaintResolution resolution, DateTimeOffset at, CancellationToken cancellationToken = default)
    {
        foreach (var earlier in record.Entries.Where(entry => entry.Kind == ComplaintChanges.Resolved).Select(entry => entry.Read<ComplaintResolution>().Cause).Where(cause => cause != resolution.Cause).Distinct())
        {
            await table.DeleteAsync(PartitionOf(earlier), record.Id.ToString(), cancellationToken);
        }
        await table.UpsertAsync(JsonRow.Of(PartitionOf(resolution.Cause), record.Id.ToString(), new CausedComplaint(record.Id, at, resolution.CauseName)), cancellationToken);
        await RaiseAsync(record.Opened.Policy, resolution, at, cancellationToken);
    }

    /// <summary>The complaints with a cause since then, the newest first.</summary>
    public async Task<IReadOnlyList<CausedComplaint>> LinkedAsync(string cause, DateTimeOffset since, CancellationToken cancellationToken = default) =>
    [
        .. (await table.QueryAsync<JsonRow>(PartitionOf(cause), cancellationToken: cancellationToken).Where(row => row.RowKey != Raised).Select(row => row.Read<CausedComplaint>()).ToListAsync(cancellationToken))
            .Where(each => each.At >= since).OrderByDescending(each => each.At).ThenBy(each => each.Case.ToString(), StringComparer.Ordinal),
    ];

    /// <summary>Makes work when enough came together since that was done last. The item's id is that of the complaint that made it enough, so that two at once make one.</summary>
    async Task RaiseAsync(ComplaintPolicy policy, ComplaintResolution resolution, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var since = at.AddDays(-policy.CauseDays);
        if ((await table.FindAsync<JsonRow>(PartitionOf(resolution.Cause), Raised, cancellationToken))?.Read<DateTimeOffset>() is { } last && last > since)
        {
            since = last.AddTicks(1);
        }
        var linked = (await LinkedAsync(resolution.Cause, since, cancellationToken)).Reverse().ToList();
        if (linked.Count < policy.CauseCount)
        {
            return;
        }
        var enough = linked[policy.CauseCount - 1];
        var now = clock.GetUtcNow();
        await work.OpenAsync(
            new WorkItem(
                DeterministicId.From("complaint-cause", resolution.Cause, enough.Case), StaffRoles.Managers,
                string.Create(CultureInfo.InvariantCulture, $"Fix the cause of {linked.Count} complaints in {policy.CauseDays} days, {resolution.CauseName}: {string.Join(", ", linked.Select(each => each.Case))}"),
                WorkItemSchedule.DueOf(workPolicy, calendar, now), null, null, now),
            cancellationToken);
        await table.UpsertAsync(JsonRow.Of(PartitionOf(resolution.Cause), Raised, enough.At), cancellationToken);
    }

    static string PartitionOf(string cause) => $"cause.{DeterministicId.From(cause)}";
}
