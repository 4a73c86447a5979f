using MemberServices.Mail;

namespace MemberServices.Onboarding;

// To the person who is asked to approve an application.
public sealed partial class EnrollmentMails
{
    const string Review = "Review the application";

    public MailContent ApprovalRequest(EnrollmentEmail email) => Request(
        email, $"Please decide: {email.Applicant.Name} applies for {email.OfficeName}", $"{email.Applicant.Name} applies for your office",
        email.AskedBecause ?? $"{email.Applicant.Name} wants to become a member of {brand.Name} through {email.OfficeName}, and you decide for that office.");

    /// <param name="letter">The request it reminds of.</param>
    /// <param name="isLast">Whether no other reminder follows.</param>
    public MailContent ApprovalReminder(EnrollmentEmail email, bool isLast) => Request(
        email, $"{(isLast ? "Last reminder" : "Reminder")}: {email.Applicant.Name} is waiting for your decision", $"{email.Applicant.Name} is waiting for your decision",
        email.AskedAt is { } asked
            ? $"We asked you on {times.Exact(asked)} to decide about this application for {email.OfficeName}."
            : $"We asked you to decide about this application for {email.OfficeName}.");

    public MailContent ApprovalExpired(EnrollmentEmail email) => new(
        $"Expired: the application of {email.Applicant.Name}",
        "This application has expired",
        [
            new Paragraph($"Hello {Name(email)}, we had no decision from you about the application of {email.Applicant.Name} for {email.OfficeName}, so it has ended."),
            new Paragraph("There is nothing left for you to do. If they apply again, we will ask you again."),
            Facts(email),
        ]);

    public MailContent ApprovalWithdrawn(EnrollmentEmail email) => new(
        $"No longer needed: your decision about {email.Applicant.Name}",
        "Your decision is no longer needed",
        [
            new Paragraph($"Hello {Name(email)}, the application of {email.Applicant.Name} for {email.OfficeName} no longer waits for you. The link in our earlier email doesn’t work anymore."),
            .. email.Reason is { } reason ? (MailPart[])[new Paragraph("The reason given:"), new Quote(reason)] : [],
            Facts(email),
        ]);

    MailContent Request(EnrollmentEmail email, string subject, string heading, string why) => new(
        subject,
        heading,
        [
            new Paragraph($"Hello {Name(email)}. {why}"),
            Facts(email),
            .. email.Until is { } until ? (MailPart[])[new Paragraph($"Please decide by {times.Exact(until)}. After that the application expires.")] : [],
            new ActionLink(Review, email.Address),
            new Paragraph("Opening the page decides nothing. There you can approve, decline, say that this is not your agent, or hand the decision over to a colleague."),
        ]);

    Details Facts(EnrollmentEmail email) => new(
        new DetailRow("Applicant", email.Applicant.Name),
        new DetailRow("License", $"{email.Applicant.State} {email.Applicant.LicenseNumber}"),
        new DetailRow("Member type", MemberType(email)),
        new DetailRow("Office", email.OfficeName),
        new DetailRow("Email", email.Applicant.Email));

    static string Name(EnrollmentEmail email) => email.Approver?.Name ?? email.OfficeName;
}
