using MemberServices.Cases;
using MemberServices.Complaints.Calling;
using MemberServices.Complaints.Owning;
using MemberServices.Complaints.Telling;
using MemberServices.Directory;
using Microsoft.Azure.Functions.Worker;

namespace MemberServices.Complaints;

/// <summary>What a complaint does whenever its log has changed or something is due.</summary>
public sealed class ComplaintActivities(
    ComplaintCases cases, ComplaintIndex index, ComplaintOwners owners, CallPlanner planner, ComplaintConsequences consequences, CallCalendar calendar)
{
    /// <summary>Whoever acted in the last moment has written it by then; and so long a directory may be away before a complaint is acknowledged without an owner.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromHours(1);

    /// <summary>
    /// Finds its owner, plans its calls, writes into the log what has come due, does what each entry asks for, once, and keeps the
    /// calendars. Answers when to look again; null when the complaint can't be reopened any more.
    /// </summary>
    [Function(nameof(LookAtComplaint))]
    public async Task<DateTimeOffset?> LookAtComplaint([ActivityTrigger] CaseLook look)
    {
        var record = await cases.GetAsync(look.Case);
        // First what is due, so that nobody is told of a promise that is past.
        while (await NextAsync(record, look.At) is { } wanted)
        {
            var seen = record.Entries.Count;
            (record, _) = await cases.AddEntryAsync(look.Case, now => now.Entries.Count == seen ? wanted : null);
        }
        await consequences.FollowAsync(record);
        var again = await calendar.KeepAsync(look.Case);
        var next = Earlier(NextLook(record, look.At), again);
        await index.UpdateAsync(record, next);
        return next;
    }

    /// <summary>What the complaint does now by itself, or null.</summary>
    async Task<CaseEntry?> NextAsync(ComplaintRecord record, DateTimeOffset now)
    {
        var state = record.State;
        if (state.Phase != ComplaintPhase.Closed && (state.NeedsOwner || !await owners.IsHereAsync(state.Owner!.Person)))
        {
            if (await OwnAsync(record, now) is { } owned)
            {
                return owned;
            }
        }
        if (state.NeedsCall(record.Opened.Policy) && state.Owner is not null)
        {
            return await planner.PlanAsync(record, now);
        }
        return ComplaintTimers.Of(record.Opened, state).FirstOrDefault(timer => timer.At <= now) is { } timer ? ComplaintTimers.Passing(timer) : null;
    }

    /// <summary>Who owns it next; that there is nobody is said once, and looked for again.</summary>
    async Task<CaseEntry?> OwnAsync(ComplaintRecord record, DateTimeOffset now)
    {
        ComplaintOwner? owner;
        try
        {
            owner = await owners.ChooseAsync(record, now);
        }
        catch (TransientDirectoryException) when (now - record.Opened.KnownAt >= Patience)
        {
            owner = null;
        }
        return owner is not null ? CaseEntry.Of(ComplaintChanges.Owned, now, Actor.Timer, Channel.System, owner)
            : record.State.UnownedSince is null ? CaseEntry.Of(ComplaintChanges.Unowned, now, Actor.Timer, Channel.System, new { })
            : null;
    }

    static DateTimeOffset? NextLook(ComplaintRecord record, DateTimeOffset now)
    {
        var state = record.State;
        var ends = state.ReopenableUntil(record.Opened) + (state.End == ComplaintEnd.Withdrawn ? TimeSpan.Zero : Patience);
        if (ends <= now)
        {
            return null;
        }
        var due = ComplaintTimers.Of(record.Opened, state).Select(timer => (DateTimeOffset?)timer.At).Append(ends).Min() ?? now + CaseLoop.LongestSleep;
        return state.UnownedSince is not null && now + Patience < due ? now + Patience : due;
    }

    static DateTimeOffset? Earlier(DateTimeOffset? one, DateTimeOffset? other) => one is null ? other : other < one ? other : one;
}
