using MemberServices.Mail;
using MemberServices.Offices;

namespace MemberServices.Onboarding;

/// <summary>How a request for approval looks to the person who was asked.</summary>
public static class ApprovalStory
{
    /// <summary>One round's request, or null when it is none.</summary>
    public static ApprovalView? Of(EnrollmentRecord record, int number, Office? office, SupportContact support, DateTimeOffset now)
    {
        if (record.RoundOf(number) is not { Stage: EnrollmentStage.BrokerApproval, Approver: { } asked } round)
        {
            return null;
        }

        var applicant = record.Intake.Application;
        var answer = record.AnswerOf(number);
        var state = StateOf(answer, round, now);
        IReadOnlyList<DelegateView> delegates = office is null
            ? []
            : [.. Approvers.Delegates(office, applicant, asked.Id).Select(b => new DelegateView(b.Id, b.Name))];
        return new ApprovalView(
            record.Id, applicant, record.Intake.OfficeName, new Person(asked.Name, asked.Email), round.AskedAt, round.Until,
            delegates, state, Recorded(answer) ?? Final(record, state), Ask(record, state, support));
    }

    static ApprovalState StateOf(Answer? answer, Round round, DateTimeOffset now) => answer?.Kind switch
    {
        AnswerKind.Approve or AnswerKind.Decline or AnswerKind.NotMyAgent or AnswerKind.HandOver or AnswerKind.ApproveOnBehalf => ApprovalState.Decided,
        AnswerKind.Resend or AnswerKind.ChangeApprover => ApprovalState.Replaced,
        AnswerKind.Withdraw => ApprovalState.Withdrawn,
        null when now < round.Until => ApprovalState.Open,
        _ => ApprovalState.Expired,
    };

    /// <summary>A decision's answer in the words of the page; null for what isn't one.</summary>
    static RecordedDecision? Recorded(Answer? answer)
    {
        DecisionKind? kind = answer?.Kind switch
        {
            AnswerKind.Approve or AnswerKind.ApproveOnBehalf => DecisionKind.Approve,
            AnswerKind.Decline => DecisionKind.Decline,
            AnswerKind.NotMyAgent => DecisionKind.NotMyAgent,
            AnswerKind.HandOver => DecisionKind.HandOver,
            _ => null,
        };
        return kind is null ? null : new RecordedDecision(kind.Value, answer!.By, answer.At, answer.Reason, answer.Approver?.Name);
    }

    // Of a request that was replaced: what was decided in the end.
    static RecordedDecision? Final(EnrollmentRecord record, ApprovalState state) => state == ApprovalState.Replaced
        ? record.Answers.OrderBy(a => a.Round).Select(Recorded).LastOrDefault(r => r is { Kind: not DecisionKind.HandOver })
        : null;

    // Whoever is asked now knows; when nobody is, support does.
    static Person? Ask(EnrollmentRecord record, ApprovalState state, SupportContact support) => state switch
    {
        ApprovalState.Open or ApprovalState.Decided => null,
        ApprovalState.Replaced when record.Progress.Outcome is null && record.RoundOf(record.Progress.Round)?.Approver is { } now => new Person(now.Name, now.Email),
        _ => new Person("Member services", support.Email),
    };
}
