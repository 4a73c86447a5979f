using MemberServices.Links;
using MemberServices.Mail;
using MemberServices.Policies;

namespace MemberServices.LostLinks;

/// <summary>The mail with new links. It goes to an address that somebody typed, and repeats nothing of what they typed.</summary>
public sealed class MyCasesMails(BrandPolicy brand, SiteAddress site)
{
    /// <param name="open">What is open, in the order of the mail's links.</param>
    public MailContent Links(IReadOnlyList<LostLink> open) => new(
        $"Your open cases at {brand.Name}",
        "What is open at this address",
        [
            new Paragraph($"Somebody asked {brand.Name} for new links to what is open at this email address."),
            .. open.Count == 0 ? Nothing() : open.SelectMany((each, i) => (MailPart[])
            [
                .. each.Heading is { } heading && (i == 0 || open[i - 1].Heading != heading) ? (MailPart[])[new Paragraph(heading)] : [],
                each.Facts,
                new ActionLink(each.Label, LinkRequest.PlaceholderOf(i)),
            ]),
            new Paragraph("If it wasn’t you who asked, you don’t need to do anything: only you got these links."),
        ]);

    MailPart[] Nothing() =>
    [
        new Paragraph("Nothing is open here. If you used another address, ask again with that one. An application or a question counts once you have confirmed it by the link in our first email."),
        new ActionLink("Apply for membership", site.To("enroll")),
        new ActionLink("Ask us a question", site.To("contact")),
    ];
}
