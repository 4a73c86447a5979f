using MemberServices.Cases;
using MemberServices.Fields;
using Microsoft.DurableTask.Client;

namespace MemberServices.Onboarding;

/// <summary>Lets staff step in. A stage says what is possible in it; withdrawing is possible in each.</summary>
public sealed class EnrollmentInterventions(EnrollmentCases cases, EnrollmentStages stages, TimeProvider clock)
{
    static readonly FieldRule By = FieldRules.Name("the name of who steps in", "Say who steps in.");
    static readonly FieldRule Why = FieldRules.Reason("the reason", "Say why. Only staff read it.");
    static readonly FieldRule ToMember = FieldRules.Reason("the text for the applicant", empty: null);
    static readonly FieldRule Approver = FieldRules.Key("the approver's key", empty: null);

    /// <summary>Every kind there is, as the address names it.</summary>
    public IReadOnlyList<string> Kinds => [.. stages.All.SelectMany(stage => stage.Interventions.Keys).Append(Withdrawal.Kind).Distinct()];

    /// <summary>Takes by, reason (for staff), toMember (for the applicant), approverKey and step.</summary>
    public static Validated<Intervention> Read(string kind, FieldReader fields) => new(
        new Intervention(
            kind, fields.Text("by", By), fields.Text("reason", Why), fields.OptionalText("toMember", ToMember),
            fields.OptionalText("approverKey", Approver), fields.Integer("step")),
        fields.Errors);

    public Task<InterventionResult<EnrollmentOutcome>> ApplyAsync(
        DurableTaskClient client, CaseId id, Validated<Intervention> read, CancellationToken cancellationToken = default) =>
        Interventions.ApplyAsync(
            cases, client, id, record => DecideAsync(record, read), (record, outcome) => stages.Describe(record, outcome).Summary, cancellationToken);

    /// <summary>The outcome that an intervention is: recorded before, or to be recorded; or why there is none.</summary>
    public async Task<InterventionResult<EnrollmentOutcome>> DecideAsync(EnrollmentRecord record, Validated<Intervention> read)
    {
        var (whole, errors) = read;
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

    static InterventionResult<EnrollmentOutcome> Refused(InterventionState state, string detail) =>
        InterventionResult<EnrollmentOutcome>.Refused(state, detail);
}
