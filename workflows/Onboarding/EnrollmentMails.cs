using MemberServices.Mail;
using MemberServices.Policies;

namespace MemberServices.Onboarding;

/// <summary>The mails to the applicant that belong to no stage, and what all mails of an enrollment have in common.</summary>
public sealed class EnrollmentMails(BrandPolicy brand, EnrollmentPolicy policy)
{
    internal const string Follow = "Follow your application";
    internal const string Again = "See what happened and apply again";

    string Brand => brand.Name;

    public MailContent Received(EnrollmentEmail email) => new(
        $"We received your application to {Brand}",
        "We received your application",
        [
            new Paragraph($"Hello {email.Applicant.MemberFullName}, thank you for applying to {Brand}."),
            .. email.Replaces is { } former ? (MailPart[])[new Paragraph($"It replaces your application {former}, which has ended.")] : [],
            .. email.Next is { } next ? (MailPart[])[new Paragraph($"Next, {next}.")] : [],
            new ActionLink(Follow, email.Address),
            Facts(email),
            new Paragraph("You don’t need to do anything now. We will write to you when something changes."),
            new Paragraph("If you did not apply, please tell us, and we will stop."),
        ]);

    public MailContent Withdrawn(EnrollmentEmail email) => new(
        $"Your application to {Brand} was withdrawn",
        "Your application was withdrawn",
        [
            new Paragraph($"Hello {email.Applicant.MemberFullName}, your application for {email.OfficeName} was withdrawn{By(email)}."),
            .. Reason(email, "The reason given:"),
            new Paragraph("If you did not expect this, write or call us. You can also apply again with one click."),
            new ActionLink(Again, email.Address),
        ]);

    /// <summary>What we couldn't do in time ends the case.</summary>
    internal Ending Unfinished => new(
        "We could not finish your enrollment", "We could not set up your access. It ended on",
        "This is not your fault. Write or call us and we will sort it out, or apply again.", Failed);

    public MailContent Failed(EnrollmentEmail email) => new(
        $"We could not finish your enrollment in {Brand}",
        "We could not finish your enrollment",
        [
            new Paragraph($"Hello {email.Applicant.MemberFullName}, we are sorry: we could not set up your access, and your enrollment has ended."),
            .. Reason(email, "What went wrong:"),
            new Paragraph("This is not your fault. Write or call us and we will sort it out, or apply again with one click."),
            new ActionLink(Again, email.Address),
        ]);

    /// <summary>What was applied for.</summary>
    internal Details Facts(EnrollmentEmail email) => new(
        new DetailRow("License", $"{email.Applicant.MemberStateLicenseState} {email.Applicant.MemberStateLicense}"),
        new DetailRow("Office", email.OfficeName),
        new DetailRow("Member type", MemberType(email)));

    internal string MemberType(EnrollmentEmail email) => policy.MemberTypeName(email.Applicant.MemberType);

    /// <summary>Who ended the case, as the applicant is told.</summary>
    internal static string WhoEnded(EnrollmentEmail email) => email.EndedBy ?? email.Asked?.Name ?? "the broker";

    internal static IEnumerable<MailPart> Reason(EnrollmentEmail email, string introduction) =>
        email.Reason is { } reason ? [new Paragraph(introduction), new Quote(reason)] : [];

    static string By(EnrollmentEmail email) => email.EndedBy is { } person ? $" by {person}" : "";
}
