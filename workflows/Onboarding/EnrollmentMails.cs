using MemberServices.Mail;
using MemberServices.Pages;
using MemberServices.Policies;

namespace MemberServices.Onboarding;

/// <summary>Every mail of an enrollment, from record to content. Here are those to the applicant.</summary>
public sealed partial class EnrollmentMails(PolicyFile policies, LocalTimes times)
{
    const string Follow = "Follow your application";
    const string Again = "See what happened and apply again";

    string Brand => policies.Brand.Name;

    public MailContent Received(EnrollmentLetter letter) => new(
        $"We received your application to {Brand}",
        "We received your application",
        [
            new Paragraph($"Hello {letter.Applicant.Name}, thank you for applying to {Brand}."),
            new Paragraph(Next(letter)),
            new ActionLink(Follow, letter.Address),
            WhatFor(letter),
            new Paragraph("You don’t need to do anything now. We will write to you when something changes."),
            new Paragraph("If you did not apply, please tell us, and we will stop."),
        ]);

    public MailContent Welcome(EnrollmentLetter letter) => new(
        $"Welcome to {Brand}",
        $"Welcome to {Brand}",
        [
            new Paragraph($"Hello {letter.Applicant.Name}, your enrollment is complete. You are an active member."),
            .. letter.InvitationAddress is { } invitation
                ? (MailPart[])
                [
                    new Paragraph("One step is left to do before you sign in for the first time: accept the invitation to our directory."),
                    new ActionLink("Accept your access", invitation),
                ]
                : [],
            WhatFor(letter),
            new ActionLink("See your enrollment", letter.Address),
            new Paragraph("We are glad that you are here. When you need help, write or call: the people at the number below know the way."),
        ]);

    public MailContent Declined(EnrollmentLetter letter) => new(
        $"Your application to {Brand} was declined",
        "Your application was declined",
        [
            new Paragraph($"Hello {letter.Applicant.Name}, {Who(letter)} declined your application for {letter.OfficeName}."),
            .. Reason(letter, "They gave this reason:"),
            new Paragraph("Talk to your broker first. When the reason is out of the way, you can apply again with one click."),
            new ActionLink(Again, letter.Address),
        ]);

    public MailContent NotMyAgent(EnrollmentLetter letter) => new(
        $"Your application to {Brand} needs another office",
        "The office doesn’t know you as its agent",
        [
            new Paragraph($"Hello {letter.Applicant.Name}, {Who(letter)} answered that you are not an agent of {letter.OfficeName}."),
            .. Reason(letter, "They added:"),
            new Paragraph("If you chose the wrong office, apply again with the right one. If it was the right one, talk to your broker first."),
            new ActionLink(Again, letter.Address),
        ]);

    public MailContent Expired(EnrollmentLetter letter) => new(
        $"Your application to {Brand} has expired",
        "Your application has expired",
        [
            new Paragraph($"Hello {letter.Applicant.Name}, {letter.OfficeName} did not answer in time, so your application for that office has ended."),
            new Paragraph("Please talk to your broker. When they are ready, apply again with one click: what you entered is still there."),
            new ActionLink(Again, letter.Address),
        ]);

    public MailContent Withdrawn(EnrollmentLetter letter) => new(
        $"Your application to {Brand} was withdrawn",
        "Your application was withdrawn",
        [
            new Paragraph($"Hello {letter.Applicant.Name}, your application for {letter.OfficeName} was withdrawn{By(letter)}."),
            .. Reason(letter, "The reason given:"),
            new Paragraph("If you did not expect this, write or call us. You can also apply again with one click."),
            new ActionLink(Again, letter.Address),
        ]);

    public MailContent Failed(EnrollmentLetter letter) => new(
        $"We could not finish your enrollment in {Brand}",
        "We could not finish your enrollment",
        [
            new Paragraph($"Hello {letter.Applicant.Name}, we are sorry: we could not set up your access, and your enrollment has ended."),
            .. Reason(letter, "What went wrong:"),
            new Paragraph("This is not your fault. Write or call us and we will sort it out, or apply again with one click."),
            new ActionLink(Again, letter.Address),
        ]);

    string Next(EnrollmentLetter letter) => letter switch
    {
        { Approver: { } approver, Until: { } until } =>
            $"Next, {approver.Name} of {letter.OfficeName} decides about it, by {times.Exact(until)} at the latest.",
        { Approver: { } approver } => $"Next, {approver.Name} of {letter.OfficeName} decides about it.",
        _ => $"Next, the managing broker of {letter.OfficeName} decides about it.",
    };

    Details WhatFor(EnrollmentLetter letter) => new(
        new DetailRow("License", $"{letter.Applicant.State} {letter.Applicant.LicenseNumber}"),
        new DetailRow("Office", letter.OfficeName),
        new DetailRow("Member type", MemberType(letter)));

    string MemberType(EnrollmentLetter letter) => policies.Enrollment.MemberTypeName(letter.Applicant.MemberType);

    static string Who(EnrollmentLetter letter) => PersonWhoEnded(letter) ?? letter.Approver?.Name ?? "the broker";

    static string By(EnrollmentLetter letter) => PersonWhoEnded(letter) is { } person ? $" by {person}" : "";

    // What ended by itself was ended by nobody the reader could ask.
    static string? PersonWhoEnded(EnrollmentLetter letter) => letter.EndedBy is "system" ? null : letter.EndedBy;

    static IEnumerable<MailPart> Reason(EnrollmentLetter letter, string introduction) =>
        letter.Reason is { } reason ? [new Paragraph(introduction), new Quote(reason)] : [];
}
