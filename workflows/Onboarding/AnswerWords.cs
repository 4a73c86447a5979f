namespace MemberServices.Onboarding;

/// <summary>How an answer is told.</summary>
/// <param name="Fact">The type of the fact that it makes.</param>
/// <param name="Summary">A line for people.</param>
public sealed record AnswerWords(string Fact, string Summary)
{
    public static AnswerWords Of(Answer answer) => answer.Kind switch
    {
        AnswerKind.Approve => new("approval.decided", $"Approved by {answer.By}"),
        AnswerKind.Decline => new("approval.decided", $"Declined by {answer.By}: {answer.Reason}"),
        AnswerKind.NotMyAgent => new("approval.decided", $"{answer.By} says: not my agent"),
        AnswerKind.HandOver => new("approval.decided", $"Handed over by {answer.By} to {answer.Approver?.Name}"),
        AnswerKind.ApproveOnBehalf => new("approval.decided", $"Approved by {answer.By} on the broker's behalf: {answer.Reason}"),
        AnswerKind.Resend => new("enrollment.resent", $"Asked again by {answer.By}: {answer.Reason}"),
        AnswerKind.ChangeApprover => new("approval.reassigned", $"{answer.Approver?.Name} asked instead, by {answer.By}: {answer.Reason}"),
        AnswerKind.Withdraw => new("enrollment.withdrawal-requested", $"Withdrawn by {answer.By}: {answer.Reason}"),
        AnswerKind.Expire => new("approval.expired", "Nobody answered the request for approval in time"),
        AnswerKind.Granted => new("access.granted", "Access to the directory granted"),
        AnswerKind.GiveUp => new("access.abandoned", "Access couldn't be granted in time"),
        _ => throw new ArgumentOutOfRangeException(nameof(answer), answer.Kind, "An answer without words."),
    };
}
