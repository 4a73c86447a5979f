using MemberServices.Cases;
using MemberServices.Links;
using MemberServices.Mail;
using MemberServices.Tickets.Counting;

namespace MemberServices.Tickets.Telling;

/// <summary>Writes to whose ticket it is, and tells the topic. Ids are derived from the entry, so that a repeat is neither a second mail nor a second event.</summary>
public sealed class TicketNotifier(CaseNotifier notifier, LinkPolicy links)
{
    /// <summary>Writes to whose ticket it is, with a link to its page.</summary>
    /// <param name="record">The ticket.</param>
    /// <param name="kind">Which mail.</param>
    /// <param name="entry">Of which entry it tells; 0: of the opening.</param>
    /// <param name="content">Says it.</param>
    /// <param name="isReminder">Whether it only follows up what was said before.</param>
    public Task TellAsync(TicketRecord record, string kind, int entry, Func<TicketEmail, MailContent> content, bool isReminder = false)
    {
        var (opened, request, state) = (record.Opened, record.Opened.Request, record.State);
        var until = opened.ReceivedAt.AddDays(links.ProgressDays);
        return notifier.TellAsync(
            new CaseMail(
                record.Id, kind, entry, 1, request.FullName, request.Email, request.MemberKey, new CaseLink(LinkPurpose.Ticket, "tickets", until))
            {
                IsReminder = isReminder,
                RepliesUntil = until,
            },
            content(new TicketEmail(
                record.Id, request.FullName, request.Subject, request.Text, TicketPromises.Next(opened, state)?.DueAt, TicketPromises.Solution(opened, state)?.DueAt)));
    }

    /// <summary>Tells the topic what an entry changes in the figures, if it does. It is on nobody's timeline.</summary>
    /// <param name="record">The ticket.</param>
    /// <param name="entry">Which entry; 0: the opening.</param>
    public async Task CountAsync(TicketRecord record, int entry)
    {
        if (TicketFacts.ChangesBy(record, entry) is { Count: > 0 } changes)
        {
            await notifier.ReportAsync(new CaseHappening(
                record.Id, TicketFigures.EventType, entry, 1, entry == 0 ? record.Opened.ReceivedAt : record.Entries.First(each => each.Number == entry).At, MemberKey: null,
                "The figures change", Data: TicketFigures.DetailsOf(record.Opened, changes)));
        }
    }

    /// <summary>Tells the topic what happened, with what alerts and figures are made from: no words of people.</summary>
    public Task ReportAsync(TicketRecord record, string type, CaseEntry? entry, string summary, object? more = null)
    {
        var (opened, state) = (record.Opened, record.State);
        return notifier.ReportAsync(new CaseHappening(
            record.Id, type, entry?.Number ?? 0, 1, entry?.At ?? opened.ReceivedAt, opened.Request.MemberKey, summary, entry?.By ?? opened.By, entry?.Channel ?? opened.Channel,
            new
            {
                state.Level,
                role = opened.Policy.Levels[state.Level - 1].Role,
                priority = EnumNames<Priority>.Of(state.Priority),
                opened.Request.Category,
                openedBy = EnumNames<Channel>.Of(opened.Channel),
                state.Episode,
                more,
            }));
    }
}
