using MemberServices.Mail;

namespace MemberServices.Onboarding;

// To the person who is asked to approve an application.
public sealed partial class EnrollmentMails
{
    const string Review = "Review the application";

    public MailContent ApprovalRequest(EnrollmentLetter letter) => Request(
        letter, $"Please decide: {letter.Applicant.Name} applies for {letter.OfficeName}", $"{letter.Applicant.Name} applies for your office",
        letter.AskedBecause ?? $"{letter.Applicant.Name} wants to become a member of {policies.Brand.Name} through {letter.OfficeName}, and you decide for that office.");

    /// <param name="letter">The request it reminds of.</param>
    /// <param name="isLast">Whether no other reminder follows.</param>
    public MailContent ApprovalReminder(EnrollmentLetter letter, bool isLast) => Request(
        letter, $"{(isLast ? "Last reminder" : "Reminder")}: {letter.Applicant.Name} is waiting for your decision", $"{letter.Applicant.Name} is waiting for your decision",
        letter.AskedAt is { } asked
            ? $"We asked you on {times.Exact(asked)} to decide about this application for {letter.OfficeName}."
            : $"We asked you to decide about this application for {letter.OfficeName}.");

    public MailContent ApprovalExpired(EnrollmentLetter letter) => new(
        $"Expired: the application of {letter.Applicant.Name}",
        "This application has expired",
        [
            new Paragraph($"Hello {Name(letter)}, we had no decision from you about the application of {letter.Applicant.Name} for {letter.OfficeName}, so it has ended."),
            new Paragraph("There is nothing left for you to do. If they apply again, we will ask you again."),
            Facts(letter),
        ]);

    public MailContent ApprovalWithdrawn(EnrollmentLetter letter) => new(
        $"No longer needed: your decision about {letter.Applicant.Name}",
        "Your decision is no longer needed",
        [
            new Paragraph($"Hello {Name(letter)}, the application of {letter.Applicant.Name} for {letter.OfficeName} no longer waits for you. The link in our earlier email doesn’t work anymore."),
            .. letter.Reason is { } reason ? (MailPart[])[new Paragraph("The reason given:"), new Quote(reason)] : [],
            Facts(letter),
        ]);

    MailContent Request(EnrollmentLetter letter, string subject, string heading, string why) => new(
        subject,
        heading,
        [
            new Paragraph($"Hello {Name(letter)}. {why}"),
            Facts(letter),
            .. letter.Until is { } until ? (MailPart[])[new Paragraph($"Please decide by {times.Exact(until)}. After that the application expires.")] : [],
            new ActionLink(Review, letter.Address),
            new Paragraph("Opening the page decides nothing. There you can approve, decline, say that this is not your agent, or hand the decision over to a colleague."),
        ]);

    Details Facts(EnrollmentLetter letter) => new(
        new DetailRow("Applicant", letter.Applicant.Name),
        new DetailRow("License", $"{letter.Applicant.State} {letter.Applicant.LicenseNumber}"),
        new DetailRow("Member type", MemberType(letter)),
        new DetailRow("Office", letter.OfficeName),
        new DetailRow("Email", letter.Applicant.Email));

    static string Name(EnrollmentLetter letter) => letter.Approver?.Name ?? letter.OfficeName;
}
