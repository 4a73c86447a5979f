using MemberServices.Cases;
using MemberServices.Fields;

namespace MemberServices.Onboarding;

/// <summary>How staff can step in at a stage: the outcome that an intervention is, or why there is none.</summary>
/// <param name="record">The case.</param>
/// <param name="wanted">Its texts cleaned and checked.</param>
public delegate Task<InterventionRuling> StageIntervention(EnrollmentRecord record, Intervention wanted);

/// <param name="Outcome">What is to be recorded; null when it can't be.</param>
/// <param name="Misfit">Why it doesn't fit now, and what does; or null.</param>
/// <param name="Errors">What to correct.</param>
public sealed record InterventionRuling(EnrollmentOutcome? Outcome, string? Misfit, IReadOnlyList<FieldError> Errors)
{
    public static InterventionRuling Of(EnrollmentOutcome outcome) => new(outcome, null, []);

    public static InterventionRuling Misfits(string why) => new(null, why, []);

    public static InterventionRuling Wrong(string field, string message, string code = FieldCodes.Invalid) => new(null, null, [new FieldError(field, message, code)]);
}
