using MemberServices.Cases;
using MemberServices.Complaints.Counting;

namespace MemberServices.Complaints.Telling;

/// <summary>What follows from a complaint's resolution until its letter is out.</summary>
public sealed class LetterConsequences(ComplaintNotifier notifier, ComplaintMails mails, CaseWorkItems work, RootCauses causes)
{
    public async Task ResolvedAsync(ComplaintRecord record, CaseEntry entry, ComplaintResolution resolution)
    {
        var until = record.Until(entry);
        await notifier.ReportAsync(record, "complaint.resolved", entry, $"Resolved by {entry.By.PersonName}", new { cause = resolution.Cause, remedy = resolution.Remedy });
        if (until.Phase == ComplaintPhase.Agreeing)
        {
            await work.CloseEarlierAsync(record, entry, "It is resolved", ComplaintWork.Clarify, ComplaintWork.Read);
            if (record.State.Phase == ComplaintPhase.Agreeing && !record.IsClosedSince(entry))
            {
                await work.OpenAsync(
                    record.Id, entry.Number, ComplaintWork.Agree, record.Opened.Policy.AgreementRole,
                    $"Agree to the remedy that {entry.By.PersonName} proposes, {ComplaintMails.Dollars(resolution.Remedy!.Amount)}, or don’t: the letter waits ({record.Id})", record.Opened.Request.MemberKey);
            }
        }
        else
        {
            await LetterAsync(record, entry, until);
        }
    }

    public async Task AgreedAsync(ComplaintRecord record, CaseEntry entry)
    {
        await notifier.ReportAsync(record, "complaint.remedy-agreed", entry, $"{entry.By.PersonName} agreed to the remedy");
        await LetterAsync(record, entry, record.Until(entry));
    }

    public async Task DisagreedAsync(ComplaintRecord record, CaseEntry entry, RemedyDecision decision)
    {
        await work.CloseEarlierAsync(record, entry, $"{decision.Person.Name} didn’t agree", ComplaintWork.Agree);
        await notifier.ReportAsync(record, "complaint.remedy-refused", entry, $"{entry.By.PersonName} didn’t agree to the remedy");
        if (!record.IsClosedSince(entry))
        {
            await work.AskOwnerAsync(record, entry, ComplaintWork.Progress, record.State.Owner, $"Resolve it otherwise: {decision.Person.Name} didn’t agree to the remedy ({decision.Why})");
        }
    }

    /// <summary>Finance hears of a remedy that is money; whoever can mend the cause, of what happens again and again.</summary>
    async Task LetterAsync(ComplaintRecord record, CaseEntry entry, ComplaintState until)
    {
        var resolution = until.Resolution!;
        await work.CloseEarlierAsync(record, entry, "The letter went out", ComplaintWork.Clarify, ComplaintWork.Progress, ComplaintWork.Read, ComplaintWork.Agree, ComplaintWork.Manager);
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
}
