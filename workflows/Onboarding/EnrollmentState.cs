namespace MemberServices.Onboarding;

/// <summary>How far a case has come.</summary>
/// <param name="Stage">The current stage; of an ended case, the one it ended in.</param>
/// <param name="Step">What the case asks for now; each answer starts the next.</param>
/// <param name="ApproverKey">Who is asked, of the office's brokers; null: whoever is first by the rules.</param>
/// <param name="Outcome">The end, once there is one.</param>
public sealed record EnrollmentState(
    EnrollmentStage Stage, int Step, string? ApproverKey = null, EnrollmentOutcome? Outcome = null)
{
    /// <summary>Before anybody was asked anything.</summary>
    public static readonly EnrollmentState Start = new(EnrollmentStage.BrokerApproval, 1);

    /// <summary>Where all answers together have taken a case.</summary>
    public static EnrollmentState After(IEnumerable<OutcomeEvent> answers) =>
        answers.OrderBy(a => a.Step).Aggregate(Start, (state, outcome) => state.After(outcome));

    /// <summary>Where an answer takes the case. An answer to another step, or to an ended case, takes it nowhere.</summary>
    public EnrollmentState After(OutcomeEvent outcome)
    {
        if (outcome.Step != Step || Outcome is not null)
        {
            return this;
        }

        var next = this with { Step = Step + 1 };
        return outcome.Kind switch
        {
            OutcomeKind.Approve or OutcomeKind.ApproveOnBehalf => next with { Stage = EnrollmentStage.Access },
            OutcomeKind.Decline or OutcomeKind.NotMyAgent => next with { Outcome = EnrollmentOutcome.Declined },
            OutcomeKind.HandOver or OutcomeKind.Reassign => next with { ApproverKey = outcome.ApproverKey },
            OutcomeKind.Resend => next,
            OutcomeKind.Withdraw => next with { Outcome = EnrollmentOutcome.Withdrawn },
            OutcomeKind.Expire => next with { Outcome = EnrollmentOutcome.Expired },
            OutcomeKind.Granted => next with { Stage = EnrollmentStage.Completed, Outcome = EnrollmentOutcome.Completed },
            OutcomeKind.GiveUp => next with { Outcome = EnrollmentOutcome.Failed },
            _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome.Kind, "An answer that no stage knows."),
        };
    }
}
