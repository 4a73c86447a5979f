using MemberServices.Mail;
using MemberServices.Policies;

namespace MemberServices.Onboarding.Welcome;

/// <summary>The mail to a new member: all that they need to begin.</summary>
public sealed class WelcomeMails(BrandPolicy brand, EnrollmentPolicy policy, EnrollmentMails common)
{
    public MailContent Welcome(EnrollmentEmail email) => new(
        email.InvitationAddress is null ? $"Welcome to {brand.Name}" : $"Action needed: accept your access to {brand.Name}",
        $"Welcome to {brand.Name}",
        [
            new Paragraph(email.Next is null
                ? $"Hello {email.Applicant.MemberFullName}, your enrollment is complete. You are an active member."
                : $"Hello {email.Applicant.MemberFullName}, your access is there, and you are an active member now."),
            .. email.InvitationAddress is { } invitation
                ? (MailPart[])
                [
                    new Paragraph("One step is left to do before you sign in for the first time: accept the invitation to our directory."),
                    new ActionLink("Accept your access", invitation),
                ]
                : [],
            new Details(
            [
                new DetailRow("Sign in with", email.Applicant.MemberEmail),
                .. email.MemberMlsId is { } mlsId ? (DetailRow[])[new DetailRow("MLS ID", mlsId)] : [],
                new DetailRow("Member key", email.Applicant.MemberKey),
                .. common.Facts(email).Rows,
            ]),
            .. email.Next is { } next ? (MailPart[])[new Paragraph($"Next, {next}.")] : [],
            new ActionLink("See your enrollment", email.Address),
            .. policy.OrientationGuide is { } guide
                ? (MailPart[])[new Paragraph("This guide takes you through your first days:"), new ActionLink(guide.Title, guide.Url)]
                : [],
            new Paragraph("We are glad that you are here. When you need help, write or call: the people at the number below know the way."),
        ]);
}
