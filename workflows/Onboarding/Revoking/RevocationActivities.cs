using MemberServices.Cases;
using MemberServices.Mail;
using MemberServices.Members;
using MemberServices.Policies;
using Microsoft.Azure.Functions.Worker;

namespace MemberServices.Onboarding.Revoking;

public sealed class RevocationActivities(EnrollmentCases cases, CaseClaims claims, EnrollmentNotifier notifier, CaseWorkItems work, EnrollmentIndex index, BrandPolicy brand)
{
    /// <summary>Tells the member, and the topic, that the access is taken back.</summary>
    [Function(nameof(TellRevocation))]
    public async Task TellRevocation([ActivityTrigger] CaseId id)
    {
        var record = await cases.GetAsync(id);
        var entry = record.Revocation ?? throw new InvalidOperationException($"The enrollment {id} isn't revoked.");
        // Until all is taken back nobody applies with the license: an active member has it, and after that this claim.
        await claims.ClaimAsync(EnrollmentService.LicenseKey(record.Applicant), id);
        await index.UpdateAsync(id);
        var said = entry.Read<RevocationEntry>();
        await notifier.TellApplicantAsync(record, "enrollment.revoked", step: 0, email => Ended(email with { Reason = said.ToMember }));
        await notifier.ReportAsync(
            record, "enrollment.revoked", step: 0, entry.At, $"Access taken back by {entry.By.Name}: {said.Why}", by: entry.By, channel: entry.Channel,
            data: new { why = said.Why });
        await work.CloseKindAsync(id, step: 0, RosterLeave.WorkKind, $"Access taken back by {entry.By.Name}");
    }

    MailContent Ended(EnrollmentEmail email) => new(
        $"Your access to {brand.Name} has ended",
        "Your access has ended",
        [
            new Paragraph($"Hello {email.Applicant.MemberFullName}, your membership through {email.OfficeName} and your access to {brand.Name} have ended. You can no longer sign in."),
            .. EnrollmentMails.Reason(email, "The reason given:"),
            new Paragraph("If you did not expect this, write or call us, and give the reference. You can also apply again."),
            new ActionLink(EnrollmentMails.Again, email.Address),
        ]);
}
