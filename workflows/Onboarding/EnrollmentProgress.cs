namespace MemberServices.Onboarding;

/// <summary>How far a case has come.</summary>
/// <param name="Stage">The current stage; of an ended case, the one it ended in.</param>
/// <param name="Round">What the case asks for now; each answer starts the next.</param>
/// <param name="ApproverId">Who is asked, of the office's brokers; null: whoever is first by the rules.</param>
/// <param name="Outcome">The end, once there is one.</param>
public sealed record EnrollmentProgress(
    EnrollmentStage Stage, int Round, string? ApproverId = null, EnrollmentOutcome? Outcome = null)
{
    /// <summary>Before anybody was asked anything.</summary>
    public static readonly EnrollmentProgress Start = new(EnrollmentStage.BrokerApproval, 1);

    /// <summary>Where all answers together have taken a case.</summary>
    public static EnrollmentProgress After(IEnumerable<RoundAnswer> answers) =>
        answers.OrderBy(a => a.Round).Aggregate(Start, (progress, answer) => progress.After(answer));

    /// <summary>Where an answer takes the case. An answer to another round, or to an ended case, takes it nowhere.</summary>
    public EnrollmentProgress After(RoundAnswer answer)
    {
        if (answer.Round != Round || Outcome is not null)
        {
            return this;
        }

        var next = this with { Round = Round + 1 };
        return answer.Kind switch
        {
            AnswerKind.Approve or AnswerKind.ApproveOnBehalf => next with { Stage = EnrollmentStage.Access },
            AnswerKind.Decline or AnswerKind.NotMyAgent => next with { Outcome = EnrollmentOutcome.Declined },
            AnswerKind.HandOver or AnswerKind.ChangeApprover => next with { ApproverId = answer.ApproverId },
            AnswerKind.Resend => next,
            AnswerKind.Withdraw => next with { Outcome = EnrollmentOutcome.Withdrawn },
            AnswerKind.Expire => next with { Outcome = EnrollmentOutcome.Expired },
            AnswerKind.Granted => next with { Stage = EnrollmentStage.Active, Outcome = EnrollmentOutcome.Active },
            AnswerKind.GiveUp => next with { Outcome = EnrollmentOutcome.Failed },
            _ => throw new ArgumentOutOfRangeException(nameof(answer), answer.Kind, "An answer that no stage knows."),
        };
    }
}
