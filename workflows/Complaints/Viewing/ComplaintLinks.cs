using MemberServices.Cases.Finding;
using MemberServices.Links;
using MemberServices.LostLinks;
using MemberServices.Mail;

namespace MemberServices.Complaints.Viewing;

/// <summary>New links to complaints that aren't closed, for who complained.</summary>
public sealed class ComplaintLinks(CaseIndex index, ComplaintCases cases, LinkPolicy days, TimeProvider clock) : ILostLinks
{
    public Task<IReadOnlyList<LostLink>> OpenAtAsync(string email, CancellationToken cancellationToken) => cases.OpenAtAsync(index, email, LinkOf, cancellationToken);

    LostLink? LinkOf(ComplaintRecord record) => record.State.End is not null ? null : new(
        record.Opened.Request.Email,
        new LinkRequest(LinkPurpose.Complaint, "complaints", $"{record.Id}", 0, clock.GetUtcNow().AddDays(days.ProgressDays), record.Opened.Request.MemberKey),
        new Details(new DetailRow("Complaint", $"{record.Id}"), new DetailRow("About", record.Opened.Category.Name)), $"Open {record.Id}", "Your complaints:");
}
