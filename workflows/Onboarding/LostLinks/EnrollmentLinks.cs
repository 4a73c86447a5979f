using MemberServices.Cases;
using MemberServices.Cases.Finding;
using MemberServices.Fields;
using MemberServices.Links;
using MemberServices.LostLinks;
using MemberServices.Mail;
using MemberServices.Onboarding.BrokerApproval;
using MemberServices.Onboarding.Correcting;

namespace MemberServices.Onboarding.LostLinks;

/// <summary>New links to applications, for who applied and for who decides.</summary>
public sealed class EnrollmentLinks(CaseIndex index, EnrollmentCases cases, OpenRequests requests, RequestListMails lists, LinkPolicy days) : ILostLinks
{
    public async Task<IReadOnlyList<LostLink>> OpenAtAsync(string email, CancellationToken cancellationToken) =>
    [
        .. await ApplicationsAsync(email, cancellationToken),
        .. (await requests.OfAsync(email, cancellationToken)).Listed.Select(each => new LostLink(
            each.Step.Asked!.Email, each.Link, lists.FactsOf(each), RequestListMails.LabelOf(each), "These applications wait for your decision:")),
    ];

    async Task<IReadOnlyList<LostLink>> ApplicationsAsync(string email, CancellationToken cancellationToken)
    {
        var found = new List<LostLink>();
        var page = await index.PageAsync(CaseQuery.OfPerson(email), CaseIndex.MostOfAPage, cancellationToken: cancellationToken);
        foreach (var entry in page!.Cases.Where(entry => entry.Id.Kind == CaseKind.Enrollment && entry.End is null).Take(ILostLinks.Most))
        {
            if (await cases.ReadAsync(entry.Id, cancellationToken) is { State.End: null } record && EmailAddress.AreSame(record.Applicant.MemberEmail, email))
            {
                found.Add(new LostLink(
                    record.Applicant.MemberEmail,
                    new LinkRequest(LinkPurpose.Progress, "enrollments", $"{record.Id}", 0, record.Opened.ReceivedAt.AddDays(days.ProgressDays), record.Applicant.MemberKey),
                    new Details(new DetailRow("Application", $"{record.Id}"), new DetailRow("Office", record.Opened.OfficeName)), $"Follow {record.Id}"));
            }
        }
        return found;
    }
}
