using MemberServices.Cases;
using MemberServices.Fields;
using MemberServices.Offices;

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
