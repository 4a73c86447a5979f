using MemberServices.Links;
using MemberServices.Mail;
using MemberServices.Onboarding.BrokerApproval;
using MemberServices.Policies;

namespace MemberServices.Onboarding.LostLinks;

/// <summary>The mail with new links. It goes to an address that somebody typed, and repeats nothing of what they typed.</summary>
public sealed class MyCasesMails(BrandPolicy brand, RequestListMails lists, SiteAddress site)
{
    public MailContent Links(OpenCases open) => new(
        $"Your open cases at {brand.Name}",
        "What is open at this address",
        [
            new Paragraph($"Somebody asked {brand.Name} for new links to what is open at this email address."),
            .. open is { Applications.Count: 0, Requests.Count: 0 } ? Nothing() : [],
            .. open.Applications.SelectMany((record, i) => (MailPart[])
            [
                new Details(new DetailRow("Application", $"{record.Id}"), new DetailRow("Office", record.Opened.OfficeName)),
                new ActionLink($"Follow {record.Id}", LinkRequest.PlaceholderOf(i)),
            ]),
            .. open.Requests.Count > 0 ? (MailPart[])[new Paragraph("These applications wait for your decision:")] : [],
            .. lists.Requests(open.Requests, first: open.Applications.Count),
            new Paragraph("If it wasn’t you who asked, you don’t need to do anything: only you got these links."),
        ]);

    MailPart[] Nothing() =>
    [
        new Paragraph("Nothing is open here. If you used another address, ask again with that one. An application counts once you have confirmed it by the link in our first email."),
        new ActionLink("Apply for membership", site.To("enroll")),
    ];
}
