using MemberServices.Mail;
using MemberServices.Pages;
using MemberServices.Policies;

namespace MemberServices.Onboarding.Billing;

/// <summary>The mails about billing, to the applicant. None names an amount, and none asks for a card number.</summary>
public sealed class BillingMails(BrandPolicy brand, SupportContact support, LocalTimes times, EnrollmentMails common)
{
    const string NoCards = "Please never send a card number by email.";

    public MailContent Requested(EnrollmentEmail email) => About(
        email, $"Next for your application to {brand.Name}: billing", "Next, we set up your billing",
        $"Hello {email.Applicant.MemberFullName}, your application for {email.OfficeName} was approved. Next, our finance team sets up your billing, and contacts you about it.");

    /// <param name="email">About which case.</param>
    /// <param name="isLast">Whether no other reminder follows.</param>
    public MailContent Reminder(EnrollmentEmail email, bool isLast) => About(
        email, $"{(isLast ? "Last reminder" : "Reminder")}: your billing for {brand.Name} isn’t set up yet", "Your billing isn’t set up yet",
        $"Hello {email.Applicant.MemberFullName}, your application for {email.OfficeName} waits for your billing. Did our finance team contact you? Please answer them, so that we can go on.");

    public MailContent LastNotice(EnrollmentEmail email) => About(
        email, $"Time is almost over: your application to {brand.Name} waits for your billing", "Your application expires soon",
        $"Hello {email.Applicant.MemberFullName}, your billing for {email.OfficeName} is still not set up, and this is the last email about it before your application expires.");

    public MailContent Refused(EnrollmentEmail email) => About(
        email, $"Your billing for {brand.Name} could not be set up yet", "Your billing could not be set up yet",
        $"Hello {email.Applicant.MemberFullName}, our finance team could not set up your billing for {email.OfficeName}. Your application stays open, and they contact you to sort it out.");

    public MailContent Expired(EnrollmentEmail email) => new(
        $"Your application to {brand.Name} has expired",
        "Your application has expired",
        [
            new Paragraph($"Hello {email.Applicant.MemberFullName}, your billing for {email.OfficeName} was not set up in time, so your application has ended."),
            new Paragraph($"Call us at {support.Phone} first, so that it works out this time. Then apply again with one click."),
            new ActionLink(EnrollmentMails.Again, email.Address),
        ]);

    MailContent About(EnrollmentEmail email, string subject, string heading, string what) => new(
        subject,
        heading,
        [
            new Paragraph(what),
            .. email.Until is { } until ? (MailPart[])[new Paragraph($"Please have it settled by {times.Deadline(until)}. After that the application expires.")] : [],
            new ActionLink(EnrollmentMails.Follow, email.Address),
            common.Facts(email),
            new Paragraph($"Questions, or nobody has contacted you? Call {support.Phone}, or write to {support.Email}. {NoCards}"),
        ]);
}
