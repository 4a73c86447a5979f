using MemberServices.Mail;
using MemberServices.Policies;

namespace MemberServices.Onboarding.Access;

/// <summary>The mails about access, to the applicant.</summary>
public sealed class AccessMails(BrandPolicy brand, EnrollmentMails common)
{
    public MailContent Welcome(EnrollmentEmail email) => new(
        email.InvitationAddress is null ? $"Welcome to {brand.Name}" : $"Action needed: accept your access to {brand.Name}",
        $"Welcome to {brand.Name}",
        [
            new Paragraph($"Hello {email.Applicant.MemberFullName}, your enrollment is complete. You are an active member."),
            .. email.InvitationAddress is { } invitation
                ? (MailPart[])
                [
                    new Paragraph("One step is left to do before you sign in for the first time: accept the invitation to our directory."),
                    new ActionLink("Accept your access", invitation),
                ]
                : [],
            new Details(
                [new DetailRow("Sign in with", email.Applicant.MemberEmail), new DetailRow("Member key", email.Applicant.MemberKey), .. common.Facts(email).Rows]),
            new ActionLink("See your enrollment", email.Address),
            new Paragraph("We are glad that you are here. When you need help, write or call: the people at the number below know the way."),
        ]);

    public MailContent Failed(EnrollmentEmail email) => new(
        $"We could not finish your enrollment in {brand.Name}",
        "We could not finish your enrollment",
        [
            new Paragraph($"Hello {email.Applicant.MemberFullName}, we are sorry: we could not set up your access, and your enrollment has ended."),
            .. EnrollmentMails.Reason(email, "What went wrong:"),
            new Paragraph("This is not your fault. Write or call us and we will sort it out, or apply again with one click."),
            new ActionLink(EnrollmentMails.Again, email.Address),
        ]);
}
