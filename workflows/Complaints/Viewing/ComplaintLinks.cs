using MemberServices.Cases;
using MemberServices.Cases.Finding;
using MemberServices.Fields;
using MemberServices.Links;
using MemberServices.LostLinks;
using MemberServices.Mail;

namespace MemberServices.Complaints.Viewing;

/// <summary>New links to complaints that aren't closed, for who complained.</summary>
public sealed class ComplaintLinks(CaseIndex index, ComplaintCases cases, LinkPolicy days, TimeProvider clock) : ILostLinks
{
    public async Task<IReadOnlyList<LostLink>> OpenAtAsync(string email, CancellationToken cancellationToken)
    {
        var found = new List<LostLink>();
        var page = await index.PageAsync(CaseQuery.OfPerson(email), CaseIndex.MostOfAPage, cancellationToken: cancellationToken);
        foreach (var entry in page!.Cases.Where(entry => entry.Id.Kind == CaseKind.Complaint && entry.End is null).Take(ILostLinks.Most))
        {
            if (await cases.ReadAsync(entry.Id, cancellationToken) is { } record && record.State.End is null && EmailAddress.AreSame(record.Opened.Request.Email, email))
            {
                var request = record.Opened.Request;
                found.Add(new LostLink(
                    request.Email, new LinkRequest(LinkPurpose.Complaint, "complaints", $"{record.Id}", 0, clock.GetUtcNow().AddDays(days.ProgressDays), request.MemberKey),
                    new Details(new DetailRow("Complaint", $"{record.Id}"), new DetailRow("About", record.Opened.Category.Name)), $"Open {record.Id}", "Your complaints:"));
            }
        }
        return found;
    }
}
