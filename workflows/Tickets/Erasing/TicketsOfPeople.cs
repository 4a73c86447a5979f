using MemberServices.Cases;
using MemberServices.Tickets.Acting;
using Microsoft.DurableTask.Client;

namespace MemberServices.Tickets.Erasing;

/// <summary>How tickets are exported, closed and erased. Category, priority, levels, times and the kind of everything that happened stay, for the figures.</summary>
public sealed class TicketsOfPeople(TicketCases cases, TicketIndex index, TicketDesk desk) : ILogsOfPeople<TicketOpened>
{
    const string Erased = "erased";

    public CaseKind Kind => CaseKind.Ticket;

    public bool HasOthers => true;

    public (string Name, string Email) PersonOf(TicketOpened opened) => (opened.Request.FullName, opened.Request.Email);

    public bool IsOver(TicketRecord record, DateTimeOffset now) => record.State.IsOver(record.Opened, now);

    public object Export(TicketRecord record) => new
    {
        record.Id,
        record.Opened.Request,
        record.Opened.ReceivedAt,
        record.Opened.Channel,
        record.Opened.Follows,
        record.State.End,
        entries = record.Entries.Select(entry => entry.Export(isUntold: entry.Kind == TicketChanges.Noted)),
    };

    public Task WithdrawAsync(DurableTaskClient client, CaseId id, Actor by, CancellationToken cancellationToken) =>
        desk.ApplyAsync(client, id, TicketActs.Withdraw(), by, Channel.Api, cancellationToken);

    public async Task EraseAsync(CaseId id, CancellationToken cancellationToken)
    {
        await cases.EraseAsync(
            id,
            opened => opened with
            {
                Request = new TicketRequest("", "", null, null, opened.Request.Category, opened.Request.Priority, "", ""),
                By = opened.By.WithoutName(),
            },
            outcome => outcome, WithoutWords, cancellationToken);
        await index.UpdateAsync(await cases.GetAsync(id, cancellationToken), dueAt: null, cancellationToken);
    }

    /// <summary>Where the ticket went stays, and what was said goes.</summary>
    static CaseEntry WithoutWords(CaseEntry entry) => entry.Kind switch
    {
        TicketChanges.Replied => entry.Saying(new TicketWords("", IsAutomatic: entry.Read<TicketWords>().IsAutomatic)),
        TicketChanges.Noted or TicketChanges.Reopened or TicketChanges.ManagerAsked => entry.Saying(new TicketWords("")),
        TicketChanges.Complained => entry.Saying(entry.Read<TicketComplaint>() with { Text = "", About = null }),
        TicketChanges.Answered => entry.Saying(entry.Read<TicketAnswer>() with { Text = "", Message = null }),
        TicketChanges.Moved => entry.Saying(entry.Read<TicketMove>() with { Why = "", ToCustomer = null }),
        TicketChanges.Prioritized => entry.Saying(entry.Read<TicketPriority>() with { Why = "" }),
        TicketChanges.Extended => entry.Saying(entry.Read<TicketExtension>() with { Why = "", ToCustomer = "" }),
        TicketChanges.Taken => entry.Saying(new TicketTaking(Erased, "")),
        TicketChanges.Resolved => entry.Saying(entry.Read<TicketResolution>() is { Text: not null } resolution ? resolution with { Text = "" } : entry.Read<TicketResolution>()),
        TicketChanges.Confirmed => entry.Saying(entry.Read<TicketConfirmation>() with { Text = null }),
        _ => entry,
    };
}
