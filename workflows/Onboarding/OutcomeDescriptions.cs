namespace MemberServices.Onboarding;

/// <summary>How an answer is told.</summary>
/// <param name="EventType">The type of the event that it makes.</param>
/// <param name="Summary">A line for people.</param>
public sealed record OutcomeDescriptions(string EventType, string Summary)
{
    public static OutcomeDescriptions Of(StepOutcome outcome) => outcome.Kind switch
    {
        OutcomeKind.Approve => new("approval.decided", $"Approved by {outcome.By}"),
        OutcomeKind.Decline => new("approval.decided", $"Declined by {outcome.By}: {outcome.Reason}"),
        OutcomeKind.NotMyAgent => new("approval.decided", $"{outcome.By} says: not my agent"),
        OutcomeKind.HandOver => new("approval.decided", $"Handed over by {outcome.By} to {outcome.Approver?.MemberFullName}"),
        OutcomeKind.ApproveOnBehalf => new("approval.decided", $"Approved by {outcome.By} on the broker's behalf: {outcome.Reason}"),
        OutcomeKind.Resend => new("enrollment.resent", $"Asked again by {outcome.By}: {outcome.Reason}"),
        OutcomeKind.Reassign => new("approval.reassigned", $"{outcome.Approver?.MemberFullName} asked instead, by {outcome.By}: {outcome.Reason}"),
        OutcomeKind.Withdraw => new("enrollment.withdrawal-requested", $"Withdrawn by {outcome.By}: {outcome.Reason}"),
        OutcomeKind.Expire => new("approval.expired", "Nobody answered the request for approval in time"),
        OutcomeKind.Granted => new("access.granted", "Access to the directory granted"),
        OutcomeKind.GiveUp => new("access.abandoned", "Access couldn't be granted in time"),
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome.Kind, "An answer without words."),
    };
}
