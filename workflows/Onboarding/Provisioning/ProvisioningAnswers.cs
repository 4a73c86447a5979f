using MemberServices.Cases;
using MemberServices.Fields;
using MemberServices.Members;
using MemberServices.Messages;
using MemberServices.Onboarding.Answering;
using MemberServices.Onboarding.Revoking;
using MemberServices.Policies;
using Microsoft.DurableTask.Client;

namespace MemberServices.Onboarding.Provisioning;

/// <summary>
/// What targets answer, whatever they were asked for: <see cref="Completed"/>, with the member's MLS id where the target gives one, or
/// <see cref="Failed"/> with a reason. What was refused may still be completed; what is completed stays so.
/// </summary>
public sealed class ProvisioningAnswers(
    SystemAnswers answers, EnrollmentCases cases, ProvisioningTargets targets, MemberTable members, EnrollmentNotifier notifier, TimeProvider clock)
{
    public const string Completed = "provisioning.completed";
    public const string Failed = "provisioning.failed";

    /// <summary>The longest in the RESO Data Dictionary.</summary>
    const int LongestMlsId = 25;

    static readonly FieldRule Target = FieldRules.Key("the target", "Repeat the target of what you answer.");
    static readonly FieldRule Reason = FieldRules.Reason("the reason", "Say why. Only staff read it.");
    static readonly FieldRule MlsId = new("the MLS id", LongestMlsId, null)
    {
        Problem = id => id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.') ? null : "Write the MLS id with letters, digits, dashes, dots and underscores.",
    };

    public Task<IReadOnlyList<MessageError>> CompleteAsync(CloudEvent message, DurableTaskClient client, CancellationToken cancellationToken) =>
        TakeAsync(message, client, fields => new TargetAnswer(0, IsDone: true, MemberMlsId: fields.OptionalText("memberMlsId", MlsId)), cancellationToken);

    public Task<IReadOnlyList<MessageError>> FailAsync(CloudEvent message, DurableTaskClient client, CancellationToken cancellationToken) =>
        TakeAsync(message, client, fields => new TargetAnswer(0, IsDone: false, Reason: fields.Text("reason", Reason)), cancellationToken);

    async Task<IReadOnlyList<MessageError>> TakeAsync(
        CloudEvent message, DurableTaskClient client, Func<FieldReader, TargetAnswer> read, CancellationToken cancellationToken)
    {
        var (answer, errors) = await answers.ReadAsync(message, record => record.AskedTargets().Select(asked => asked.Step), cancellationToken);
        if (answer is null)
        {
            return errors;
        }
        var (target, number, said) = (answer.Fields.Text("target", Target), answer.Fields.Integer("request"), read(answer.Fields));
        var ofStep = answer.Record.AskedTargets().Where(each => each.Step == answer.Step).ToList();
        answer.Fields.Must(
            ofStep.Any(each => each.Target == target), "target", $"Repeat the target of what you answer: in this step {string.Join(", ", ofStep.Select(each => each.Target).Distinct())}.", FieldCodes.Unknown);
        var asked = ofStep.LastOrDefault(each => each.Target == target && (number is null || each.Number == number));
        answer.Fields.Must(asked is not null, "request", "Repeat the request of what you answer, or leave it out.", FieldCodes.Unknown);
        if (asked is null || answer.Errors.Count > 0)
        {
            return answer.Errors;
        }
        said = await CheckAsync(answer.Record, asked, said with { Request = asked.Number }, cancellationToken);
        if (await KeepAsync(answer, asked, said, cancellationToken) is { } record)
        {
            await FollowAsync(client, record, record.AskedTargets().First(each => each.Number == asked.Number), answer.By, cancellationToken);
        }
        return [];
    }

    /// <summary>Two members never have one MLS id: an answer with somebody else's is a refusal.</summary>
    async Task<TargetAnswer> CheckAsync(EnrollmentRecord record, AskedTarget asked, TargetAnswer said, CancellationToken cancellationToken)
    {
        if (said.MemberMlsId is not { } mlsId || asked.Type != ProvisioningTargets.Requested || record.State.End is not (null or EnrollmentEnd.Completed) || asked.IsDone)
        {
            return said;
        }
        var holder = await members.ClaimMlsIdAsync(mlsId, record.Applicant.MemberKey, cancellationToken);
        return holder == record.Applicant.MemberKey ? said : new TargetAnswer(said.Request, IsDone: false, Reason: $"it gave the MLS id {mlsId}, which is {holder}'s");
    }

    /// <summary>Adds the answer to the log. The case with the answer that counts; null when it is another, so that this one was set aside.</summary>
    async Task<EnrollmentRecord?> KeepAsync(SystemAnswer answer, AskedTarget asked, TargetAnswer said, CancellationToken cancellationToken)
    {
        var (record, _) = await cases.AddEntryAsync(
            answer.Record.Id,
            now => now.AskedTargets().First(each => each.Number == asked.Number) is { IsDone: false } open && open.Answer != said
                ? CaseEntry.Of(TargetAnswer.Kind, clock.GetUtcNow(), answer.By, Channel.Message, said)
                : null,
            cancellationToken);
        var counts = record.AskedTargets().First(each => each.Number == asked.Number).Answer!;
        var name = ProvisioningTargets.NameOf(record, asked.Target);
        if (counts != said && !(said is { IsDone: true, MemberMlsId: null } && counts.IsDone))
        {
            await answers.SetAsideAsync(
                answer, $"{name} had said that it is done{With(counts.MemberMlsId)}, and says {(said.IsDone ? $"that again{With(said.MemberMlsId)}" : $"that it isn't: {said.Reason}")}", StaffRoles.Level1,
                $"See what is true at {name} of {answer.Applicant}: it said first that it is done{With(counts.MemberMlsId)}, and then {(said.IsDone ? $"again{With(said.MemberMlsId)}" : $"that it isn't: {said.Reason}")}",
                cancellationToken);
            return null;
        }
        if (asked.Type == ProvisioningTargets.Requested && said.IsDone && record.State.End is { } end and not EnrollmentEnd.Completed
            && record.NewestOf(asked.Target) is var newest && (newest!.Type != ProvisioningTargets.Revoked || newest.IsDone))
        {
            await answers.SetAsideAsync(
                answer, $"{name} was done after the end: {EnumNames<EnrollmentEnd>.Of(end)}", StaffRoles.Level1,
                $"See that {name} takes back the access of {answer.Applicant}: it was set up after the enrollment had ended", cancellationToken);
        }
        return record;
    }

    /// <summary>Tells the topic, makes or closes work, and goes on when each has answered. A repeat does nothing twice.</summary>
    async Task FollowAsync(DurableTaskClient client, EnrollmentRecord record, AskedTarget asked, Actor by, CancellationToken cancellationToken)
    {
        var (said, name) = (asked.Answer!, ProvisioningTargets.NameOf(record, asked.Target));
        var entry = record.Entries.Last(each => each.Kind == TargetAnswer.Kind && each.Read<TargetAnswer>() == said);
        await notifier.ReportAsync(
            record, said.IsDone ? "target.done" : "target.refused", asked.Step, entry.At,
            said.IsDone ? $"{name}: done{With(said.MemberMlsId)}" : $"{name}: not done, {said.Reason}", entry.Number, by, Channel.Message, new { asked.Target, asked.Type, asked.Step });
        var isOpen = record.State is { End: null, Stage: ProvisioningStage.StageId };
        // What is taken back or restored may take longer than the step, or the case.
        var workStep = asked.Type is ProvisioningTargets.Revoked or ProvisioningTargets.Restored ? 0 : record.State.Step;
        if (said.IsDone)
        {
            await targets.SettleAsync(record, asked, workStep);
        }
        else if (asked.Type != ProvisioningTargets.Requested || isOpen)
        {
            await targets.FollowUpAsync(record, asked.Type, workStep, entry.At);
        }
        if (isOpen && ProvisioningStage.IsDone(record))
        {
            await answers.CloseAsync(client, record, ProvisioningStage.AllDone, by, cancellationToken);
            return;
        }
        await WakeAsync(client, record, asked.Type is ProvisioningTargets.Suspended or ProvisioningTargets.Restored, cancellationToken);
    }

    /// <summary>What is taken back waits for the answer before it goes on; whoever took the answer that closed a step may have gone down.</summary>
    static Task WakeAsync(DurableTaskClient client, EnrollmentRecord record, bool isOfOpenStep, CancellationToken cancellationToken) => record switch
    {
        { Revocation: not null } => CaseEvents.RaiseAsync(client, EnrollmentRevocation.IdOf(record.Id), cancellationToken),
        { State: { End: null, Stage: ProvisioningStage.StageId } } => Task.CompletedTask,
        // A step that has it suspended or restored looks whether all have done it.
        { State: { End: null, Step: var step } } when isOfOpenStep => CaseEvents.RaiseLookAsync(client, record.Id, step, cancellationToken),
        { State.End: null } => SystemAnswers.WakeAsync(client, record, cancellationToken),
        _ => CaseEvents.RaiseAsync(client, record.Id, cancellationToken: cancellationToken),
    };

    static string With(string? mlsId) => mlsId is null ? "" : $" with the MLS id {mlsId}";
}
