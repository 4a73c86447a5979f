using MemberServices.Cases;
using MemberServices.Cases.Finding;
using MemberServices.Fields;
using MemberServices.Links;
using MemberServices.LostLinks;
using MemberServices.Mail;

namespace MemberServices.Tickets.Viewing;

/// <summary>New links to tickets that aren't closed, for their customer.</summary>
public sealed class TicketLinks(CaseIndex index, TicketCases cases, LinkPolicy days) : ILostLinks
{
    public async Task<IReadOnlyList<LostLink>> OpenAtAsync(string email, CancellationToken cancellationToken)
    {
        var found = new List<LostLink>();
        var page = await index.PageAsync(CaseQuery.OfPerson(email), CaseIndex.MostOfAPage, cancellationToken: cancellationToken);
        foreach (var entry in page!.Cases.Where(entry => entry.Id.Kind == CaseKind.Ticket && entry.End is null).Take(ILostLinks.Most))
        {
            if (await cases.ReadAsync(entry.Id, cancellationToken) is { } record && record.State.Phase != TicketPhase.Closed && EmailAddress.AreSame(record.Opened.Request.Email, email))
            {
                var request = record.Opened.Request;
                found.Add(new LostLink(
                    request.Email, new LinkRequest(LinkPurpose.Ticket, "tickets", $"{record.Id}", 0, record.Opened.ReceivedAt.AddDays(days.ProgressDays), request.MemberKey),
                    new Details(new DetailRow("Ticket", $"{record.Id}"), new DetailRow("Subject", request.Subject)), $"Open {record.Id}", "What you asked us:"));
            }
        }
        return found;
    }
}
