using MemberServices.Cases;

namespace MemberServices.Onboarding;

/// <summary>The end that is possible in every stage.</summary>
static class Withdrawal
{
    public const string Kind = "withdraw";

    /// <param name="why">For staff.</param>
    /// <param name="toMember">For the applicant, or null.</param>
    public static EnrollmentOutcome Outcome(string why, string? toMember) =>
        new(Kind, StepMove.End, EnrollmentEnd.Withdrawn, why, toMember);

    public static OutcomeDescription Describe(EnrollmentStepOutcome outcome, EnrollmentMails mails) =>
        new(
            "enrollment.withdrawal-requested",
            $"Withdrawn by {outcome.By.Name}: {outcome.What.Why}",
            new Ending(
                "Your application was withdrawn", $"It was withdrawn{EnrollmentViews.ByForMembers(outcome.By)} on",
                "If you did not expect this, write or call us. You can also apply again.", mails.Withdrawn))
        {
            ForMembers = $"Withdrawn{EnrollmentViews.ByForMembers(outcome.By)}",
        };
}
