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
            return Unknown(id);
        }
        // Who steps in is looked up; a name that anybody can type isn't taken.
        var person = await staff.ReadByAsync(fields);
        return await ApplyAsync(client, id, kind, fields, person is null ? null : new StepsIn(person, Actor.SystemFor(person.Name), Channel.Api), cancellationToken);
    }

    /// <summary>The same by somebody who is known: takes all of that but by.</summary>
    /// <param name="client">The caller's binding.</param>
    /// <param name="id">Which case.</param>
    /// <param name="kind">One of <see cref="Kinds"/>.</param>
    /// <param name="fields">What was filled in.</param>
    /// <param name="who">Who steps in; null: nobody is known, which stands in the fields' errors.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<InterventionResult<InterventionReceipt>> ApplyAsync(
        DurableTaskClient client, CaseId id, string kind, FieldReader fields, StepsIn? who, CancellationToken cancellationToken = default)
    {
        if (await cases.ReadAsync(id, cancellationToken) is null)
        {
            return Unknown(id);
        }
        var wanted = new Intervention(
            kind, $"{who?.Person.Name} <{who?.Person.Email}>", fields.Text("reason", Why), fields.OptionalText("toMember", ToMember), fields.OptionalText("approverKey", Approver) ?? fields.OptionalText("target", Target),
            fields.Integer("step"));
        var (by, channel) = (who?.As ?? Actor.Timer, who?.Channel ?? Channel.Api);
        return kind switch
        {
            Correction.Kind => await corrections.ApplyAsync(client, id, fields, wanted, by, channel, cancellationToken),
            _ when fields.Errors.Count > 0 => InterventionResult<InterventionReceipt>.Invalid(fields.Errors),
            Revocations.Kind => await revocations.ApplyAsync(client, id, wanted, by, channel, cancellationToken),
            _ => (await Interventions.ApplyAsync(
                cases, client, id, record => DecideAsync(record, wanted, by, channel), (record, outcome) => stages.Describe(record, outcome).Summary,
                cancellationToken)).As(outcome => new InterventionReceipt(id, outcome)),
        };
    }

    InterventionResult<InterventionReceipt> Unknown(CaseId id) =>
        InterventionResult<InterventionReceipt>.Refused(InterventionState.Unknown, $"There is no {cases.Kind} {id}. Look at its number.");

    /// <summary>The outcome that an intervention is: recorded before, or to be recorded; or why there is none.</summary>
    async Task<InterventionResult<EnrollmentStepOutcome>> DecideAsync(EnrollmentRecord record, Intervention wanted, Actor by, Channel channel)
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
                new EnrollmentStepOutcome(state.Step, outcome, by, channel, now)),
            _ => Refused(InterventionState.Conflict, ruling.Misfit!),
        };
    }

    /// <summary>Why an ended case takes nothing, and what to do.</summary>
    internal static string Ended(EnrollmentEnd end) => end == EnrollmentEnd.Completed
        ? $"The enrollment is completed. To take the access back, revoke it."
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

/// <summary>Somebody of the staff who steps in.</summary>
/// <param name="Person">Who, as the directory knows them.</param>
/// <param name="As">As the case's story shows them: themselves, or a system that acts for them.</param>
/// <param name="Channel">Through what.</param>
public sealed record StepsIn(StaffPerson Person, Actor As, Channel Channel);
