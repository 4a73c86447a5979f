using MemberServices.Cases;

namespace MemberServices.Onboarding;

/// <summary>The end that is possible in every stage.</summary>
static class Withdrawal
{
    public const string Kind = "withdraw";

    const string MoveKind = "move-office";

    /// <summary>The applicant applies at another office: this application ends, and the mail about the new one says so.</summary>
    public static EnrollmentOutcome Move { get; } = new(
        MoveKind, StepMove.End, EnrollmentEnd.Withdrawn, "Applied again, at another office", "You applied again, at another office.");

    /// <summary>Whether a case has ended because its applicant applied at another office.</summary>
    public static bool IsMove(EnrollmentRecord record) => record.Outcomes.Any(outcome => outcome.What.Kind == MoveKind);

    /// <param name="why">For staff.</param>
    /// <param name="toMember">For the applicant, or null.</param>
    public static EnrollmentOutcome Outcome(string why, string? toMember) =>
        new(Kind, StepMove.End, EnrollmentEnd.Withdrawn, why, toMember);

    /// <summary>Whether an outcome is one of these.</summary>
    public static bool Is(EnrollmentStepOutcome outcome) => outcome.What.Kind is Kind or MoveKind;

    public static OutcomeDescription Describe(EnrollmentStepOutcome outcome, EnrollmentMails mails) => outcome.What.Kind == MoveKind
        ? new(
            "enrollment.withdrawal-requested",
            $"{outcome.By.Name} applied again, at another office",
            new Ending(
                "You applied at another office", "This application ended when you did, on",
                "The email about the new application has a link to follow it.", Mail: null))
        {
            ForMembers = "You applied at another office",
        }
        : new(
            "enrollment.withdrawal-requested",
            $"Withdrawn by {outcome.By.Name}: {outcome.What.Why}",
            new Ending(
                "Your application was withdrawn", $"It was withdrawn{EnrollmentViews.ByForMembers(outcome.By)} on",
                "If you did not expect this, write or call us. You can also apply again.", mails.Withdrawn))
        {
            ForMembers = $"Withdrawn{EnrollmentViews.ByForMembers(outcome.By)}",
        };
}
