using MemberServices.Mail;
using MemberServices.Pages;
using MemberServices.Policies;

namespace MemberServices.Onboarding;

/// <summary>Every mail of an enrollment, from record to content. Here are those to the applicant.</summary>
public sealed partial class EnrollmentMails(BrandPolicy brand, EnrollmentPolicy policy, LocalTimes times)
{
    const string Follow = "Follow your application";
    const string Again = "See what happened and apply again";

    string Brand => brand.Name;

    public MailContent Received(EnrollmentEmail email) => new(
        $"We received your application to {Brand}",
        "We received your application",
        [
            new Paragraph($"Hello {email.Applicant.MemberFullName}, thank you for applying to {Brand}."),
            new Paragraph(Next(email)),
            new ActionLink(Follow, email.Address),
            WhatFor(email),
            new Paragraph("You don’t need to do anything now. We will write to you when something changes."),
            new Paragraph("If you did not apply, please tell us, and we will stop."),
        ]);

    public MailContent Welcome(EnrollmentEmail email) => new(
        $"Welcome to {Brand}",
        $"Welcome to {Brand}",
        [
            new Paragraph($"Hello {email.Applicant.MemberFullName}, your enrollment is complete. You are an active member."),
            .. email.InvitationAddress is { } invitation
                ? (MailPart[])
                [
                    new Paragraph("One step is left to do before you sign in for the first time: accept the invitation to our directory."),
                    new ActionLink("Accept your access", invitation),
                ]
                : [],
            WhatFor(email),
            new ActionLink("See your enrollment", email.Address),
            new Paragraph("We are glad that you are here. When you need help, write or call: the people at the number below know the way."),
        ]);

    public MailContent Declined(EnrollmentEmail email) => new(
        $"Your application to {Brand} was declined",
        "Your application was declined",
        [
            new Paragraph($"Hello {email.Applicant.MemberFullName}, {Who(email)} declined your application for {email.OfficeName}."),
            .. Reason(email, "They gave this reason:"),
            new Paragraph("Talk to your broker first. When the reason is out of the way, you can apply again with one click."),
            new ActionLink(Again, email.Address),
        ]);

    public MailContent NotMyAgent(EnrollmentEmail email) => new(
        $"Your application to {Brand} needs another office",
        "The office doesn’t know you as its agent",
        [
            new Paragraph($"Hello {email.Applicant.MemberFullName}, {Who(email)} answered that you are not an agent of {email.OfficeName}."),
            .. Reason(email, "They added:"),
            new Paragraph("If you chose the wrong office, apply again with the right one. If it was the right one, talk to your broker first."),
            new ActionLink(Again, email.Address),
        ]);

    public MailContent Ending(EnrollmentEmail email) => new(
        $"Your application to {Brand} expires soon",
        "Your application expires soon",
        [
            new Paragraph($"Hello {email.Applicant.MemberFullName}, " + (email.Approver is { } approver
                ? $"{approver.Name} has not decided about your application for {email.OfficeName} yet."
                : $"nobody at {email.OfficeName} could be asked about your application, and it has not been decided yet.")),
            .. email.Until is { } until ? (MailPart[])[new Paragraph($"It expires on {times.Exact(until)} if nobody decides until then.")] : [],
            new Paragraph((email.Approver is null
                ? "A call from you to the office may help."
                : "We asked the office several times, and today once more. A call from you may help.") + " If the application expires, you can apply again with one click."),
            new ActionLink(Follow, email.Address),
        ]);

    public MailContent Expired(EnrollmentEmail email) => new(
        $"Your application to {Brand} has expired",
        "Your application has expired",
        [
            new Paragraph($"Hello {email.Applicant.MemberFullName}, {email.OfficeName} did not answer in time, so your application for that office has ended."),
            new Paragraph("Please talk to your broker. When they are ready, apply again with one click: what you entered is still there."),
            new ActionLink(Again, email.Address),
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

    public MailContent Failed(EnrollmentEmail email) => new(
        $"We could not finish your enrollment in {Brand}",
        "We could not finish your enrollment",
        [
            new Paragraph($"Hello {email.Applicant.MemberFullName}, we are sorry: we could not set up your access, and your enrollment has ended."),
            .. Reason(email, "What went wrong:"),
            new Paragraph("This is not your fault. Write or call us and we will sort it out, or apply again with one click."),
            new ActionLink(Again, email.Address),
        ]);

    string Next(EnrollmentEmail email) => email switch
    {
        { Approver: { } approver, Until: { } until } =>
            $"Next, {approver.Name} of {email.OfficeName} decides about it, by {times.Exact(until)} at the latest.",
        { Approver: { } approver } => $"Next, {approver.Name} of {email.OfficeName} decides about it.",
        _ => $"Next, the managing broker of {email.OfficeName} decides about it.",
    };

    Details WhatFor(EnrollmentEmail email) => new(
        new DetailRow("License", $"{email.Applicant.MemberStateLicenseState} {email.Applicant.MemberStateLicense}"),
        new DetailRow("Office", email.OfficeName),
        new DetailRow("Member type", MemberType(email)));

    string MemberType(EnrollmentEmail email) => policy.MemberTypeName(email.Applicant.MemberType);

    static string Who(EnrollmentEmail email) => PersonWhoEnded(email) ?? email.Approver?.Name ?? "the broker";

    static string By(EnrollmentEmail email) => PersonWhoEnded(email) is { } person ? $" by {person}" : "";

    // What ended by itself was ended by nobody the reader could ask.
    static string? PersonWhoEnded(EnrollmentEmail email) => email.EndedBy is "system" ? null : email.EndedBy;

    static IEnumerable<MailPart> Reason(EnrollmentEmail email, string introduction) =>
        email.Reason is { } reason ? [new Paragraph(introduction), new Quote(reason)] : [];
}
