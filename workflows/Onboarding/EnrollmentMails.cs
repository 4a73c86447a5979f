using MemberServices.Mail;

namespace MemberServices.Onboarding;

/// <summary>Every mail of an enrollment, from record to content.</summary>
public static class EnrollmentMails
{
    public static MailContent Received(EnrollmentLetter letter) => Plain("We have your application", letter);

    public static MailContent ApprovalRequest(EnrollmentLetter letter) => Plain("Please review an application", letter);

    /// <param name="letter">The request it reminds of.</param>
    /// <param name="isLast">Whether no other reminder follows.</param>
    public static MailContent ApprovalReminder(EnrollmentLetter letter, bool isLast) => Plain("An application waits for you", letter);

    /// <summary>To the person who was asked.</summary>
    public static MailContent ApprovalExpired(EnrollmentLetter letter) => Plain("An application has expired", letter);

    /// <summary>To the person who was asked.</summary>
    public static MailContent ApprovalWithdrawn(EnrollmentLetter letter) => Plain("An application was withdrawn", letter);

    public static MailContent Welcome(EnrollmentLetter letter) => Plain("Welcome", letter);

    public static MailContent Declined(EnrollmentLetter letter) => Plain("Your application was declined", letter);

    public static MailContent NotMyAgent(EnrollmentLetter letter) => Plain("The broker doesn't know you", letter);

    public static MailContent Expired(EnrollmentLetter letter) => Plain("Your application has expired", letter);

    public static MailContent Withdrawn(EnrollmentLetter letter) => Plain("Your application was withdrawn", letter);

    public static MailContent Failed(EnrollmentLetter letter) => Plain("We couldn't set up your access", letter);

    static MailContent Plain(string heading, EnrollmentLetter letter) =>
        new(heading, heading, new ActionLink("Review", letter.Address));
}
