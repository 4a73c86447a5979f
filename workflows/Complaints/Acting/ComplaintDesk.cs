using System.Text.Json;
using MemberServices.Cases;
using MemberServices.Complaints.Owning;
using MemberServices.Staff;
using Microsoft.DurableTask.Client;

namespace MemberServices.Complaints.Acting;

/// <summary>Where people do something with a complaint: what fits is written into its log, in one order for all, and the complaint is woken up.</summary>
public sealed class ComplaintDesk(ComplaintCases cases, ComplaintIndex index, ComplaintOwners owners, TimeProvider clock)
{
    /// <summary>A complaint's log; null when there is none with that number.</summary>
    public Task<ComplaintRecord?> FindAsync(CaseId id, CancellationToken cancellationToken = default) => cases.ReadAsync(id, cancellationToken);

    /// <summary>The complainant does it, or a timer, or whoever erases.</summary>
    public Task<InterventionResult<EntryReceipt>> ApplyAsync(
        DurableTaskClient client, CaseId id, ComplaintAct act, Actor by, Channel channel, CancellationToken cancellationToken = default) =>
        ApplyAsync(client, id, act, null, by, channel, cancellationToken);

    /// <summary>
    /// Somebody of the staff does it. What is the owner's alone is refused to others; so is everything to who it is about. The same by
    /// the same person within an hour is a repeat: it is answered as the first was.
    /// </summary>
    public async Task<InterventionResult<EntryReceipt>> ApplyAsync(
        DurableTaskClient client, CaseId id, ComplaintAct act, StaffPerson? person, Actor by, Channel channel, CancellationToken cancellationToken = default)
    {
        if (await cases.ReadAsync(id, cancellationToken) is not { } before)
        {
            return Refused(InterventionState.Unknown, $"There is no complaint {id}. Look at its number.");
        }
        if (person is not null && await RefusalAsync(before, act, person, cancellationToken) is { } why)
        {
            return Refused(InterventionState.Conflict, why);
        }
        var now = clock.GetUtcNow();
        CaseEntry? repeated = null;
        (InterventionState State, string Detail)? misfit = null;
        var (record, added) = await cases.AddEntryAsync(
            id,
            complaint =>
            {
                var wanted = CaseEntry.Of(act.Kind, act.At ?? now, by, channel, act.What(complaint.Opened, complaint.State));
                repeated = complaint.Entries.LastOrDefault(entry => IsRepeat(complaint, entry, wanted, act.At, now));
                misfit = repeated is null ? MisfitOf(complaint, before, act, by, now) : null;
                return repeated is null && misfit is null ? wanted : null;
            },
            cancellationToken);
        if (misfit is var (state, detail))
        {
            return Refused(state, detail);
        }
        var recorded = added ?? repeated!;
        await index.UpdateAsync(record, dueAt: clock.GetUtcNow(), cancellationToken);
        await CaseEvents.RaiseAsync(client, id, cancellationToken: cancellationToken);
        return InterventionResult<EntryReceipt>.Recording(EntryReceipt.Of(id, recorded));
    }

    async Task<string?> RefusalAsync(ComplaintRecord record, ComplaintAct act, StaffPerson person, CancellationToken cancellationToken)
    {
        if (!await owners.MayOwnAsync(record, person))
        {
            return $"The complaint is about {person.Name}, or theirs: others see to it.";
        }
        if (!act.IsOwners)
        {
            return null;
        }
        if (record.State.Owner is not { } owner)
        {
            return "Nobody owns the complaint yet: hand it to somebody first.";
        }
        return await owners.ActsForAsync(person, owner.Person, clock.GetUtcNow(), cancellationToken) || record.State.Call?.Person.Id == person.Id
            ? null
            : $"{owner.Person.Name} owns it, and does this alone. Hand it to {person.Name} first.";
    }

    /// <summary>Why the complaint doesn't take it as it is now, or null.</summary>
    static (InterventionState, string)? MisfitOf(ComplaintRecord record, ComplaintRecord before, ComplaintAct act, Actor by, DateTimeOffset now)
    {
        // Between who may act and the act, another may have got it.
        if (act.IsOwners && record.State.Owner != before.State.Owner)
        {
            return (InterventionState.Conflict, "Somebody else got the complaint just now. Look at it and decide again.");
        }
        if (record.Entries.LastOrDefault(entry => entry.Number > act.Seen && entry.By.Kind == ActorKind.Staff && entry.By != by && IsInTheWayOf(act, entry)) is { } other)
        {
            return (InterventionState.Conflict, $"{other.By.PersonName} was faster. Look at what was said, then do it again with \"seen\": {other.Number}.");
        }
        return act.Misfit(record.Opened, record.State, now) is { } why
            ? (record.State.Phase == ComplaintPhase.Closed ? InterventionState.Ended : InterventionState.Conflict, why)
            : null;
    }

    /// <summary>What the complainant was told meanwhile, or the same that was done by another. A note is never in vain.</summary>
    static bool IsInTheWayOf(ComplaintAct act, CaseEntry entry) => act.Kind != ComplaintChanges.Noted
        && (entry.Kind is ComplaintChanges.Updated or ComplaintChanges.Resolved or ComplaintChanges.Attempted or ComplaintChanges.Closed || entry.Kind == act.Kind);

    /// <summary>What left the complaint as it is now, and is wanted again within the hour, or of the very same time.</summary>
    static bool IsRepeat(ComplaintRecord record, CaseEntry entry, CaseEntry wanted, DateTimeOffset? at, DateTimeOffset now)
    {
        var isMoment = at is null ? now - entry.At < Interventions.RepeatTime : entry.At == at;
        if (!isMoment || entry.Kind != wanted.Kind || entry.By != wanted.By || !JsonElement.DeepEquals(entry.What, wanted.What))
        {
            return false;
        }
        var (left, state) = (record.Until(entry), record.State);
        return (left.Phase, left.Owner, left.Episode, left.Attempts, left.Resolution, left.Preference) == (state.Phase, state.Owner, state.Episode, state.Attempts, state.Resolution, state.Preference);
    }

    static InterventionResult<EntryReceipt> Refused(InterventionState state, string detail) => InterventionResult<EntryReceipt>.Refused(state, detail);
}
