using MemberServices.Calendar;

namespace MemberServices.Onboarding;

/// <summary>
/// Where a case is: the orchestration's input and its whole memory. It has the policy that the case started with, and
/// nothing about a person: those are in the enrollment table, where they can be erased.
/// </summary>
/// <param name="Policy">The enrollment's numbers.</param>
/// <param name="Calendar">The organization's open hours.</param>
/// <param name="Stage">The current stage.</param>
/// <param name="Round">What the case asks for now; each answer starts the next.</param>
/// <param name="ApproverId">Who is asked, of the office's brokers; null: whoever is first by the rules.</param>
/// <param name="Outcome">The end, once there is one.</param>
public sealed record EnrollmentCase(
    EnrollmentPolicy Policy,
    CalendarPolicy Calendar,
    EnrollmentStage Stage = EnrollmentStage.Received,
    int Round = 1,
    string? ApproverId = null,
    EnrollmentOutcome? Outcome = null)
{
    /// <summary>Where an answer takes the case. An answer to another round, or to an ended case, takes it nowhere.</summary>
    public EnrollmentCase After(RoundAnswer answer)
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
