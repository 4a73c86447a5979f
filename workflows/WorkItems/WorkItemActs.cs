using MemberServices.Mail;
using MemberServices.Messages;
using MemberServices.Staff;
using MemberServices.WorkItems.Reminders;

namespace MemberServices.WorkItems;

/// <summary>Who of the staff does something with a work item.</summary>
/// <param name="Person">Who, with all their roles.</param>
/// <param name="Shown">As the story shows them: "a system, for Sarah Lindqvist".</param>
/// <param name="Version">The version of the item that they have seen; null: they don't say.</param>
public sealed record WorkItemActor(PersonInRoles Person, string Shown, int? Version = null);

/// <summary>To whom a work item is handed over.</summary>
/// <param name="Role">The role that has it then.</param>
/// <param name="Person">The person of that role who has it then; null: the role.</param>
public sealed record WorkItemTarget(string Role, StaffPerson? Person);

/// <summary>
/// What staff do with work items. The same again is answered as the first was. Who was quicker is named, and what somebody wrote
/// who came too late stands in the item's story.
/// </summary>
public sealed class WorkItemActs(
    WorkItemTable table, WorkItemEvents events, WorkItemFollowUps followUps, WorkItemReaders readers, WorkItemMails mails, EmailQueue queue, TimeProvider clock)
{
    /// <summary>Within this time, the same hand-over again is a repeat; later it is meant.</summary>
    public static readonly TimeSpan RepeatTime = TimeSpan.FromHours(1);

    /// <summary>Somebody of the item's role takes it.</summary>
    public Task<WorkItemAnswer> TakeAsync(string id, WorkItemActor by, CancellationToken cancellationToken = default) => ActAsync(
        id, by, null,
        record => record.Item is { State: WorkItemState.Taken } item && item.Owner?.Id == by.Person.Person.Id,
        record => record.Item switch
        {
            var item when !by.Person.Has(item.Role) => Refused(WorkItemRefusal.NotTheirs, $"{by.Person.Person.Name} isn't of the role {item.Role}, whose work this is. Somebody of that role can take it, or hand it over."),
            { Owner: { } owner } item when owner.Id != by.Person.Person.Id => Refused(WorkItemRefusal.Conflict, $"{HowItIs(record)} Leave it to them, or hand it over."),
            var item => Done(
                item with { State = WorkItemState.Taken, Owner = by.Person.Person }, new WorkItemEntry(0, WorkItemEntryKind.Taken, clock.GetUtcNow(), by.Shown, by.Person.Person.Id)),
        },
        cancellationToken);

    /// <summary>Somebody of the staff gives the item to a role or a person.</summary>
    public Task<WorkItemAnswer> HandOverAsync(string id, WorkItemActor by, WorkItemTarget to, string reason, CancellationToken cancellationToken = default)
    {
        var name = to.Person?.Name ?? to.Role;
        return ActAsync(
            id, by, reason,
            record => record.Story.LastOrDefault(entry => entry.Kind == WorkItemEntryKind.HandedOver) is { } last
                && (last.ById, last.To, last.Text) == (by.Person.Person.Id, name, reason) && clock.GetUtcNow() - last.At < RepeatTime,
            record => record.Item.Owner?.Id == to.Person?.Id && record.Item.Role == to.Role
                ? Refused(WorkItemRefusal.Conflict, $"{name} has it already.")
                : Done(
                    record.Item with { State = to.Person is null ? WorkItemState.Open : WorkItemState.HandedOver, Role = to.Role, Owner = to.Person },
                    new WorkItemEntry(0, WorkItemEntryKind.HandedOver, clock.GetUtcNow(), by.Shown, by.Person.Person.Id, record.Item.Holder, name, reason)),
            cancellationToken);
    }

    /// <summary>Somebody of the staff has done it. Nothing of its case changes by that.</summary>
    public Task<WorkItemAnswer> DoneAsync(string id, WorkItemActor by, string outcome, CancellationToken cancellationToken = default)
    {
        var at = clock.GetUtcNow();
        return ActAsync(
            id, by, outcome,
            record => record.Item.State == WorkItemState.Done
                && record.Story.Any(entry => entry.Kind == WorkItemEntryKind.Done && (entry.ById, entry.Text) == (by.Person.Person.Id, outcome)),
            record => Done(
                record.Item with { State = WorkItemState.Done, ClosedAt = at, ClosedBecause = outcome, Telling = null },
                new WorkItemEntry(0, WorkItemEntryKind.Done, at, by.Shown, by.Person.Person.Id, Text: outcome)),
            cancellationToken);
    }

    /// <param name="id">Which item.</param>
    /// <param name="by">Who.</param>
    /// <param name="text">What they wrote, which isn't lost when it comes too late; null: nothing.</param>
    /// <param name="isRepeat">Whether the item has come to what is wanted by the same request.</param>
    /// <param name="decide">For an item that somebody must still do.</param>
    /// <param name="cancellationToken">Gives up; the same again completes it.</param>
    async Task<WorkItemAnswer> ActAsync(
        string id, WorkItemActor by, string? text, Func<WorkItemRecord, bool> isRepeat, Func<WorkItemRecord, Decision> decide, CancellationToken cancellationToken)
    {
        var refused = default(Decision);
        var seen = by.Version;
        var record = await table.ChangeAsync(
            id,
            now =>
            {
                refused = default;
                if (isRepeat(now))
                {
                    return null;
                }
                var decision = !now.Item.IsLive ? Refused(WorkItemRefusal.Conflict, $"{HowItIs(now)} There is nothing left to do.")
                    : (seen ??= now.Item.Version) != now.Item.Version && text is not null ? Refused(WorkItemRefusal.Conflict, $"{HowItIs(now)} Look at it and decide again.")
                    : decide(now);
                if (decision.Change is not null)
                {
                    return decision.Change;
                }
                refused = decision;
                return text is null || now.Story.Any(entry => entry.Kind == WorkItemEntryKind.TooLate && (entry.ById, entry.Text) == (by.Person.Person.Id, text))
                    ? null
                    : new WorkItemChange(now.Item, new WorkItemEntry(0, WorkItemEntryKind.TooLate, clock.GetUtcNow(), by.Shown, by.Person.Person.Id, Text: text));
            },
            cancellationToken);
        if (record is null)
        {
            return new WorkItemAnswer(null, WorkItemRefusal.Unknown, "There is no such work item. Look at its number.");
        }
        if (refused.Refusal is { } refusal)
        {
            return new WorkItemAnswer(record, refusal, text is null ? refused.Detail : $"{refused.Detail} What was written stands in the item's story.");
        }
        await TellAsync(record, cancellationToken);
        return new WorkItemAnswer(record);
    }

    /// <summary>Told again by a repeat: whoever changed it may have died before.</summary>
    async Task TellAsync(WorkItemRecord record, CancellationToken cancellationToken)
    {
        var (item, last) = (record.Item, record.Story.Last(entry => entry.Kind is WorkItemEntryKind.Taken or WorkItemEntryKind.HandedOver or WorkItemEntryKind.Done));
        var summary = last.Kind switch
        {
            WorkItemEntryKind.Taken => $"Taken: {item.Title}",
            WorkItemEntryKind.HandedOver => $"Handed over from {last.From} to {last.To}: {item.Title} ({last.Text})",
            _ => $"Done: {item.Title} ({last.Text})",
        };
        await events.TellAsync(item, WorkItemNames<WorkItemEntryKind>.Of(last.Kind), last.At, last.By, summary, last.Number, cancellationToken: cancellationToken);
        if (last.Kind == WorkItemEntryKind.HandedOver && item.Owner is { } owner && owner.Id != last.ById && await readers.ReaderAsync(owner, last.At) is { } reader)
        {
            await queue.QueueAsync(
                new OutgoingEmail(
                    DeterministicId.From("work-item", item.Id, "handed-over", last.Number), reader.Person.Email, reader.Person.Name,
                    mails.HandedOver(item, reader, last.Text), null, null, "work-item.handed-over"),
                cancellationToken);
        }
        if (!item.IsLive)
        {
            await followUps.AskAsync(item, cancellationToken);
        }
    }

    /// <summary>Who did what last, with the time.</summary>
    static string HowItIs(WorkItemRecord record)
    {
        var last = record.Story.Last(entry => entry.IsAct);
        var what = last.Kind switch
        {
            WorkItemEntryKind.Taken => "took it",
            WorkItemEntryKind.HandedOver => $"handed it over to {last.To}",
            WorkItemEntryKind.Done => "did it",
            WorkItemEntryKind.Lapsed => "closed it",
            _ => "opened it",
        };
        return FormattableString.Invariant($"{char.ToUpperInvariant(last.By[0])}{last.By[1..]} {what} at {last.At.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}{(last.Text is { } text ? $": {text}" : ".")}");
    }

    static Decision Done(WorkItem item, WorkItemEntry entry) => new(new WorkItemChange(item, entry), null, null);

    static Decision Refused(WorkItemRefusal refusal, string detail) => new(null, refusal, detail);

    readonly record struct Decision(WorkItemChange? Change, WorkItemRefusal? Refusal, string? Detail);
}
