using MemberServices.Cases;
using MemberServices.Cases.Finding;
using MemberServices.Links;
using MemberServices.Retention;
using MemberServices.WorkItems;

namespace MemberServices.Tickets.Erasing;

/// <summary>Takes people and what they wrote out of tickets that are over. Category, priority, levels, times and the kind of everything that happened stay, for the figures.</summary>
public sealed class TicketEraser(TicketCases cases, TicketIndex tickets, CaseIndex index, WorkItemEraser work, LinkTable links, RetentionPolicy retention) : IForgetting
{
    const string Erased = "erased";

    public string What => "finished tickets";

    /// <summary>Those that have been over for as long as the policy says: of members and of others.</summary>
    public async Task<int> ForgetAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (members, others) = (now.AddDays(-retention.FinishedCaseDays), now.AddDays(-retention.PublicCallerDays));
        var erased = new HashSet<string>();
        // An erased one leaves the list, so all are read before the first is.
        foreach (var entry in await index.AllAsync(CaseQuery.EndedBefore(CaseKind.Ticket, others > members ? others : members), cancellationToken).ToListAsync(cancellationToken))
        {
            if (entry.EndedAt < (entry.MemberKey is null ? others : members) && await cases.ReadAsync(entry.Id, cancellationToken) is { } record && record.State.IsOver(record.Opened, now))
            {
                await work.EraseAllAsync($"{entry.Id}.", cancellationToken);
                await EraseAsync(entry.Id, cancellationToken);
                erased.Add(entry.Id.ToString());
            }
        }
        if (erased.Count > 0)
        {
            await links.ForgetOfAsync(erased, cancellationToken);
        }
        return erased.Count;
    }

    /// <summary>Takes people out of a ticket and of what it is found by. A repeat changes nothing.</summary>
    public async Task EraseAsync(CaseId id, CancellationToken cancellationToken = default)
    {
        await cases.EraseAsync(
            id,
            opened => opened with
            {
                Request = new TicketRequest("", "", null, null, opened.Request.Category, opened.Request.Priority, "", ""),
                By = opened.By.WithoutName(),
            },
            outcome => outcome, WithoutWords, cancellationToken);
        await tickets.UpdateAsync(await cases.GetAsync(id, cancellationToken), dueAt: null, cancellationToken);
    }

    /// <summary>Where the ticket went stays, and what was said goes.</summary>
    static CaseEntry WithoutWords(CaseEntry entry) => entry.Kind switch
    {
        TicketChanges.Replied => As(entry, new TicketWords("", IsAutomatic: entry.Read<TicketWords>().IsAutomatic)),
        TicketChanges.Noted or TicketChanges.Reopened or TicketChanges.ManagerAsked => As(entry, new TicketWords("")),
        TicketChanges.Complained => As(entry, entry.Read<TicketComplaint>() with { Text = "", About = null }),
        TicketChanges.Answered => As(entry, entry.Read<TicketAnswer>() with { Text = "", Message = null }),
        TicketChanges.Moved => As(entry, entry.Read<TicketMove>() with { Why = "", ToCustomer = null }),
        TicketChanges.Prioritized => As(entry, entry.Read<TicketPriority>() with { Why = "" }),
        TicketChanges.Extended => As(entry, entry.Read<TicketExtension>() with { Why = "", ToCustomer = "" }),
        TicketChanges.Taken => As(entry, new TicketTaking(Erased, "")),
        TicketChanges.Resolved => As(entry, entry.Read<TicketResolution>() is { Text: not null } resolution ? resolution with { Text = "" } : entry.Read<TicketResolution>()),
        TicketChanges.Confirmed => As(entry, entry.Read<TicketConfirmation>() with { Text = null }),
        _ => entry,
    };

    static CaseEntry As<T>(CaseEntry entry, T what) => CaseEntry.Of(entry.Kind, entry.At, entry.By, entry.Channel, what) with { Number = entry.Number };
}
