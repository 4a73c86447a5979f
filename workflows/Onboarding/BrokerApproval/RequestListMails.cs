using MemberServices.Links;
using MemberServices.Mail;
using MemberServices.Onboarding.Correcting;
using MemberServices.Pages;
using MemberServices.Policies;

namespace MemberServices.Onboarding.BrokerApproval;

/// <summary>Mails that list all that waits for somebody, each with a link of its own.</summary>
public sealed class RequestListMails(EnrollmentPolicy policy, LocalTimes times)
{
    public MailContent Reminder(string name, IReadOnlyList<OpenRequest> listed, bool hasMore) => new(
        $"Reminder: {listed.Count} applications wait for your decision",
        $"{listed.Count} applications wait for your decision",
        [
            new Paragraph($"Hello {name}. We asked you to decide about these applications. Each has its own page, and the one that ends first is at the top."),
            .. Requests(listed, first: 0),
            .. hasMore ? (MailPart[])[new Paragraph("There are more than these: use the links in our earlier emails.")] : [],
            new Paragraph("Opening a page decides nothing. It shows who applies, and asks for your answer."),
        ]);

    /// <summary>What each is about, until when, and its link.</summary>
    /// <param name="listed">Which.</param>
    /// <param name="first">Which of the mail's links is the first of these.</param>
    public IEnumerable<MailPart> Requests(IReadOnlyList<OpenRequest> listed, int first) => listed.SelectMany((each, i) => (MailPart[])
    [
        FactsOf(each),
        new ActionLink(LabelOf(each), LinkRequest.PlaceholderOf(first + i)),
    ]);

    /// <summary>What one is about, and until when.</summary>
    public Details FactsOf(OpenRequest each) => new(
        new DetailRow("Applicant", each.Record.Applicant.MemberFullName),
        new DetailRow("Member type", policy.MemberTypeName(each.Record.Applicant.MemberType)),
        new DetailRow("Office", each.Record.Opened.OfficeName),
        new DetailRow("Decide by", times.Deadline(each.Step.Until)),
        new DetailRow("Reference", $"{each.Record.Id}"));

    /// <summary>What its link does.</summary>
    public static string LabelOf(OpenRequest each) => $"Review {each.Record.Id}";
}
