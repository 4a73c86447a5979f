using MemberServices.Cases;
using MemberServices.Onboarding.Correcting;

namespace MemberServices.Onboarding.BrokerApproval;

/// <summary>What can close a request for approval, and how each is told.</summary>
static class ApprovalOutcomes
{
    public const string Approve = "approve";
    public const string Decline = "decline";
    public const string NotMyAgent = "not-my-agent";
    public const string HandOver = "hand-over";
    public const string GiveBack = "give-back";
    public const string Moved = "moved";
    public const string Resend = "resend";
    public const string Reassign = "reassign";
    public const string ApproveOnBehalf = "approve-on-behalf";
    public const string Expire = "expire";

    /// <summary>The time is over.</summary>
    public static readonly EnrollmentOutcome Expired = new(Expire, StepMove.End, EnrollmentEnd.Expired);

    /// <summary>Who was asked no longer decides for the office: whoever does now is asked.</summary>
    public static readonly EnrollmentOutcome NoLongerTheirs = new(Moved, StepMove.Again);

    /// <summary>That, as what closes a step.</summary>
    public static EnrollmentStepOutcome MovedAt(int step, DateTimeOffset at) => new(step, NoLongerTheirs, Actor.Timer, Channel.System, at);

    /// <summary>What a broker chose.</summary>
    /// <param name="decision">Checked.</param>
    /// <param name="next">Who is asked next, or null.</param>
    public static EnrollmentOutcome Of(BrokerDecision decision, AskedPerson? next) => decision.Kind switch
    {
        DecisionKind.Approve => new(Approve, StepMove.Next),
        DecisionKind.Decline => new(Decline, StepMove.End, EnrollmentEnd.Declined, ToMember: decision.Reason),
        DecisionKind.NotMyAgent => new(NotMyAgent, StepMove.End, EnrollmentEnd.Declined),
        DecisionKind.HandOver => new(HandOver, StepMove.Again, Next: next),
        DecisionKind.GiveBack => new(GiveBack, StepMove.Again, Next: next),
        _ => throw new ArgumentOutOfRangeException(nameof(decision), decision.Kind, "A decision that closes nothing."),
    };

    /// <summary>The broker's decision that an outcome is, by them or on their behalf; null when it is none.</summary>
    public static DecisionKind? DecisionOf(EnrollmentOutcome outcome) => outcome.Kind switch
    {
        Approve or ApproveOnBehalf => DecisionKind.Approve,
        Decline => DecisionKind.Decline,
        NotMyAgent => DecisionKind.NotMyAgent,
        HandOver => DecisionKind.HandOver,
        GiveBack => DecisionKind.GiveBack,
        _ => null,
    };

    /// <summary>Why a request follows an outcome, for whoever is asked next.</summary>
    public static string? Because(EnrollmentStepOutcome? before) => before?.What.Kind switch
    {
        HandOver => $"{before.By.Name} handed this application over to you.",
        GiveBack => $"{before.By.Name} gave this application back to you.",
        Reassign => "Member services ask you to decide about this application.",
        Resend => "Member services sent you a new link. It replaces the earlier one.",
        Correction.Kind => "The license was corrected. Please decide about it as it is now: this request replaces the earlier one.",
        _ => null,
    };

    public static OutcomeDescription Describe(EnrollmentStepOutcome outcome, ApprovalMails mails)
    {
        var (by, byForMembers, what) = (outcome.By.Name, EnrollmentViews.ByForMembers(outcome.By), outcome.What);
        return what.Kind switch
        {
            Approve => new("approval.decided", $"Approved by {by}") { ForMembers = $"Approved{byForMembers}" },
            Decline => new("approval.decided", $"Declined by {by}: {what.ToMember}", new Ending(
                "Your application was declined", $"It was declined{byForMembers} on",
                "Talk to your broker first. Then you can apply again: what you entered is still there.", mails.Declined))
            {
                ForMembers = $"Declined{byForMembers}",
            },
            NotMyAgent => new("approval.decided", $"{by} says: not my agent", new Ending(
                "Your application was declined", $"The answer{byForMembers} was that you are not an agent of this office, given on",
                "If you chose the wrong office, apply again with the right one. If it was the right one, talk to your broker first.", mails.NotMyAgent))
            {
                ForMembers = $"The answer{byForMembers}: not an agent of this office",
            },
            HandOver => new("approval.decided", $"Handed over by {by} to {what.Next?.Name}") { ForMembers = $"Handed over{byForMembers} to {what.Next?.Name}" },
            GiveBack => new("approval.decided", $"Given back by {by} to {what.Next?.Name}") { ForMembers = $"Given back{byForMembers} to {what.Next?.Name}" },
            Moved => new("approval.moved", "Who was asked no longer decides for the office: whoever does now is asked")
            {
                ForMembers = "Who was asked no longer decides for the office",
            },
            ApproveOnBehalf => new("approval.decided", $"Approved by {by} on the broker's behalf: {what.Why}")
            {
                ForMembers = $"Approved{byForMembers} for the office",
            },
            Resend => new("enrollment.resent", $"Asked again by {by}: {what.Why}") { ForMembers = $"Asked again{byForMembers}" },
            Reassign => new("approval.reassigned", $"{what.Next?.Name} asked instead, by {by}: {what.Why}") { ForMembers = $"{what.Next?.Name} asked instead{byForMembers}" },
            Expire => new("approval.expired", "Nobody answered the request for approval in time", new Ending(
                "Your application has expired", "Nobody decided about it in time. It expired on",
                "Talk to your broker. When they are ready, apply again: what you entered is still there.", mails.Expired))
            {
                ForMembers = "Expired: nobody decided in time",
            },
            _ => throw new ArgumentOutOfRangeException(nameof(outcome), what.Kind, "No outcome of a request for approval."),
        };
    }
}
