using MemberServices.Cases;
using MemberServices.Complaints.Counting;
using MemberServices.Links;
using MemberServices.Mail;

namespace MemberServices.Complaints.Telling;

/// <summary>Writes to who complained, and tells the topic. Ids are derived from the entry, so that a repeat is neither a second mail nor a second event.</summary>
public sealed class ComplaintNotifier(CaseNotifier notifier, LinkPolicy links, TimeProvider clock)
{
    const string RemedyRequested = "remedy.requested", Finance = "finance";

    /// <summary>Writes to who complained, with a link to its page.</summary>
    /// <param name="record">The complaint.</param>
    /// <param name="kind">Which mail.</param>
    /// <param name="entry">Of which entry it tells.</param>
    /// <param name="content">Says it.</param>
    public Task TellAsync(ComplaintRecord record, string kind, CaseEntry entry, MailContent content)
    {
        var request = record.Opened.Request;
        return notifier.TellAsync(
            new CaseMail(
                record.Id, kind, entry.Number, 1, request.FullName, request.Email, request.MemberKey,
                new CaseLink(LinkPurpose.Complaint, "complaints", clock.GetUtcNow().AddDays(links.ProgressDays))),
            content);
    }

    /// <summary>Tells the topic what happened, with what figures are made from: no words of people.</summary>
    public Task ReportAsync(ComplaintRecord record, string type, CaseEntry? entry, string summary, object? more = null)
    {
        var (opened, state) = (record.Opened, record.State);
        return notifier.ReportAsync(new CaseHappening(
            record.Id, type, entry?.Number ?? 0, 1, entry?.At ?? opened.ReceivedAt, opened.Request.MemberKey, summary, entry?.By ?? opened.By, entry?.Channel ?? opened.Channel,
            new
            {
                opened.Request.Category,
                area = EnumNames<ComplaintArea>.Of(opened.Category.Area),
                role = state.Owner?.Role ?? opened.Category.Role,
                state.Level,
                state.Episode,
                about = opened.Request.Case?.ToString(),
                more,
            }));
    }

    /// <summary>Asks finance for a remedy that is money, with what they need to know whose it is.</summary>
    public Task AskFinanceAsync(ComplaintRecord record, CaseEntry entry, ComplaintRemedy remedy)
    {
        var request = record.Opened.Request;
        return notifier.ReportAsync(new CaseHappening(
            record.Id, RemedyRequested, entry.Number, 1, entry.At, request.MemberKey, $"Finance is asked: {ComplaintMails.Words(remedy)}", entry.By, entry.Channel,
            new
            {
                caseId = record.Id.ToString(),
                request.MemberKey,
                memberFullName = request.FullName,
                memberEmail = request.Email,
                kind = EnumNames<RemedyKind>.Of(remedy.Kind),
                remedy.Amount,
                currency = "USD",
            },
            Target: Finance));
    }

    /// <summary>Tells the topic what an entry changes in the figures, if it does. It is on nobody's timeline.</summary>
    /// <param name="record">The complaint.</param>
    /// <param name="entry">Which entry; null: the opening.</param>
    public async Task CountAsync(ComplaintRecord record, CaseEntry? entry)
    {
        if (ComplaintFigures.ChangesBy(record, entry) is { Count: > 0 } changes)
        {
            await notifier.ReportAsync(new CaseHappening(
                record.Id, ComplaintFigures.EventType, entry?.Number ?? 0, 1, entry?.At ?? record.Opened.ReceivedAt, MemberKey: null, "The figures change",
                Data: ComplaintFigures.DetailsOf(record, entry, changes)));
        }
    }
}
