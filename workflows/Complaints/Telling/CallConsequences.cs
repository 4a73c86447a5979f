using MemberServices.Cases;

namespace MemberServices.Complaints.Telling;

/// <summary>What follows from the calls after a complaint's letter, and from what the complainant says then.</summary>
public sealed class CallConsequences(ComplaintNotifier notifier, ComplaintMails mails, CaseWorkItems work)
{
    public async Task PlannedAsync(ComplaintRecord record, CaseEntry entry, ComplaintCall call)
    {
        await notifier.ReportAsync(record, "complaint.call-planned", entry, $"{call.Person.Name} calls", new { call.From, call.Until, call.Attempt, mode = EnumNames<CallMode>.Of(call.How.Mode) });
        if (record.State.Call != call)
        {
            // It has moved since, or there is none any more.
            return;
        }
        await work.CloseEarlierAsync(record, entry, "The call was moved", ComplaintWork.Call);
        await work.OpenAsync(
            record.Id, entry.Number, ComplaintWork.Call, record.State.Owner?.Role ?? record.Opened.Category.Role, $"Call {record.Opened.Request.FullName}, {ComplaintMails.Words(call.How.Mode)}, and write down what came of it ({record.Id})",
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

    public async Task MissedAsync(ComplaintRecord record, CaseEntry entry)
    {
        await work.CloseEarlierAsync(record, entry, "Nobody wrote down what came of the call", ComplaintWork.Call);
        await notifier.ReportAsync(record, "complaint.call-missed", entry, "Nobody wrote down what came of the call");
        if (!record.IsClosedSince(entry))
        {
            await work.AskManagerAsync(record, entry, $"See to a call that wasn’t made, or wasn’t written down, by {record.State.Owner?.Person.Name}");
        }
    }

    public async Task AttemptedAsync(ComplaintRecord record, CaseEntry entry, CallAttempt attempt)
    {
        await work.CloseEarlierAsync(record, entry, $"{entry.By.PersonName} called", ComplaintWork.Call);
        await notifier.ReportAsync(
            record, "complaint.called", entry, attempt.IsReached ? $"{entry.By.PersonName} called, and reached them" : $"{entry.By.PersonName} called, and didn’t reach them",
            new { attempt.IsReached, hasAnswer = attempt.Answer is not null });
        if (attempt.Answer is { } answer)
        {
            await AnsweredAsync(record, entry, answer);
        }
    }

    public async Task AskedAsync(ComplaintRecord record, CaseEntry entry)
    {
        await work.CloseEarlierAsync(record, entry, "We ask by mail", ComplaintWork.Call);
        var until = record.Until(entry);
        await notifier.ReportAsync(record, "complaint.asked", entry, "Asked by mail whether they are satisfied", new { until.Attempts });
        if (record.State.WaitsForAnswer)
        {
            await notifier.TellAsync(record, "complaint.asked", entry, mails.Asked(record, until, until.AskedAt!.Value.AddDays(record.Opened.Policy.AnswerDays)));
        }
    }

    public async Task AnsweredAsync(ComplaintRecord record, CaseEntry entry, ComplaintAnswer answer)
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
    public async Task ReopenedAsync(ComplaintRecord record, CaseEntry entry)
    {
        var until = record.Until(entry);
        await work.CloseAllAsync(record.Id, "The complaint is open again");
        await notifier.ReportAsync(record, "complaint.reopened", entry, "Opened again: the complainant isn’t satisfied");
        if (!until.NeedsOwner && !record.IsClosedSince(entry))
        {
            await work.AskOwnerAsync(record, entry, ComplaintWork.Clarify, until.Owner, "Call to understand why the complaint was opened again", ComplaintMails.ClarifyBy(record, until));
            await notifier.TellAsync(record, "complaint.reopened", entry, mails.Reopened(record, record.State));
        }
    }
}
