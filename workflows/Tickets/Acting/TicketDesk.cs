using System.Text.Json;
using MemberServices.Cases;
using MemberServices.Tickets.Telling;
using Microsoft.DurableTask.Client;

namespace MemberServices.Tickets.Acting;

/// <summary>Where people do something with a ticket: what fits is written into its log, in one order for all, and the ticket is woken up.</summary>
public sealed class TicketDesk(TicketCases cases, TicketIndex index, TimeProvider clock)
{
    /// <summary>Does it. The same by the same person within an hour, or by the same message ever, is a repeat: it is answered as the first was.</summary>
    public async Task<InterventionResult<EntryReceipt>> ApplyAsync(
        DurableTaskClient client, CaseId id, TicketAct act, Actor by, Channel channel, CancellationToken cancellationToken = default)
    {
        if (await cases.ReadAsync(id, cancellationToken) is not { } read)
        {
            return Refused(InterventionState.Unknown, $"There is no ticket {id}. Look at its number.");
        }
        var (now, wanted) = (clock.GetUtcNow(), CaseEntry.Of(act.Kind, act.At ?? clock.GetUtcNow(), by, channel, act.What));
        CaseEntry? before = null;
        (InterventionState State, string Detail)? misfit = null;
        if (Decide(read) is not null)
        {
            // Whoever goes down after the entry is written leaves a ticket that is due.
            await index.AnnounceChangeAsync(id, now, cancellationToken);
        }
        var (record, added) = await cases.AddEntryAsync(read, Decide, cancellationToken);
        if (misfit is var (state, detail))
        {
            return Refused(state, detail);
        }
        var recorded = added ?? before!;
        await index.UpdateAsync(record, dueAt: clock.GetUtcNow(), cancellationToken);
        await CaseEvents.RaiseAsync(client, id, cancellationToken: cancellationToken);
        return InterventionResult<EntryReceipt>.Recording(EntryReceipt.Of(id, recorded));

        CaseEntry? Decide(TicketRecord ticket)
        {
            before = ticket.Entries.LastOrDefault(entry => IsRepeat(ticket, entry, wanted, now));
            misfit = before is null ? MisfitOf(ticket, act, by, now) : null;
            return before is null && misfit is null ? wanted : null;
        }
    }

    /// <summary>Why the ticket doesn't take it as it is now, or null.</summary>
    static (InterventionState, string)? MisfitOf(TicketRecord ticket, TicketAct act, Actor by, DateTimeOffset now)
    {
        if (ticket.Entries.LastOrDefault(entry => entry.Number > act.Seen && entry.By.Kind == ActorKind.Staff && entry.By != by && IsInTheWayOf(act, entry)) is { } other)
        {
            return (InterventionState.Conflict, $"{other.By.PersonName} was faster. Look at what was said, then do it again with \"seen\": {other.Number}.");
        }
        return act.Misfit(ticket.Opened, ticket.State, now) is { } why
            ? (ticket.State.Phase == TicketPhase.Closed ? InterventionState.Ended : InterventionState.Conflict, why)
            : null;
    }

    /// <summary>What the customer was told meanwhile, or the same that was done by another: two take it, two move it. A note is never in vain.</summary>
    static bool IsInTheWayOf(TicketAct act, CaseEntry entry) => act.Kind != TicketChanges.Noted
        && (entry.Kind is TicketChanges.Answered or TicketChanges.Resolved or TicketChanges.Closed || entry.Kind == act.Kind);

    /// <summary>What left the ticket as it is now, and is wanted again within the hour; the same message ever.</summary>
    static bool IsRepeat(TicketRecord ticket, CaseEntry entry, CaseEntry wanted, DateTimeOffset now)
    {
        if (entry.Kind != wanted.Kind || entry.By != wanted.By)
        {
            return false;
        }
        if (MessageOf(wanted) is { } message)
        {
            return MessageOf(entry) == message;
        }
        return now - entry.At < Interventions.RepeatTime && JsonElement.DeepEquals(entry.What, wanted.What) && IsAsLeft(ticket, entry);
    }

    static string? MessageOf(CaseEntry entry) => entry.Kind switch
    {
        TicketChanges.Replied => entry.Read<TicketWords>().Message,
        TicketChanges.Answered => entry.Read<TicketAnswer>().Message,
        _ => null,
    };

    /// <summary>Whether nothing that an act decides was decided otherwise since: whoever holds a ticket, goes on, and holds it again means it.</summary>
    static bool IsAsLeft(TicketRecord ticket, CaseEntry entry)
    {
        var (left, now) = (TicketState.Fold(ticket.Opened, ticket.Entries.Where(each => each.Number <= entry.Number)), ticket.State);
        return (left.Phase, left.Level, left.Priority, left.Person, left.Reopened) == (now.Phase, now.Level, now.Priority, now.Person, now.Reopened);
    }

    static InterventionResult<EntryReceipt> Refused(InterventionState state, string detail) => InterventionResult<EntryReceipt>.Refused(state, detail);
}
