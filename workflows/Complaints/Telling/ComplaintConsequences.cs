using MemberServices.Cases;
using MemberServices.Policies;

namespace MemberServices.Complaints.Telling;

/// <summary>
/// What each entry of a complaint's log asks for: mails, events, work. Done once for each: a note of the log says that it was done,
/// and whoever goes down in between does it again under the same ids.
/// </summary>
public sealed class ComplaintConsequences(
    ComplaintCases cases, LetterConsequences letters, CallConsequences calls, ComplaintNotifier notifier, ComplaintMails mails, CaseWorkItems work, TimeProvider clock)
{
    public async Task FollowAsync(ComplaintRecord record)
    {
        await OnceAsync(record, null, () => notifier.ReportAsync(record, "complaint.registered", null, $"Complaint: {record.Opened.Category.Name}"));
        foreach (var entry in record.Entries)
        {
            await OnceAsync(record, entry, () => FollowAsync(record, entry));
        }
    }

    async Task OnceAsync(ComplaintRecord record, CaseEntry? entry, Func<Task> act)
    {
        var number = entry?.Number ?? 0;
        if (!record.IsFollowed(number))
        {
            await act();
            await notifier.CountAsync(record, entry);
            await cases.AddNoteAsync(record.Id, new CaseNote(FollowedEntries.NoteOf(number), clock.GetUtcNow(), Actor.Timer, ""));
        }
    }

    Task FollowAsync(ComplaintRecord record, CaseEntry entry) => entry.Kind switch
    {
        ComplaintChanges.Owned => OwnedAsync(record, entry, entry.Read<ComplaintOwner>()),
        ComplaintChanges.Unowned => UnownedAsync(record, entry),
        ComplaintChanges.Clarified => HeardAsync(record, entry, "complaint.clarified", $"{entry.By.PersonName} talked to the complainant"),
        ComplaintChanges.Replied => RepliedAsync(record, entry),
        ComplaintChanges.Noted => notifier.ReportAsync(record, "complaint.noted", entry, $"Note of {entry.By.PersonName}, for staff"),
        ComplaintChanges.Updated => UpdatedAsync(record, entry),
        ComplaintChanges.Resolved => letters.ResolvedAsync(record, entry, entry.Read<ComplaintResolution>()),
        ComplaintChanges.Agreed => letters.AgreedAsync(record, entry),
        ComplaintChanges.Disagreed => letters.DisagreedAsync(record, entry, entry.Read<RemedyDecision>()),
        ComplaintChanges.Preferred => notifier.ReportAsync(
            record, "complaint.preferred", entry, $"The complainant wants to be called {ComplaintMails.Words(entry.Read<CallPreference>().Mode)}"),
        ComplaintChanges.CallPlanned => calls.PlannedAsync(record, entry, entry.Read<ComplaintCall>()),
        ComplaintChanges.CallMissed => calls.MissedAsync(record, entry),
        ComplaintChanges.Attempted => calls.AttemptedAsync(record, entry, entry.Read<CallAttempt>()),
        ComplaintChanges.Asked => calls.AskedAsync(record, entry),
        ComplaintChanges.Answered => calls.AnsweredAsync(record, entry, entry.Read<ComplaintAnswer>()),
        ComplaintChanges.Reopened => calls.ReopenedAsync(record, entry),
        ComplaintChanges.Closed => ClosedAsync(record, entry, entry.Read<ComplaintClosing>()),
        ComplaintChanges.Passed => PassedAsync(record, entry, entry.Read<ComplaintThreshold>().Timer),
        _ => throw new InvalidOperationException($"A complaint's log has an entry of the kind {entry.Kind}."),
    };

    /// <summary>The first one is told with the acknowledgement, and calls to understand it. What another had to do is theirs now.</summary>
    async Task OwnedAsync(ComplaintRecord record, CaseEntry entry, ComplaintOwner owner)
    {
        var before = record.Before(entry);
        await notifier.ReportAsync(record, "complaint.owned", entry, $"{owner.Person.Name} looks after it", new { reason = EnumNames<OwnerReason>.Of(owner.Reason) });
        if (record.IsClosedSince(entry))
        {
            return;
        }
        await work.CloseEarlierAsync(record, entry, $"{owner.Person.Name} has it now", ComplaintWork.Clarify, ComplaintWork.Progress, ComplaintWork.Read, ComplaintWork.Nobody);
        var state = record.State;
        await work.AskOwnerAsync(
            record, entry, ComplaintWork.Clarify, owner,
            state.Phase is ComplaintPhase.Calling or ComplaintPhase.Asked ? "Read the complaint that you have now" : state.ClarifiedAt is null ? "Call to understand the complaint" : "Go on with the complaint",
            state.ClarifiedAt is null ? ComplaintMails.ClarifyBy(record, state) is var due && due > entry.At ? due : null : null);
        var isFirst = before.Owner is null && before.UnownedSince is null;
        await notifier.TellAsync(
            record, isFirst ? "complaint.received" : "complaint.owned", entry, isFirst ? mails.Received(record, state) : mails.Owned(record, state, owner, entry.At));
    }

    async Task UnownedAsync(ComplaintRecord record, CaseEntry entry)
    {
        await notifier.ReportAsync(record, "complaint.unowned", entry, "Nobody was found to look after it");
        if (record.IsClosedSince(entry))
        {
            return;
        }
        await work.OpenAsync(
            record.Id, entry.Number, ComplaintWork.Nobody, StaffRoles.Managers, $"Give {record.Id} to somebody whom it isn’t about: nobody was found for {record.Opened.Category.Name}", record.Opened.Request.MemberKey);
        if (record.Before(entry).Owner is null)
        {
            await notifier.TellAsync(record, "complaint.received", entry, mails.Received(record, record.Until(entry)));
        }
    }

    /// <summary>The complainant heard from us: what reminded of that is done.</summary>
    async Task HeardAsync(ComplaintRecord record, CaseEntry entry, string type, string summary)
    {
        await work.CloseEarlierAsync(record, entry, summary, ComplaintWork.Progress, ComplaintWork.Read, ComplaintWork.Clarify);
        await notifier.ReportAsync(record, type, entry, summary);
    }

    async Task RepliedAsync(ComplaintRecord record, CaseEntry entry)
    {
        await notifier.ReportAsync(record, "complaint.replied", entry, entry.By.Kind == ActorKind.Staff ? $"{entry.By.PersonName} noted what the complainant said" : "The complainant wrote");
        var isClosed = record.State.Phase == ComplaintPhase.Closed;
        await work.AskOwnerAsync(record, entry, ComplaintWork.Read, record.State.Owner, isClosed ? "Read what came to a closed complaint" : "Read what the complainant wrote, and answer");
    }

    async Task UpdatedAsync(ComplaintRecord record, CaseEntry entry)
    {
        await work.CloseEarlierAsync(record, entry, $"{entry.By.PersonName} wrote to the complainant", ComplaintWork.Progress, ComplaintWork.Read);
        await notifier.ReportAsync(record, "complaint.updated", entry, $"{entry.By.PersonName} told the complainant how it stands");
        await notifier.TellAsync(record, "complaint.updated", entry, mails.Updated(record, record.Until(entry), entry.By.PersonName, entry.Read<ComplaintWords>().Text));
    }

    async Task ClosedAsync(ComplaintRecord record, CaseEntry entry, ComplaintClosing closing)
    {
        await work.CloseAllAsync(record.Id, $"The complaint is closed: {EnumNames<ComplaintEnd>.Of(closing.How)}");
        await notifier.ReportAsync(record, "complaint.closed", entry, $"Closed: {EnumNames<ComplaintEnd>.Of(closing.How)}", new { how = EnumNames<ComplaintEnd>.Of(closing.How) });
        await notifier.TellAsync(record, "complaint.closed", entry, mails.Closed(record, closing.How, record.Until(entry).ReopenableUntil(record.Opened)!.Value));
    }

    /// <summary>A timer that fires late looks first whether somebody still waits: what is over is only reported.</summary>
    async Task PassedAsync(ComplaintRecord record, CaseEntry entry, string id)
    {
        var before = record.Before(entry);
        var timer = ComplaintTimers.Of(record.Opened, before).First(each => each.Id == id);
        var isOver = record.State.Heard > before.Heard + (timer.Kind == ComplaintTimerKind.Miss ? 1 : 0) || record.IsClosedSince(entry);
        switch (timer.Kind)
        {
            case ComplaintTimerKind.Remind:
                await notifier.ReportAsync(record, "complaint.reminded", entry, "The owner was reminded to write", new { isOver });
                if (!isOver)
                {
                    await work.AskOwnerAsync(record, entry, ComplaintWork.Progress, record.State.Owner, "Tell the complainant how it stands", before.NextWordAt(record.Opened));
                }
                break;
            case ComplaintTimerKind.Miss:
                await notifier.ReportAsync(record, "complaint.missed", entry, "The complainant should have heard from us", new { timer = id, dueAt = timer.At, isOver });
                if (!isOver)
                {
                    await work.AskManagerAsync(record, entry, $"See to a complaint whose complainant heard nothing from {record.State.Owner?.Person.Name ?? "us"}");
                    await notifier.TellAsync(record, "complaint.missed", entry, mails.Late(record, record.State, timer.At));
                }
                break;
            case ComplaintTimerKind.Overdue:
                await notifier.ReportAsync(record, "complaint.overdue", entry, "The letter should have gone out", new { dueAt = timer.At, isOver });
                if (record.State.Episode == before.Episode && record.State.LetterAt is null && !record.IsClosedSince(entry))
                {
                    await work.AskManagerAsync(record, entry, $"See to a complaint that is open for {record.Opened.Policy.DueDays} business days, with {record.State.Owner?.Person.Name ?? "nobody"}");
                }
                break;
        }
    }
}
