using MemberServices.Cases;
using MemberServices.Fields;
using MemberServices.Onboarding.Correcting;
using MemberServices.Onboarding.Revoking;
using MemberServices.Staff;
using Microsoft.DurableTask.Client;

namespace MemberServices.Onboarding;

/// <summary>
/// Lets staff step in. A stage says what is possible in it; withdrawing and correcting are in each, revoking after a case
/// is completed.
/// </summary>
public sealed class EnrollmentInterventions(
    EnrollmentCases cases, EnrollmentStages stages, StaffDirectory staff, Corrections corrections, Revocations revocations, TimeProvider clock)
{
    static readonly FieldRule Why = FieldRules.Reason("the reason", "Say why. Only staff read it.");
    static readonly FieldRule ToMember = FieldRules.Reason("the text for the applicant", empty: null);
    static readonly FieldRule Approver = FieldRules.Key("the approver's key", empty: null);
    static readonly FieldRule Target = FieldRules.Key("the system's id", empty: null);

    /// <summary>Every kind there is, as the address names it.</summary>
    public IReadOnlyList<string> Kinds =>
        [.. stages.All.SelectMany(stage => stage.Interventions.Keys).Concat([Withdrawal.Kind, Correction.Kind, Revocations.Kind]).Distinct()];

    /// <summary>
    /// Takes by (the address of somebody of the staff), reason (for staff), toMember (for the applicant), step, and what the
    /// kind asks for: approverKey, target, or the fields of a <see cref="Correction"/>.
    /// </summary>
    /// <exception cref="Directory.TransientDirectoryException">The directory can't say now who works here.</exception>
    public async Task<InterventionResult<InterventionReceipt>> ApplyAsync(
        DurableTaskClient client, CaseId id, string kind, FieldReader fields, CancellationToken cancellationToken = default)
    {
        if (await cases.ReadAsync(id, cancellationToken) is null)
        {
            return InterventionResult<InterventionReceipt>.Refused(InterventionState.Unknown, $"There is no {cases.Kind} {id}. Look at its number.");
        }
        var (wanted, by) = await ReadAsync(kind, fields);
        return kind switch
        {
            Correction.Kind => await corrections.ApplyAsync(client, id, fields, wanted, by, Channel.Api, cancellationToken),
            _ when fields.Errors.Count > 0 => InterventionResult<InterventionReceipt>.Invalid(fields.Errors),
            Revocations.Kind => await revocations.ApplyAsync(client, id, wanted, by, Channel.Api, cancellationToken),
            _ => (await Interventions.ApplyAsync(
                cases, client, id, record => DecideAsync(record, wanted, by), (record, outcome) => stages.Describe(record, outcome).Summary,
                cancellationToken)).As(outcome => new InterventionReceipt(id, outcome)),
        };
    }

    /// <summary>Who steps in is looked up; a name that anybody can type isn't taken.</summary>
    async Task<(Intervention Wanted, Actor By)> ReadAsync(string kind, FieldReader fields)
    {
        var person = await staff.ReadByAsync(fields);
        var wanted = new Intervention(
            kind, $"{person?.Name} <{person?.Email}>", fields.Text("reason", Why), fields.OptionalText("toMember", ToMember), fields.OptionalText("approverKey", Approver) ?? fields.OptionalText("target", Target),
            fields.Integer("step"));
        return (wanted, person is null ? Actor.Timer : Actor.SystemFor(person.Name));
    }

    /// <summary>The outcome that an intervention is: recorded before, or to be recorded; or why there is none.</summary>
    async Task<InterventionResult<EnrollmentStepOutcome>> DecideAsync(EnrollmentRecord record, Intervention wanted, Actor by)
    {
        var (now, state) = (clock.GetUtcNow(), record.State);
        if (Interventions.Repeated(record.Outcomes, state.Step, wanted.Step, now, outcome => IsSame(outcome, wanted, by)) is { } before)
        {
            return InterventionResult<EnrollmentStepOutcome>.Recording(before);
        }
        if (state.End is { } end)
        {
            return Refused(InterventionState.Ended, Ended(end));
        }
        if (wanted.Step is { } step && step != state.Step)
        {
            return Refused(InterventionState.Conflict, OtherStep(step, state));
        }
        var ruling = await RuleAsync(record, stages.Of(state.Stage), wanted);
        return ruling switch
        {
            { Errors.Count: > 0 } => InterventionResult<EnrollmentStepOutcome>.Invalid(ruling.Errors),
            { Outcome: { } outcome } => InterventionResult<EnrollmentStepOutcome>.Recording(
                new EnrollmentStepOutcome(state.Step, outcome, by, Channel.Api, now)),
            _ => Refused(InterventionState.Conflict, ruling.Misfit!),
        };
    }

    /// <summary>Why an ended case takes nothing, and what to do.</summary>
    internal static string Ended(EnrollmentEnd end) => end == EnrollmentEnd.Completed
        ? $"The enrollment is completed. To take the access back, send /{Revocations.Kind}."
        : $"The enrollment has ended: {EnumNames<EnrollmentEnd>.Of(end)}. The applicant can apply again.";

    /// <summary>Why an intervention that names another step isn't taken.</summary>
    internal static string OtherStep(int meant, EnrollmentState state) =>
        $"Step {meant} isn't the present one, which is {state.Step}. Look at the enrollment and send it again.";

    static Task<InterventionRuling> RuleAsync(EnrollmentRecord record, IEnrollmentStage stage, Intervention wanted) =>
        wanted.Kind == Withdrawal.Kind ? Task.FromResult(InterventionRuling.Of(Withdrawal.Outcome(wanted.Why, wanted.ToMember)))
        : stage.Interventions.TryGetValue(wanted.Kind, out var intervene) ? intervene(record, wanted)
        : Task.FromResult(InterventionRuling.Misfits(
            $"In the stage {stage.Name} an enrollment takes {string.Join(", ", stage.Interventions.Keys)}, {Correction.Kind} and {Withdrawal.Kind}."));

    static bool IsSame(EnrollmentStepOutcome outcome, Intervention wanted, Actor by) =>
        outcome.What.Kind == wanted.Kind && outcome.By == by
        && outcome.What.Why == wanted.Why && outcome.What.ToMember == wanted.ToMember && (outcome.What.Next is null || outcome.What.Next.Key == wanted.Target)
        && (outcome.What.Target is null || outcome.What.Target == wanted.Target);

    static InterventionResult<EnrollmentStepOutcome> Refused(InterventionState state, string detail) =>
        InterventionResult<EnrollmentStepOutcome>.Refused(state, detail);
}
