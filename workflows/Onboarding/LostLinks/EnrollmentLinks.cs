using MemberServices.Cases.Finding;
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
        .. await cases.OpenAtAsync(index, email, LinkOf, cancellationToken),
        .. (await requests.OfAsync(email, cancellationToken)).Listed.Select(each => new LostLink(
            each.Step.Asked!.Email, each.Link, lists.FactsOf(each), RequestListMails.LabelOf(each), "These applications wait for your decision:")),
    ];

    LostLink? LinkOf(EnrollmentRecord record) => record.State.End is not null ? null : new(
        record.Applicant.MemberEmail,
        new LinkRequest(LinkPurpose.Progress, "enrollments", $"{record.Id}", 0, record.Opened.ReceivedAt.AddDays(days.ProgressDays), record.Applicant.MemberKey),
        new Details(new DetailRow("Application", $"{record.Id}"), new DetailRow("Office", record.Opened.OfficeName)), $"Follow {record.Id}");
}
