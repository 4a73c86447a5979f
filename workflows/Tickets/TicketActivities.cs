using MemberServices.Cases;
using MemberServices.Tickets.Counting;
using MemberServices.Tickets.Telling;
using Microsoft.Azure.Functions.Worker;

namespace MemberServices.Tickets;

/// <summary>What a ticket does whenever its log has changed or something is due.</summary>
public sealed class TicketActivities(TicketCases cases, TicketIndex index, TicketConsequences consequences, TimeProvider clock)
{
    /// <summary>Whoever acted in the last moment has written it by then.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromHours(1);

    /// <summary>
    /// Does what each entry of the log asks for, once, and writes into the log what has come due. Answers when to look again;
    /// null when the ticket can't be reopened any more.
    /// </summary>
    [Function(nameof(LookAtTicket))]
    public async Task<DateTimeOffset?> LookAtTicket([ActivityTrigger] CaseLook look)
    {
        var began = clock.GetUtcNow();
        // First what is due, so that nobody is told of a promise that is past.
        var (record, added) = await cases.AddEntryAsync(look.Case, now => Due(now, look.At));
        while (added is not null)
        {
            (record, added) = await cases.AddEntryAsync(record, now => Due(now, look.At));
        }
        await consequences.FollowAsync(record);
        var next = NextLook(record, look.At);
        await index.LookedAsync(record, next, began);
        return next;
    }

    static CaseEntry? Due(TicketRecord record, DateTimeOffset now)
    {
        var state = record.State;
        return TicketTimers.Of(record.Opened, state).FirstOrDefault(timer => timer.At <= now) is { } timer ? TicketTimers.Passing(record.Opened, state, timer) : null;
    }

    static DateTimeOffset? NextLook(TicketRecord record, DateTimeOffset now)
    {
        var state = record.State;
        var ends = state.ReopenableUntil(record.Opened) + (state.End == TicketEnd.Withdrawn ? TimeSpan.Zero : Patience);
        return ends <= now ? null : TicketTimers.Of(record.Opened, state).Select(timer => (DateTimeOffset?)timer.At).Append(ends).Min() ?? now + CaseLoop.LongestSleep;
    }
}
