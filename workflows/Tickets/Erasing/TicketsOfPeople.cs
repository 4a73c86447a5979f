using MemberServices.Cases;
using MemberServices.Tickets.Acting;
using Microsoft.DurableTask.Client;

namespace MemberServices.Tickets.Erasing;

/// <summary>How a person's tickets are exported, closed and erased.</summary>
public sealed class TicketsOfPeople(TicketEraser eraser, TicketDesk desk, TimeProvider clock) : ILogsOfPeople<TicketOpened>
{
    public CaseKind Kind => CaseKind.Ticket;

    public bool HasOthers => true;

    public (string Name, string Email) PersonOf(TicketOpened opened) => (opened.Request.FullName, opened.Request.Email);

    public bool IsOver(TicketRecord record) => record.State.IsOver(record.Opened, clock.GetUtcNow());

    public object Export(TicketRecord record) => new
    {
        record.Id,
        record.Opened.Request,
        record.Opened.ReceivedAt,
        record.Opened.Channel,
        record.Opened.Follows,
        record.State.End,
        // Who of the staff noted something, they haven't been told.
        entries = record.Entries.Select(entry => new
        {
            entry.At,
            entry.Kind,
            by = entry.Kind == TicketChanges.Noted ? null : entry.By.PersonName,
            entry.Channel,
            entry.What,
        }),
    };

    public Task EraseAsync(CaseId id, CancellationToken cancellationToken) => eraser.EraseAsync(id, cancellationToken);

    public Task WithdrawAsync(DurableTaskClient client, CaseId id, Actor by, CancellationToken cancellationToken) =>
        desk.ApplyAsync(client, id, TicketActs.Withdraw(), by, Channel.Api, cancellationToken);
}
