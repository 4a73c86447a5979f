using System.Text.Json;
using MemberServices.Cases;
using Microsoft.DurableTask.Client;

namespace MemberServices.Tickets.Acting;

/// <param name="Id">Which ticket.</param>
/// <param name="Number">Which entry of its log; 0: none was needed.</param>
/// <param name="Kind">What was recorded.</param>
/// <param name="At">When.</param>
/// <param name="By">Who did it.</param>
public sealed record TicketReceipt(CaseId Id, int Number, string Kind, DateTimeOffset At, Actor By);

/// <summary>Where people do something with a ticket: what fits is written into its log, in one order for all, and the ticket is woken up.</summary>
public sealed class TicketDesk(TicketCases cases, TicketIndex index, TimeProvider clock)
{
    /// <summary>Does it. The same by the same person within an hour, or by the same message ever, is a repeat: it is answered as the first was.</summary>
    public async Task<InterventionResult<TicketReceipt>> ApplyAsync(
        DurableTaskClient client, CaseId id, TicketAct act, Actor by, Channel channel, CancellationToken cancellationToken = default)
    {
        if (await cases.ReadAsync(id, cancellationToken) is null)
        {
            return Refused(InterventionState.Unknown, $"There is no ticket {id}. Look at its number.");
        }
        var wanted = CaseEntry.Of(act.Kind, clock.GetUtcNow(), by, channel, act.What);
        CaseEntry? before = null;
        (InterventionState State, string Detail)? misfit = null;
        var (record, added) = await cases.AddEntryAsync(
            id,
            now =>
            {
                before = now.Entries.LastOrDefault(entry => IsRepeat(entry, wanted));
                misfit = before is null && act.Misfit(now.Opened, now.State, wanted.At) is { } why
                    ? (now.State.Phase == TicketPhase.Closed ? InterventionState.Ended : InterventionState.Conflict, why)
                    : null;
                return before is null && misfit is null ? wanted : null;
            },
            cancellationToken);
        if (misfit is var (state, detail))
        {
            return Refused(state, detail);
        }
        var recorded = added ?? before!;
        await index.UpdateAsync(record, dueAt: clock.GetUtcNow(), cancellationToken);
        await CaseEvents.RaiseAsync(client, id, cancellationToken: cancellationToken);
        return InterventionResult<TicketReceipt>.Recording(new TicketReceipt(id, recorded.Number, recorded.Kind, recorded.At, recorded.By));
    }

    static bool IsRepeat(CaseEntry entry, CaseEntry wanted)
    {
        if (entry.Kind != wanted.Kind || entry.By != wanted.By)
        {
            return false;
        }
        var isSame = JsonElement.DeepEquals(entry.What, wanted.What);
        var isMessage = entry.Kind == TicketChanges.Replied && wanted.Read<TicketWords>().Message is { } message && entry.Read<TicketWords>().Message == message;
        return isMessage || isSame && wanted.At - entry.At < Interventions.RepeatTime;
    }

    static InterventionResult<TicketReceipt> Refused(InterventionState state, string detail) => InterventionResult<TicketReceipt>.Refused(state, detail);
}
