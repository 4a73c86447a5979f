using MemberServices.Links;
using MemberServices.Mail;
using MemberServices.Policies;

namespace MemberServices.Onboarding.Correcting;

/// <summary>The mails about corrections, to the applicant.</summary>
public sealed class CorrectionMails(BrandPolicy brand, LinkPolicy links)
{
    /// <summary>The receipt, at the address that counts.</summary>
    public MailContent Corrected(EnrollmentEmail email, CorrectionMade made, string? pending) => new(
        $"Your application to {brand.Name} was corrected",
        "Your application was corrected",
        [
            new Paragraph($"Hello {email.Applicant.MemberFullName}, this was corrected in your application for {email.OfficeName}:"),
            new Details([.. made.What.Parts().Select(part => new DetailRow(part.Label, part.Value))]),
            .. made.ToMember is { } words ? (MailPart[])[new Quote(words)] : [],
            .. pending is null ? (MailPart[])[]
                : [new Paragraph("We go on writing to this address until somebody confirms the new one, by the link that we sent there.")],
            new ActionLink(EnrollmentMails.Follow, email.Address),
            new Paragraph("Is this wrong? Correct it on the same page, or write or call us and give the reference."),
        ]);

    /// <summary>To a new address. Nothing that somebody typed is in it, since it may be a stranger's.</summary>
    public MailContent Confirm() => new(
        $"Is this your email address? {brand.Name} asks",
        "Is this your email address?",
        [
            new Paragraph($"Somebody gave this email address for an application for membership in {brand.Name}. We write to it only when you say that it is yours."),
            new ActionLink("Answer the question", LinkRequest.Placeholder),
            new Paragraph($"The page asks you one question. The link works for {links.ConfirmationHours} hours."),
            new Paragraph("If you don’t know of this, say so on the same page, or do nothing."),
        ]);

    /// <summary>To the new address, once it counts.</summary>
    public MailContent Confirmed(EnrollmentEmail email) => new(
        $"We write to this address about your application to {brand.Name}",
        "This is your address from now on",
        [
            new Paragraph($"Hello {email.Applicant.MemberFullName}, thank you. From now on all email about your application for {email.OfficeName} comes to this address. Links that we sent to your earlier address no longer work."),
            new ActionLink(EnrollmentMails.Follow, email.Address),
        ]);

    /// <summary>To the address that counted before; without a link, as it may be a stranger's.</summary>
    public MailContent Replaced() => new(
        $"We write to another address about an application to {brand.Name}",
        "Another address was given",
        [
            new Paragraph("From now on we write to another email address about the application with this reference. Links that we sent here no longer work."),
            new Paragraph("If you did not want this, write or call us at once, and give the reference."),
        ]);
}
