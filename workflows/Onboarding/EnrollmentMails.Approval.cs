using MemberServices.Mail;

namespace MemberServices.Onboarding;

// To the person who is asked to approve an application.
public sealed partial class EnrollmentMails
{
    const string Review = "Review the application";

    public MailContent ApprovalRequest(EnrollmentEmail email) => Request(
        email, $"Please decide: {email.Applicant.MemberFullName} applies for {email.OfficeName}", $"{email.Applicant.MemberFullName} applies for your office",
        email.AskedBecause ?? $"{email.Applicant.MemberFullName} wants to become a member of {brand.Name} through {email.OfficeName}, and you decide for that office.");

    /// <param name="email">The request it reminds of.</param>
    /// <param name="isLast">Whether no other reminder follows.</param>
    public MailContent ApprovalReminder(EnrollmentEmail email, bool isLast) => Request(
        email, $"{(isLast ? "Last reminder" : "Reminder")}: {email.Applicant.MemberFullName} is waiting for your decision", $"{email.Applicant.MemberFullName} is waiting for your decision",
        email.AskedAt is { } asked
            ? $"We asked you on {times.Exact(asked)} to decide about this application for {email.OfficeName}."
            : $"We asked you to decide about this application for {email.OfficeName}.");

    public MailContent ApprovalEnding(EnrollmentEmail email) => Request(
        email, $"Time is almost over: {email.Applicant.MemberFullName} needs your decision", $"{email.Applicant.MemberFullName} needs your decision now",
        $"The application for {email.OfficeName} still waits for you, and this is the last email about it before it expires.");

    public MailContent ApprovalExpired(EnrollmentEmail email) => new(
        $"Expired: the application of {email.Applicant.MemberFullName}",
        "This application has expired",
        [
            new Paragraph($"Hello {Name(email)}, we had no decision from you about the application of {email.Applicant.MemberFullName} for {email.OfficeName}, so it has ended."),
            new Paragraph("There is nothing left for you to do. If they apply again, we will ask you again."),
            Facts(email),
        ]);

    public MailContent ApprovalWithdrawn(EnrollmentEmail email) => new(
        $"No longer needed: your decision about {email.Applicant.MemberFullName}",
        "Your decision is no longer needed",
        [
            new Paragraph($"Hello {Name(email)}, the application of {email.Applicant.MemberFullName} for {email.OfficeName} no longer waits for you. The link in our earlier email doesn’t work anymore."),
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
        new DetailRow("Applicant", email.Applicant.MemberFullName),
        new DetailRow("License", $"{email.Applicant.MemberStateLicenseState} {email.Applicant.MemberStateLicense}"),
        new DetailRow("Member type", MemberType(email)),
        new DetailRow("Office", email.OfficeName),
        new DetailRow("Email", email.Applicant.MemberEmail));

    static string Name(EnrollmentEmail email) => email.Approver?.Name ?? email.OfficeName;
}
