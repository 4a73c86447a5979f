using MemberServices.Cases;

namespace MemberServices.Onboarding;

/// <summary>How far a case has come.</summary>
/// <param name="Stage">The current stage's id; of an ended case, the one it ended in.</param>
/// <param name="Step">What the case asks for now; each outcome starts the next.</param>
/// <param name="ApproverKey">Who is asked, of the office's brokers; null: whoever is first by the rules.</param>
/// <param name="End">The end, once there is one.</param>
public sealed record EnrollmentState(string Stage, int Step, string? ApproverKey = null, EnrollmentEnd? End = null)
{
    /// <summary>Where outcomes together take a case, whatever their order; of two to one step, the first counts.</summary>
    /// <param name="stages">The ids of the case's stages, in order.</param>
    /// <param name="outcomes">The case's, or some of them.</param>
    public static EnrollmentState Fold(IReadOnlyList<string> stages, IEnumerable<EnrollmentStepOutcome> outcomes) =>
        outcomes.OrderBy(o => o.Step).Aggregate(new EnrollmentState(stages[0], 1), (state, outcome) => state.Apply(stages, outcome));

    /// <summary>Where an outcome takes the case. One of another step, or of an ended case, takes it nowhere.</summary>
    public EnrollmentState Apply(IReadOnlyList<string> stages, EnrollmentStepOutcome outcome)
    {
        if (outcome.Step != Step || End is not null)
        {
            return this;
        }
        var next = this with { Step = Step + 1 };
        return outcome.What.Move switch
        {
            StepMove.Next => stages.SkipWhile(id => id != Stage).ElementAtOrDefault(1) is { } stage
                ? next with { Stage = stage, ApproverKey = null }
                : next with { End = EnrollmentEnd.Completed },
            StepMove.Again => next with { ApproverKey = outcome.What.Next?.Key ?? ApproverKey },
            StepMove.End => next with { End = outcome.What.End },
            _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome.What.Move, EnumNames<StepMove>.Rule),
        };
    }
}
