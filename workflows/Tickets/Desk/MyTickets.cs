using MemberServices.Cases;
using MemberServices.Cases.Finding;
using MemberServices.Desk.Cases;
using MemberServices.Desk.Work;
using MemberServices.Staff;

namespace MemberServices.Tickets.Desk;

/// <summary>The tickets that somebody has and must act on, among their work.</summary>
public sealed class MyTickets(CaseIndex index) : IDeskWork
{
    const int Most = 100;

    public async Task<IReadOnlyList<DueCase>> OfAsync(PersonInRoles who, CancellationToken cancellationToken) =>
    [
        .. from entry in (await index.PageAsync(CaseQuery.AskedOf(who.Person.Email, CaseKind.Ticket), Most, null, cancellationToken))!.Cases
           where entry.Queue is not null
           select new DueCase(
               TicketQueuePage.DueOf(entry) ?? entry.OpenedAt, entry.WaitsFor?.What == "answer" ? $"Answer {entry.Name}" : $"Solve it for {entry.Name}", entry.Id.ToString(), entry.Title ?? "",
               DeskCases.AddressOf(entry.Id), "Answer", DeskCases.AddressOf(entry.Id, TicketDeed.HandOver)),
    ];
}
