using MemberServices.Cases;
using MemberServices.Fields;
using MemberServices.Offices;
using MemberServices.Pages;

namespace MemberServices.Onboarding.BrokerApproval;

/// <summary>How staff can step in while an office is asked.</summary>
sealed class ApprovalInterventions(OfficeTable offices)
{
    public IReadOnlyDictionary<string, StageIntervention> All => new Dictionary<string, StageIntervention>
    {
        [ApprovalOutcomes.Resend] = ResendAsync,
        [ApprovalOutcomes.Reassign] = ReassignAsync,
        [ApprovalOutcomes.ApproveOnBehalf] = ApproveOnBehalfAsync,
    };

    /// <summary>What staff fill in.</summary>
    public async Task<InterventionForm?> FormAsync(EnrollmentRecord record, string intervention)
    {
        var asked = record.StepOf(record.State.Step)?.Asked;
        var office = await offices.FindAsync(record.Applicant.OfficeKey);
        return intervention switch
        {
            ApprovalOutcomes.Resend => asked is null ? null
                : new InterventionForm("Resend the link", $"{asked.Name} gets a new link, the old one stops. The time to decide begins anew."),
            ApprovalOutcomes.Reassign => Others(office, record, asked) is { Count: > 0 } others
                ? new InterventionForm("Change the approver", $"Somebody else of {record.Opened.OfficeName} is asked, with the whole time to decide.{(asked is null ? "" : $" {asked.Name} is told, and their link stops.")}")
                {
                    Choice = new InterventionChoice("approverKey", "Who decides", others, "Choose who decides."),
                    Reader = asked?.Name,
                }
                : null,
            ApprovalOutcomes.ApproveOnBehalf => new InterventionForm(
                "Approve on behalf", asked is null ? "Counts as approved now." : $"Counts as approved now. {asked.Name} is told and can object.")
            {
                Reader = asked?.Name,
                Confirm = asked is null ? "Somebody who may speak for the office agreed." : "I spoke with the broker of record, or somebody who may speak for them.",
                Next = "Then the next stage begins.",
            },
            _ => InterventionForm.Of(intervention),
        };
    }

    static IReadOnlyList<Choice> Others(Office? office, EnrollmentRecord record, AskedPerson? asked) =>
    [
        .. (office?.Brokers ?? []).Where(broker => broker.MemberKey != asked?.Key && !Approvers.IsApplicant(broker, record.Applicant))
            .Select(broker => new Choice(broker.MemberKey, $"{broker.MemberFullName}, {broker.MemberEmail}")),
    ];

    /// <summary>Asks the same person again, with a new link.</summary>
    static Task<InterventionRuling> ResendAsync(EnrollmentRecord record, Intervention wanted) => Task.FromResult(
        record.StepOf(record.State.Step) is { Asked: null }
            ? InterventionRuling.Misfits("Nobody at the office can be asked: change the approver, or approve on the office's behalf.")
            : InterventionRuling.Of(new EnrollmentOutcome(ApprovalOutcomes.Resend, StepMove.Again, Why: wanted.Why, ToMember: wanted.ToMember)));

    /// <summary>Asks another broker of the office.</summary>
    async Task<InterventionRuling> ReassignAsync(EnrollmentRecord record, Intervention wanted)
    {
        var office = await offices.FindAsync(record.Applicant.OfficeKey);
        if (office is { IsClosed: true })
        {
            return InterventionRuling.Misfits("The office is closed: approve on its behalf, or withdraw the enrollment.");
        }
        if (wanted.Target is null || office?.Broker(wanted.Target) is not { } broker)
        {
            return InterventionRuling.Wrong(
                "approverKey", $"Send the key of one of the office's brokers: {string.Join(", ", office?.Brokers.Select(b => b.MemberKey) ?? [])}.",
                wanted.Target is null ? FieldCodes.Required : FieldCodes.Unknown);
        }
        return Approvers.IsApplicant(broker, record.Applicant)
            ? InterventionRuling.Wrong("approverKey", "Nobody approves their own enrollment: name somebody else.")
            : InterventionRuling.Of(new EnrollmentOutcome(
                ApprovalOutcomes.Reassign, StepMove.Again, Why: wanted.Why, ToMember: wanted.ToMember,
                Next: new AskedPerson(broker.MemberKey, broker.MemberFullName, broker.MemberEmail)));
    }

    static Task<InterventionRuling> ApproveOnBehalfAsync(EnrollmentRecord record, Intervention wanted) => Task.FromResult(
        Approvers.IsApplicant(wanted.By, record.Applicant)
            ? InterventionRuling.Wrong("by", "Nobody approves their own enrollment: somebody else must.")
            : InterventionRuling.Of(new EnrollmentOutcome(ApprovalOutcomes.ApproveOnBehalf, StepMove.Next, Why: wanted.Why, ToMember: wanted.ToMember)));
}
