using MemberServices.Cases;
using MemberServices.Fields;
using MemberServices.Offices;
using Microsoft.DurableTask.Client;

namespace MemberServices.Onboarding;

/// <summary>Lets staff step in. A stage says what is possible in it; withdrawing is possible in each.</summary>
public sealed class EnrollmentInterventions(EnrollmentCases cases, EnrollmentStages stages, TimeProvider clock)
{
    /// <summary>How many characters a reason or a text for the applicant has at most.</summary>
    public const int LongestText = 1000;

    const int LongestName = 100;

    /// <summary>Every kind there is, as the address names it.</summary>
    public IReadOnlyList<string> Kinds => [.. stages.All.SelectMany(stage => stage.Interventions.Keys).Append(Withdrawal.Kind).Distinct()];

    public Task<InterventionResult<EnrollmentOutcome>> ApplyAsync(
        DurableTaskClient client, CaseId id, Intervention intervention, CancellationToken cancellationToken = default) =>
        Interventions.ApplyAsync(
            cases, client, id, record => DecideAsync(record, intervention), (record, outcome) => stages.Describe(record, outcome).Summary, cancellationToken);

    /// <summary>The outcome that an intervention is: recorded before, or to be recorded; or why there is none.</summary>
    public async Task<InterventionResult<EnrollmentOutcome>> DecideAsync(EnrollmentRecord record, Intervention intervention)
    {
        var whole = intervention with
        {
            By = FieldText.Clean(intervention.By) ?? "",
            Why = FieldText.Clean(intervention.Why) ?? "",
            ToMember = FieldText.Clean(intervention.ToMember),
            Target = intervention.Target is { } target ? OfficeRules.Canonical(target) : null,
        };
        var errors = Check(whole);
        if (errors.Count > 0)
        {
            return InterventionResult<EnrollmentOutcome>.Invalid(errors);
        }
        var (now, state) = (clock.GetUtcNow(), record.State);
        if (Interventions.Repeated(record.Outcomes, state.Step, whole.Step, now, outcome => IsSame(outcome, whole)) is { } before)
        {
            return InterventionResult<EnrollmentOutcome>.Recording(before);
        }
        if (state.End is { } end)
        {
            return Refused(InterventionState.Ended, $"The enrollment has ended: {EnumNames<EnrollmentEnd>.Of(end)}. The applicant can apply again.");
        }
        if (whole.Step is { } step && step != state.Step)
        {
            return Refused(
                InterventionState.Conflict, $"Step {step} isn't the present one, which is {state.Step}. Look at the enrollment and send it again.");
        }
        var ruling = await RuleAsync(record, stages.Of(state.Stage), whole);
        return ruling switch
        {
            { Errors.Count: > 0 } => InterventionResult<EnrollmentOutcome>.Invalid(ruling.Errors),
            { Outcome: { } outcome } => InterventionResult<EnrollmentOutcome>.Recording(new EnrollmentStepOutcome(
                state.Step, outcome, new Actor(ActorKind.Staff, whole.By), Channel.Api, now)),
            _ => Refused(InterventionState.Conflict, ruling.Misfit!),
        };
    }

    static Task<InterventionRuling> RuleAsync(EnrollmentRecord record, IEnrollmentStage stage, Intervention whole) =>
        whole.Kind == Withdrawal.Kind ? Task.FromResult(InterventionRuling.Of(Withdrawal.Outcome(whole.Why, whole.ToMember)))
        : stage.Interventions.TryGetValue(whole.Kind, out var intervene) ? intervene(record, whole)
        : Task.FromResult(InterventionRuling.Misfits(
            $"In the stage {stage.Name} an enrollment takes {string.Join(", ", stage.Interventions.Keys)} and {Withdrawal.Kind}."));

    static bool IsSame(EnrollmentStepOutcome outcome, Intervention whole) =>
        outcome.What.Kind == whole.Kind && outcome.By == new Actor(ActorKind.Staff, whole.By)
        && outcome.What.Why == whole.Why && outcome.What.ToMember == whole.ToMember && (outcome.What.Next is null || outcome.What.Next.Key == whole.Target);

    static FieldErrors Check(Intervention whole)
    {
        var errors = new FieldErrors();
        errors.Must(
            whole.By.Length is > 0 and <= LongestName && !FieldText.HasInvisibleCharacters(whole.By), "by",
            $"Say who steps in: 1 to {LongestName} characters.");
        errors.Must(whole.Why.Length is > 0 and <= LongestText, "reason", $"Say why: 1 to {LongestText} characters. Only staff read it.");
        errors.Must(!(whole.ToMember?.Length > LongestText), "toMember", $"Shorten the text for the applicant to {LongestText} characters.");
        return errors;
    }

    static InterventionResult<EnrollmentOutcome> Refused(InterventionState state, string detail) =>
        InterventionResult<EnrollmentOutcome>.Refused(state, detail);
}
