using MemberServices.Offices;
using MemberServices.Policies;

namespace MemberServices.Onboarding;

/// <summary>How a request for approval looks to the person who was asked.</summary>
public static class ApprovalProjection
{
    /// <summary>One step's request, or null when it is none.</summary>
    public static ApprovalView? Of(EnrollmentRecord record, int number, Office? office, SupportContact support, DateTimeOffset now)
    {
        if (record.StepOf(number) is not { Stage: EnrollmentStage.BrokerApproval, Approver: { } asked } step)
        {
            return null;
        }

        var applicant = record.Opened.Application;
        var outcome = record.OutcomeOf(number);
        var state = StateOf(outcome, step, now);
        IReadOnlyList<DelegateView> delegates = office is null
            ? []
            : [.. Approvers.Delegates(office, applicant, asked.MemberKey).Select(b => new DelegateView(b.MemberKey, b.MemberFullName))];
        return new ApprovalView(
            record.Id, applicant, record.Opened.OfficeName, new Person(asked.MemberFullName, asked.MemberEmail), step.AskedAt, step.Until,
            delegates, state, Recorded(outcome) ?? Final(record, state), Ask(record, state, support));
    }

    static ApprovalState StateOf(StepOutcome? outcome, Step step, DateTimeOffset now) => outcome?.Kind switch
    {
        OutcomeKind.Approve or OutcomeKind.Decline or OutcomeKind.NotMyAgent or OutcomeKind.HandOver or OutcomeKind.ApproveOnBehalf => ApprovalState.Decided,
        OutcomeKind.Resend or OutcomeKind.Reassign => ApprovalState.Replaced,
        OutcomeKind.Withdraw => ApprovalState.Withdrawn,
        null when now < step.Until => ApprovalState.Open,
        _ => ApprovalState.Expired,
    };

    /// <summary>A decision's answer in the words of the page; null for what isn't one.</summary>
    static RecordedDecision? Recorded(StepOutcome? outcome)
    {
        DecisionKind? kind = outcome?.Kind switch
        {
            OutcomeKind.Approve or OutcomeKind.ApproveOnBehalf => DecisionKind.Approve,
            OutcomeKind.Decline => DecisionKind.Decline,
            OutcomeKind.NotMyAgent => DecisionKind.NotMyAgent,
            OutcomeKind.HandOver => DecisionKind.HandOver,
            _ => null,
        };
        return kind is null ? null : new RecordedDecision(kind.Value, outcome!.By, outcome.At, outcome.Reason, outcome.Approver?.MemberFullName);
    }

    // Of a request that was replaced: what was decided in the end.
    static RecordedDecision? Final(EnrollmentRecord record, ApprovalState state) => state == ApprovalState.Replaced
        ? record.Outcomes.OrderBy(a => a.Step).Select(Recorded).LastOrDefault(r => r is { Kind: not DecisionKind.HandOver })
        : null;

    // Whoever is asked now knows; when nobody is, support does.
    static Person? Ask(EnrollmentRecord record, ApprovalState state, SupportContact support) => state switch
    {
        ApprovalState.Open or ApprovalState.Decided => null,
        ApprovalState.Replaced when record.State.Outcome is null && record.StepOf(record.State.Step)?.Approver is { } now => new Person(now.MemberFullName, now.MemberEmail),
        _ => new Person("Member services", support.Email),
    };
}
