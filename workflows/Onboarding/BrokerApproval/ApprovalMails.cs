using MemberServices.Cases;
using MemberServices.Mail;
using MemberServices.Onboarding.Correcting;
using MemberServices.Pages;
using MemberServices.Policies;

namespace MemberServices.Onboarding.BrokerApproval;

/// <summary>The mails of the request for approval: to the person who is asked, and to the applicant about what came of it.</summary>
public sealed class ApprovalMails(BrandPolicy brand, LocalTimes times, EnrollmentMails common)
{
    const string Review = "Review the application";

    public MailContent Request(EnrollmentEmail email) => Asking(
        email, $"Please decide: {email.Applicant.MemberFullName} applies for {email.OfficeName}", $"{email.Applicant.MemberFullName} applies for your office",
        email.AskedBecause ?? $"{email.Applicant.MemberFullName} wants to become a member of {brand.Name} through {email.OfficeName}, and you decide for that office.");

    /// <param name="email">The request it reminds of.</param>
    /// <param name="isLast">Whether no other reminder follows.</param>
    public MailContent Reminder(EnrollmentEmail email, bool isLast) => Asking(
        email, $"{(isLast ? "Last reminder" : "Reminder")}: {email.Applicant.MemberFullName} is waiting for your decision", $"{email.Applicant.MemberFullName} is waiting for your decision",
        email.AskedAt is { } asked
            ? $"We asked you on {times.Exact(asked)} to decide about this application for {email.OfficeName}."
            : $"We asked you to decide about this application for {email.OfficeName}.");

    public MailContent LastNotice(EnrollmentEmail email) => Asking(
        email, $"Time is almost over: {email.Applicant.MemberFullName} needs your decision", $"{email.Applicant.MemberFullName} needs your decision now",
        $"The application for {email.OfficeName} still waits for you, and this is the last email about it before it expires.");

    public MailContent NoDecision(EnrollmentEmail email) => new(
        $"Expired: the application of {email.Applicant.MemberFullName}",
        "This application has expired",
        [
            new Paragraph($"Hello {Name(email)}, we had no decision from you about the application of {email.Applicant.MemberFullName} for {email.OfficeName}, so it has ended."),
            new Paragraph("There is nothing left for you to do. If they apply again, we will ask you again."),
            Facts(email),
        ]);

    public MailContent NoLongerNeeded(EnrollmentEmail email) => new(
        $"No longer needed: your decision about {email.Applicant.MemberFullName}",
        "Your decision is no longer needed",
        [
            new Paragraph($"Hello {Name(email)}, the application of {email.Applicant.MemberFullName} for {email.OfficeName} no longer waits for you. The link in our earlier email doesn’t work anymore."),
            .. email.Reason is { } reason ? (MailPart[])[new Paragraph("The reason given:"), new Quote(reason)] : [],
            Facts(email),
        ]);

    /// <summary>What became of a request, to who was asked: their own decision, or what staff did.</summary>
    public MailContent Receipt(EnrollmentEmail email, EnrollmentStepOutcome outcome)
    {
        var (name, next) = (email.Applicant.MemberFullName, outcome.What.Next?.Name);
        var (heading, what) = outcome.What.Kind switch
        {
            ApprovalOutcomes.Approve => ($"You approved {name}", "We told them. Next we set up what their membership needs, and tell you and them when it is complete."),
            ApprovalOutcomes.Decline => ($"You declined {name}", "They got your reason by email, and can apply again."),
            ApprovalOutcomes.NotMyAgent => ($"{name} is not your agent", "We told them, and look for their office."),
            ApprovalOutcomes.HandOver => ($"You handed {name} over to {next}", $"{next} got an email with a link of their own; yours no longer works."),
            ApprovalOutcomes.GiveBack => ($"You gave {name} back to {next}", $"{next} is asked again; your link no longer works."),
            ApprovalOutcomes.ApproveOnBehalf => ($"{name} was approved on your behalf", "Member services approved the application for your office. Next we set up what their membership needs, and tell you and them when it is complete."),
            ApprovalOutcomes.Reassign => ($"{next} decides about {name}", $"Member services asked {next} instead of you; your link no longer works."),
            _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome.What.Kind, "An outcome without a receipt."),
        };
        return new MailContent(
            heading,
            heading,
            [
                new Paragraph($"Hello {Name(email)}. This is your receipt: {heading}, for {email.OfficeName}, on {times.Exact(outcome.At)}. {what}"),
                .. outcome.What.ToMember is { } reason ? (MailPart[])[new Paragraph("The reason given:"), new Quote(reason)] : [],
                new Paragraph("Is this wrong? Call or write to us at once, and give the reference."),
            ]);
    }

    /// <summary>What was corrected after somebody approved.</summary>
    public static MailContent Corrected(EnrollmentEmail email, CorrectionMade made) => new(
        $"Corrected after the approval: {email.Applicant.MemberFullName}",
        "Details of an application were corrected",
        [
            new Paragraph($"Hello {Name(email)}. After your office approved the application of {email.Applicant.MemberFullName} for {email.OfficeName}, these details were corrected:"),
            new Details([.. made.What.Parts().Select(part => new DetailRow(part.Label, part.Value))]),
            new Paragraph("There is nothing for you to do. If this looks wrong, call or write to us at once, and give the reference."),
        ]);

    public MailContent Delayed(EnrollmentEmail email) => new(
        $"Your application to {brand.Name}: where it stands",
        email.Asked is null ? "We look after your application" : "Your application is still waiting",
        [
            new Paragraph($"Hello {email.Applicant.MemberFullName}, " + (email.Asked is { } asked
                ? $"{asked.Name} has not decided about your application for {email.OfficeName} yet. We reminded them, and now we call the office."
                : $"nobody at {email.OfficeName} can decide about your application by email. We decide it with the office.")),
            .. email.Until is { } until ? (MailPart[])[new Paragraph($"We will tell you as soon as it is decided. If nobody decides by {times.Deadline(until)}, the application expires, and you can apply again with one click.")] : [],
            new Paragraph("You don’t need to do anything. A call from you to your broker may make it faster."),
            new ActionLink(EnrollmentMails.Follow, email.Address),
        ]);

    public MailContent Ending(EnrollmentEmail email) => new(
        $"Your application to {brand.Name} expires soon",
        "Your application expires soon",
        [
            new Paragraph($"Hello {email.Applicant.MemberFullName}, " + (email.Asked is { } approver
                ? $"{approver.Name} has not decided about your application for {email.OfficeName} yet."
                : $"nobody at {email.OfficeName} could be asked about your application, and it has not been decided yet.")),
            .. email.Until is { } until ? (MailPart[])[new Paragraph($"It expires if nobody decides by {times.Deadline(until)}.")] : [],
            new Paragraph((email.Asked is null
                ? "A call from you to the office may help."
                : "We asked the office several times, and today once more. A call from you may help.") + " If the application expires, you can apply again with one click."),
            new ActionLink(EnrollmentMails.Follow, email.Address),
        ]);

    public MailContent Declined(EnrollmentEmail email) => new(
        $"Your application to {brand.Name} was declined",
        "Your application was declined",
        [
            new Paragraph($"Hello {email.Applicant.MemberFullName}, {EnrollmentMails.WhoEnded(email)} declined your application for {email.OfficeName}."),
            .. EnrollmentMails.Reason(email, "They gave this reason:"),
            new Paragraph("Talk to your broker first. When the reason is out of the way, you can apply again with one click."),
            new ActionLink(EnrollmentMails.Again, email.Address),
        ]);

    public MailContent NotMyAgent(EnrollmentEmail email) => new(
        $"Your application to {brand.Name} needs another office",
        "The office doesn’t know you as its agent",
        [
            new Paragraph($"Hello {email.Applicant.MemberFullName}, {EnrollmentMails.WhoEnded(email)} answered that you are not an agent of {email.OfficeName}."),
            .. EnrollmentMails.Reason(email, "They added:"),
            new Paragraph("If you chose the wrong office, apply again with the right one. If it was the right one, talk to your broker first."),
            new ActionLink(EnrollmentMails.Again, email.Address),
        ]);

    public MailContent Expired(EnrollmentEmail email) => new(
        $"Your application to {brand.Name} has expired",
        "Your application has expired",
        [
            new Paragraph($"Hello {email.Applicant.MemberFullName}, {email.OfficeName} did not answer in time, so your application for that office has ended."),
            new Paragraph("Please talk to your broker. When they are ready, apply again with one click: what you entered is still there."),
            new ActionLink(EnrollmentMails.Again, email.Address),
        ]);

    MailContent Asking(EnrollmentEmail email, string subject, string heading, string why) => new(
        subject,
        heading,
        [
            new Paragraph($"Hello {Name(email)}. {why}"),
            Facts(email),
            .. email.Until is { } until ? (MailPart[])[new Paragraph($"Please decide by {times.Deadline(until)}. After that the application expires.")] : [],
            new ActionLink(Review, email.Address),
            new Paragraph("Opening the page decides nothing. It shows who applies, and asks for your answer."),
        ]);

    Details Facts(EnrollmentEmail email) => new(
        new DetailRow("Applicant", email.Applicant.MemberFullName),
        new DetailRow("License", $"{email.Applicant.MemberStateLicenseState} {email.Applicant.MemberStateLicense}"),
        new DetailRow("Member type", common.MemberType(email)),
        new DetailRow("Office", email.OfficeName),
        new DetailRow("Email", email.Applicant.MemberEmail));

    static string Name(EnrollmentEmail email) => email.Asked?.Name ?? email.OfficeName;
}
