using MemberServices.Cases;
using MemberServices.Offices;

namespace MemberServices.Onboarding.BrokerApproval;

/// <summary>How a request for approval looks to the person who was asked.</summary>
public static class ApprovalProjection
{
    /// <summary>One step's request, or null when it is none.</summary>
    public static ApprovalView? Of(EnrollmentRecord record, int number, Office? office, DateTimeOffset now)
    {
        if (record.StepOf(number) is not { Stage: BrokerApprovalStage.StageId, Asked: { } asked } step)
        {
            return null;
        }

        var applicant = record.Applicant;
        var recorded = Recorded(record.OutcomeOf(number));
        var state = recorded is not null ? ApprovalState.Decided
            : record.OutcomeOf(number) is null && now < step.Until && Approvers.MayDecide(office, asked, applicant) ? ApprovalState.Open
            : ApprovalState.Over;
        return new ApprovalView(
            record.Id, applicant, record.Opened.OfficeName, new Person(asked.Name, asked.Email), step.AskedAt, step.Until,
            office is null ? [] : [.. Approvers.Delegates(office, applicant, asked.Key).Select(b => new DelegateView(b.MemberKey, b.MemberFullName))],
            state, recorded, Approvers.BrokerOfRecord(office, asked, applicant)?.MemberFullName);
    }

    /// <summary>A decision's answer in the words of the page; null for what isn't one.</summary>
    static RecordedDecision? Recorded(EnrollmentStepOutcome? outcome) =>
        outcome is not null && ApprovalOutcomes.DecisionOf(outcome.What) is { } kind
            ? new RecordedDecision(kind, EnrollmentViews.NameForMembers(outcome.By)!, outcome.At, outcome.What.ToMember, outcome.What.Next?.Name)
            : null;
}
