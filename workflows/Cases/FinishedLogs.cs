using MemberServices.Cases.Finding;
using MemberServices.Links;
using MemberServices.Retention;
using MemberServices.WorkItems;

namespace MemberServices.Cases;

/// <summary>Takes people out of cases that go by their log alone, when those have been over for as long as the policy says.</summary>
public sealed class FinishedLogs<TOpened>(
    ILogsOfPeople<TOpened> kind, CaseTable<TOpened, NoOutcome> cases, CaseIndex index, WorkItemEraser work, LinkTable links, RetentionPolicy retention) : IForgetting
{
    public string What => $"finished {kind.Kind.Name}s";

    public async Task<int> ForgetAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var members = now.AddDays(-retention.FinishedCaseDays);
        var others = kind.HasOthers ? now.AddDays(-retention.PublicCallerDays) : members;
        var erased = new HashSet<string>();
        // An erased one leaves the list, so all are read before the first is.
        foreach (var entry in await index.AllAsync(CaseQuery.EndedBefore(kind.Kind, others > members ? others : members), cancellationToken).ToListAsync(cancellationToken))
        {
            if (entry.EndedAt < (entry.MemberKey is null ? others : members) && await cases.ReadAsync(entry.Id, cancellationToken) is { } record && kind.IsOver(record, now))
            {
                await work.EraseAllAsync($"{entry.Id}.", cancellationToken);
                await kind.EraseAsync(entry.Id, cancellationToken);
                erased.Add(entry.Id.ToString());
            }
        }
        if (erased.Count > 0)
        {
            await links.ForgetOfAsync(erased, cancellationToken);
        }
        return erased.Count;
    }
}
