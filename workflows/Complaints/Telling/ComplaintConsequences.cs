using MemberServices.Cases;
using MemberServices.Complaints.Counting;
using MemberServices.Policies;

namespace MemberServices.Complaints.Telling;

/// <summary>
/// What each entry of a complaint's log asks for: mails, events, work. Done once for each: a note of the log says that it was done,
/// and whoever goes down in between does it again under the same ids.
/// </summary>
public sealed class ComplaintConsequences(ComplaintCases cases, ComplaintNotifier notifier, ComplaintMails mails, CaseWorkItems work, RootCauses causes, TimeProvider clock)
{
    const string Clarify = "clarify", Progress = "progress", Read = "read", Agree = "agree", Call = "call", Manager = "manager", Nobody = "owner";

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
        ComplaintChanges.Resolved => ResolvedAsync(record, entry, entry.Read<ComplaintResolution>()),
        ComplaintChanges.Agreed => AgreedAsync(record, entry),
        ComplaintChanges.Disagreed => DisagreedAsync(record, entry, entry.Read<RemedyDecision>()),
        ComplaintChanges.Preferred => notifier.ReportAsync(
            record, "complaint.preferred", entry, $"The complainant wants to be called {ComplaintMails.Words(entry.Read<CallPreference>().Mode)}"),
        ComplaintChanges.CallPlanned => PlannedAsync(record, entry, entry.Read<ComplaintCall>()),
        ComplaintChanges.CallMissed => MissedCallAsync(record, entry),
        ComplaintChanges.Attempted => AttemptedAsync(record, entry, entry.Read<CallAttempt>()),
        ComplaintChanges.Asked => AskedAsync(record, entry),
        ComplaintChanges.Answered => AnsweredAsync(record, entry, entry.Read<ComplaintAnswer>()),
        ComplaintChanges.Reopened => ReopenedAsync(record, entry),
        ComplaintChanges.Closed => ClosedAsync(record, entry, entry.Read<ComplaintClosing>()),
        ComplaintChanges.Passed => PassedAsync(record, entry, entry.Read<ComplaintThreshold>().Timer),
        _ => throw new InvalidOperationException($"A complaint's log has an entry of the kind {entry.Kind}."),
    };

    /// <summary>The first one is told with the acknowledgement, and calls to understand it. What another had to do is theirs now.</summary>
    async Task OwnedAsync(ComplaintRecord record, CaseEntry entry, ComplaintOwner owner)
    {
        var before = record.Before(entry);
        await notifier.ReportAsync(record, "complaint.owned", entry, $"{owner.Person.Name} looks after it", new { reason = EnumNames<OwnerReason>.Of(owner.Reason) });
        if (IsOver(record, entry))
        {
            return;
        }
        await CloseAsync(record, entry, $"{owner.Person.Name} has it now", Clarify, Progress, Read, Nobody);
        var state = record.State;
        await AskOwnerAsync(
            record, entry, Clarify, owner,
            state.Phase is ComplaintPhase.Calling or ComplaintPhase.Asked ? "Read the complaint that you have now" : state.ClarifiedAt is null ? "Call to understand the complaint" : "Go on with the complaint",
            state.ClarifiedAt is null ? ComplaintMails.ClarifyBy(record, state) is var due && due > entry.At ? due : null : null);
        var isFirst = before.Owner is null && before.UnownedSince is null;
        await notifier.TellAsync(
            record, isFirst ? "complaint.received" : "complaint.owned", entry, isFirst ? mails.Received(record, state) : mails.Owned(record, state, owner, entry.At));
    }

    async Task UnownedAsync(ComplaintRecord record, CaseEntry entry)
    {
        await notifier.ReportAsync(record, "complaint.unowned", entry, "Nobody was found to look after it");
        if (IsOver(record, entry))
        {
            return;
        }
        await work.OpenAsync(
            record.Id, entry.Number, Nobody, StaffRoles.Managers, $"Give {record.Id} to somebody whom it isn’t about: nobody was found for {record.Opened.Category.Name}", record.Opened.Request.MemberKey);
        if (record.Before(entry).Owner is null)
        {
            await notifier.TellAsync(record, "complaint.received", entry, mails.Received(record, record.Until(entry)));
        }
    }

    /// <summary>The complainant heard from us: what reminded of that is done.</summary>
    async Task HeardAsync(ComplaintRecord record, CaseEntry entry, string type, string summary)
    {
        await CloseAsync(record, entry, summary, Progress, Read, Clarify);
        await notifier.ReportAsync(record, type, entry, summary);
    }

    async Task RepliedAsync(ComplaintRecord record, CaseEntry entry)
    {
        await notifier.ReportAsync(record, "complaint.replied", entry, entry.By.Kind == ActorKind.Staff ? $"{entry.By.PersonName} noted what the complainant said" : "The complainant wrote");
        var isClosed = record.State.Phase == ComplaintPhase.Closed;
        await AskOwnerAsync(record, entry, Read, record.State.Owner, isClosed ? "Read what came to a closed complaint" : "Read what the complainant wrote, and answer");
    }

    async Task UpdatedAsync(ComplaintRecord record, CaseEntry entry)
    {
        await CloseAsync(record, entry, $"{entry.By.PersonName} wrote to the complainant", Progress, Read);
        await notifier.ReportAsync(record, "complaint.updated", entry, $"{entry.By.PersonName} told the complainant how it stands");
        await notifier.TellAsync(record, "complaint.updated", entry, mails.Updated(record, record.Until(entry), entry.By.PersonName, entry.Read<ComplaintWords>().Text));
    }

    async Task ResolvedAsync(ComplaintRecord record, CaseEntry entry, ComplaintResolution resolution)
    {
        var until = record.Until(entry);
        await notifier.ReportAsync(record, "complaint.resolved", entry, $"Resolved by {entry.By.PersonName}", new { cause = resolution.Cause, remedy = resolution.Remedy });
        if (until.Phase == ComplaintPhase.Agreeing)
        {
            await CloseAsync(record, entry, "It is resolved", Clarify, Read);
            if (record.State.Phase == ComplaintPhase.Agreeing && !IsOver(record, entry))
            {
                await work.OpenAsync(
                    record.Id, entry.Number, Agree, record.Opened.Policy.AgreementRole,
                    $"Agree to the remedy that {entry.By.PersonName} proposes, {ComplaintMails.Dollars(resolution.Remedy!.Amount)}, or don’t: the letter waits ({record.Id})", record.Opened.Request.MemberKey);
            }
        }
        else
        {
            await LetterAsync(record, entry, until);
        }
    }

    async Task AgreedAsync(ComplaintRecord record, CaseEntry entry)
    {
        await notifier.ReportAsync(record, "complaint.remedy-agreed", entry, $"{entry.By.PersonName} agreed to the remedy");
        await LetterAsync(record, entry, record.Until(entry));
    }

    async Task DisagreedAsync(ComplaintRecord record, CaseEntry entry, RemedyDecision decision)
    {
        await CloseAsync(record, entry, $"{decision.Person.Name} didn’t agree", Agree);
        await notifier.ReportAsync(record, "complaint.remedy-refused", entry, $"{entry.By.PersonName} didn’t agree to the remedy");
        if (!IsOver(record, entry))
        {
            await AskOwnerAsync(record, entry, Progress, record.State.Owner, $"Resolve it otherwise: {decision.Person.Name} didn’t agree to the remedy ({decision.Why})");
        }
    }

    /// <summary>Finance hears of a remedy that is money; whoever can mend the cause, of what happens again and again.</summary>
    async Task LetterAsync(ComplaintRecord record, CaseEntry entry, ComplaintState until)
    {
        var resolution = until.Resolution!;
        await CloseAsync(record, entry, "The letter went out", Clarify, Progress, Read, Agree, Manager);
        await notifier.ReportAsync(record, "complaint.letter", entry, "The complainant got our letter", new { cause = resolution.Cause });
        if (resolution.Remedy is { Amount: > 0 } remedy)
        {
            await notifier.AskFinanceAsync(record, entry, remedy);
        }
        await causes.AddAsync(record, resolution, entry.At);
        await notifier.TellAsync(
            record, "complaint.letter", entry,
            mails.Letter(record, record.State.Episode == until.Episode ? record.State : until, resolution, (until.Proposer ?? until.Owner?.Person)?.Name ?? entry.By.PersonName));
    }

    async Task PlannedAsync(ComplaintRecord record, CaseEntry entry, ComplaintCall call)
    {
        await notifier.ReportAsync(record, "complaint.call-planned", entry, $"{call.Person.Name} calls", new { call.From, call.Until, call.Attempt, mode = EnumNames<CallMode>.Of(call.How.Mode) });
        if (record.State.Call != call)
        {
            // It has moved since, or there is none any more.
            return;
        }
        await CloseAsync(record, entry, "The call was moved", Call);
        await work.OpenAsync(
            record.Id, entry.Number, Call, record.State.Owner?.Role ?? record.Opened.Category.Role, $"Call {record.Opened.Request.FullName}, {ComplaintMails.Words(call.How.Mode)}, and write down what came of it ({record.Id})",
            record.Opened.Request.MemberKey, new CaseWorkItemTime(call.Until), call.Person);
        var before = record.Before(entry);
        var because = before switch
        {
            { Call: null, LastCall: null } => null,
            { Call: null } when record.Entries.LastOrDefault(each => each.Number < entry.Number && each.Kind is ComplaintChanges.Attempted or ComplaintChanges.CallMissed) is { Kind: ComplaintChanges.CallMissed }
                => "we did not call you when we said. We are sorry; a manager knows of it.",
            { Call: null } => "we tried to reach you, and could not.",
            _ => "our call has another time.",
        };
        // The first one stands in the letter.
        if (because is not null)
        {
            await notifier.TellAsync(record, "complaint.call-planned", entry, mails.Planned(record, record.State, because));
        }
    }

    async Task MissedCallAsync(ComplaintRecord record, CaseEntry entry)
    {
        await CloseAsync(record, entry, "Nobody wrote down what came of the call", Call);
        await notifier.ReportAsync(record, "complaint.call-missed", entry, "Nobody wrote down what came of the call");
        if (!IsOver(record, entry))
        {
            await AskManagerAsync(record, entry, $"See to a call that wasn’t made, or wasn’t written down, by {record.State.Owner?.Person.Name}");
        }
    }

    async Task AttemptedAsync(ComplaintRecord record, CaseEntry entry, CallAttempt attempt)
    {
        await CloseAsync(record, entry, $"{entry.By.PersonName} called", Call);
        await notifier.ReportAsync(
            record, "complaint.called", entry, attempt.IsReached ? $"{entry.By.PersonName} called, and reached them" : $"{entry.By.PersonName} called, and didn’t reach them",
            new { attempt.IsReached, hasAnswer = attempt.Answer is not null });
        if (attempt.Answer is { } answer)
        {
            await AnsweredAsync(record, entry, answer);
        }
    }

    async Task AskedAsync(ComplaintRecord record, CaseEntry entry)
    {
        await CloseAsync(record, entry, "We ask by mail", Call);
        var until = record.Until(entry);
        await notifier.ReportAsync(record, "complaint.asked", entry, "Asked by mail whether they are satisfied", new { until.Attempts });
        if (record.State.WaitsForAnswer)
        {
            await notifier.TellAsync(record, "complaint.asked", entry, mails.Asked(record, until, until.AskedAt!.Value.AddDays(record.Opened.Policy.AnswerDays)));
        }
    }

    async Task AnsweredAsync(ComplaintRecord record, CaseEntry entry, ComplaintAnswer answer)
    {
        var (before, until) = (record.Before(entry), record.Until(entry));
        if (until.Answer?.Entry != entry.Number)
        {
            return;
        }
        var isLate = until.Answer.IsLate;
        await notifier.ReportAsync(
            record, "complaint.answered", entry, answer.IsSatisfied ? "The complainant is satisfied" : "The complainant isn’t satisfied",
            new { answer.Outcome, answer.Handling, isLate, hasText = answer.Text is not null });
        if (until.Episode > before.Episode)
        {
            await ReopenedAsync(record, entry);
        }
        else if (isLate)
        {
            await notifier.TellAsync(record, "complaint.thanked", entry, mails.Thanks(record));
        }
        else
        {
            await work.CloseAllAsync(record.Id, "The complaint is closed");
            await notifier.ReportAsync(record, "complaint.closed", entry, "Closed: satisfied", new { how = EnumNames<ComplaintEnd>.Of(ComplaintEnd.Satisfied), called = CallUntil(record, until.OpenedAt, entry) });
            await notifier.TellAsync(record, "complaint.closed", entry, mails.Satisfied(record, until.ReopenableUntil(record.Opened)!.Value));
        }
    }

    /// <summary>When the complainant was last reached by a call since it was opened, the last time, and by whom; null: they weren't.</summary>
    static object? CallUntil(ComplaintRecord record, DateTimeOffset openedAt, CaseEntry until) => record.Entries
        .LastOrDefault(entry => entry.Number <= until.Number && entry.At > openedAt && entry.Kind == ComplaintChanges.Attempted && entry.Read<CallAttempt>().IsReached) is { } call
            ? new { call.At, by = call.By.PersonName } : null;

    /// <summary>One level higher, the new owner is told of with it.</summary>
    async Task ReopenedAsync(ComplaintRecord record, CaseEntry entry)
    {
        var until = record.Until(entry);
        await work.CloseAllAsync(record.Id, "The complaint is open again");
        await notifier.ReportAsync(record, "complaint.reopened", entry, "Opened again: the complainant isn’t satisfied");
        if (!until.NeedsOwner && !IsOver(record, entry))
        {
            await AskOwnerAsync(record, entry, Clarify, until.Owner, "Call to understand why the complaint was opened again", ComplaintMails.ClarifyBy(record, until));
            await notifier.TellAsync(record, "complaint.reopened", entry, mails.Reopened(record, record.State));
        }
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
        var isOver = record.State.Heard > before.Heard + (timer.Kind == ComplaintTimerKind.Miss ? 1 : 0) || IsOver(record, entry);
        switch (timer.Kind)
        {
            case ComplaintTimerKind.Remind:
                await notifier.ReportAsync(record, "complaint.reminded", entry, "The owner was reminded to write", new { isOver });
                if (!isOver)
                {
                    await AskOwnerAsync(record, entry, Progress, record.State.Owner, "Tell the complainant how it stands", before.NextWordAt(record.Opened));
                }
                break;
            case ComplaintTimerKind.Miss:
                await notifier.ReportAsync(record, "complaint.missed", entry, "The complainant should have heard from us", new { timer = id, dueAt = timer.At, isOver });
                if (!isOver)
                {
                    await AskManagerAsync(record, entry, $"See to a complaint whose complainant heard nothing from {record.State.Owner?.Person.Name ?? "us"}");
                    await notifier.TellAsync(record, "complaint.missed", entry, mails.Late(record, record.State, timer.At));
                }
                break;
            case ComplaintTimerKind.Overdue:
                await notifier.ReportAsync(record, "complaint.overdue", entry, "The letter should have gone out", new { dueAt = timer.At, isOver });
                if (record.State.Episode == before.Episode && record.State.LetterAt is null && !IsOver(record, entry))
                {
                    await AskManagerAsync(record, entry, $"See to a complaint that is open for {record.Opened.Policy.DueDays} business days, with {record.State.Owner?.Person.Name ?? "nobody"}");
                }
                break;
        }
    }

    static bool IsOver(ComplaintRecord record, CaseEntry entry) => record.State.Phase == ComplaintPhase.Closed && record.Until(entry).Phase != ComplaintPhase.Closed;

    Task AskOwnerAsync(ComplaintRecord record, CaseEntry entry, string kind, ComplaintOwner? owner, string what, DateTimeOffset? due = null) => work.OpenAsync(
        record.Id, entry.Number, kind, owner?.Role ?? StaffRoles.Managers, $"{what}: {record.Opened.Request.FullName}, {record.Opened.Category.Name}", record.Opened.Request.MemberKey,
        due is { } at ? new CaseWorkItemTime(at) : null, owner?.Person);

    Task AskManagerAsync(ComplaintRecord record, CaseEntry entry, string what) =>
        work.OpenAsync(record.Id, entry.Number, Manager, StaffRoles.Managers, $"{what}: {record.Opened.Request.FullName}, {record.Opened.Category.Name}", record.Opened.Request.MemberKey);

    /// <summary>Closes what earlier entries made work of.</summary>
    Task CloseAsync(ComplaintRecord record, CaseEntry entry, string because, params IReadOnlyList<string> kinds) => work.CloseEarlierAsync(record.Id, entry.Number, because, kinds);
}
