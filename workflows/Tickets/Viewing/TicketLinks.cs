using MemberServices.Cases.Finding;
using MemberServices.Links;
using MemberServices.LostLinks;
using MemberServices.Mail;

namespace MemberServices.Tickets.Viewing;

/// <summary>New links to tickets that aren't closed, for their customer.</summary>
public sealed class TicketLinks(CaseIndex index, TicketCases cases, LinkPolicy days) : ILostLinks
{
    public Task<IReadOnlyList<LostLink>> OpenAtAsync(string email, CancellationToken cancellationToken) => cases.OpenAtAsync(index, email, LinkOf, cancellationToken);

    LostLink? LinkOf(TicketRecord record) => record.State.Phase == TicketPhase.Closed ? null : new(
        record.Opened.Request.Email,
        new LinkRequest(LinkPurpose.Ticket, "tickets", $"{record.Id}", 0, record.Opened.ReceivedAt.AddDays(days.ProgressDays), record.Opened.Request.MemberKey),
        new Details(new DetailRow("Ticket", $"{record.Id}"), new DetailRow("Subject", record.Opened.Request.Subject)), $"Open {record.Id}", "What you asked us:");
}
