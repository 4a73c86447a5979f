using MemberServices.Cases;
using MemberServices.Offices;
using MemberServices.Policies;

namespace MemberServices.Onboarding.BrokerApproval;

/// <summary>How a request for approval looks to the person who was asked.</summary>
public static class ApprovalProjection
{
    /// <summary>One step's request, or null when it is none.</summary>
    public static ApprovalView? Of(EnrollmentRecord record, int number, Office? office, SupportContact support, DateTimeOffset now)
    {
        if (record.StepOf(number) is not { Stage: BrokerApprovalStage.StageId, Asked: { } asked } step)
        {
            return null;
        }

        var applicant = record.Applicant;
        var outcome = record.OutcomeOf(number);
        var state = StateOf(outcome, step, now);
        IReadOnlyList<DelegateView> delegates = office is null
            ? []
            : [.. Approvers.Delegates(office, applicant, asked.Key).Select(b => new DelegateView(b.MemberKey, b.MemberFullName))];
        return new ApprovalView(
            record.Id, applicant, record.Opened.OfficeName, new Person(asked.Name, asked.Email), step.AskedAt, step.Until,
            delegates, state, Recorded(outcome) ?? Final(record, state), Ask(record, state, support));
    }

    static ApprovalState StateOf(EnrollmentStepOutcome? outcome, CaseStep step, DateTimeOffset now) =>
        outcome is null ? now < step.Until ? ApprovalState.Open : ApprovalState.Expired
        : ApprovalOutcomes.DecisionOf(outcome.What) is not null ? ApprovalState.Decided
        : outcome.What.Move == StepMove.Again ? ApprovalState.Replaced
        : outcome.What.End == EnrollmentEnd.Expired ? ApprovalState.Expired
        : ApprovalState.Withdrawn;

    /// <summary>A decision's answer in the words of the page; null for what isn't one.</summary>
    static RecordedDecision? Recorded(EnrollmentStepOutcome? outcome) =>
        outcome is not null && ApprovalOutcomes.DecisionOf(outcome.What) is { } kind
            ? new RecordedDecision(kind, EnrollmentViews.NameForMembers(outcome.By)!, outcome.At, outcome.What.ToMember, outcome.What.Next?.Name)
            : null;

    // Of a request that was replaced: what was decided in the end.
    static RecordedDecision? Final(EnrollmentRecord record, ApprovalState state) => state == ApprovalState.Replaced
        ? record.Outcomes.OrderBy(a => a.Step).Select(Recorded).LastOrDefault(r => r is { Kind: not DecisionKind.HandOver })
        : null;

    // Whoever is asked now knows; when nobody is, support does.
    static Person? Ask(EnrollmentRecord record, ApprovalState state, SupportContact support) => state switch
    {
        ApprovalState.Open or ApprovalState.Decided => null,
        ApprovalState.Replaced when record.State.End is null && record.StepOf(record.State.Step)?.Asked is { } now => new Person(now.Name, now.Email),
        _ => new Person("Member services", support.Email),
    };
}
