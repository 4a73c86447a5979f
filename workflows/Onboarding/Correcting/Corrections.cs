using MemberServices.Cases;
using MemberServices.Fields;
using MemberServices.Links;
using MemberServices.Members;
using Microsoft.DurableTask.Client;

namespace MemberServices.Onboarding.Correcting;

/// <summary>A new address, as the link in the mail there shows it.</summary>
/// <param name="Case">Which case.</param>
/// <param name="Link">The link, mailed to the address.</param>
/// <param name="IsAsked">Whether an answer is waited for.</param>
/// <param name="Answer">What was answered last, or null.</param>
public sealed record AskedAddress(CaseId Case, Link Link, bool IsAsked, bool? Answer);

/// <summary>
/// Corrects what was entered in an application, while its case is under way. A new license is claimed first and sends
/// whoever decides a new request; a new email address counts when its mailbox's owner says that it is theirs. Sending the
/// same again completes what a crash has left.
/// </summary>
public sealed class Corrections(
    EnrollmentCases cases, CaseClaims claims, EnrollmentStages stages, MemberTable members, CorrectionNotices notices, EnrollmentIndex index, TimeProvider clock)
{
    /// <summary>Corrects what the fields name.</summary>
    /// <param name="client">The caller's binding.</param>
    /// <param name="id">Which case.</param>
    /// <param name="fields">What is corrected; errors that were found in it before are told, too.</param>
    /// <param name="wanted">Why, what the applicant is told, and for which step.</param>
    /// <param name="by">Who corrects it.</param>
    /// <param name="channel">How they reached us.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<InterventionResult<InterventionReceipt>> ApplyAsync(
        DurableTaskClient client, CaseId id, FieldReader fields, Intervention wanted, Actor by, Channel channel, CancellationToken cancellationToken = default)
    {
        var record = await cases.GetAsync(id, cancellationToken);
        var read = Correction.Read(fields, record.Applicant);
        var what = read.Beyond(record.Applicant);
        if (fields.Errors.Count > 0)
        {
            return InterventionResult<InterventionReceipt>.Invalid(fields.Errors);
        }
        if (read.IsEmpty)
        {
            return Refused(InterventionState.Invalid, $"Send what is to be corrected, at least one of {string.Join(", ", Correction.Fields)}.");
        }
        if (record.State.End is { } end)
        {
            return Refused(InterventionState.Ended, EnrollmentInterventions.Ended(end));
        }
        if (wanted.Step is { } step && step != record.State.Step && !what.IsEmpty)
        {
            return Refused(InterventionState.Conflict, EnrollmentInterventions.OtherStep(step, record.State));
        }
        return what.ChangesLicense
            ? await ChangeLicenseAsync(client, record, what, wanted, by, channel, cancellationToken)
            : await AddAsync(client, id, read, wanted, by, channel, cancellationToken);
    }

    /// <summary>What the link to a new address stands for. Changes nothing. Null when its case is gone.</summary>
    public async Task<AskedAddress?> FindAsync(CaseId id, Link link, DateTimeOffset now, CancellationToken cancellationToken = default)
    {
        if (await cases.ReadAsync(id, cancellationToken) is not { } record)
        {
            return null;
        }
        var isAsked = record.State.End is null && record.PendingEmail == link.Person && !link.HasExpired(now);
        return new AskedAddress(id, link, isAsked, isAsked ? null : record.AnswerOf(link.Person));
    }

    /// <summary>Keeps what the owner of a mailbox says about a new address; the first answer counts. False when nobody waits for one.</summary>
    public async Task<bool> AnswerAsync(DurableTaskClient client, CaseId id, string email, bool isTheirs, CancellationToken cancellationToken = default)
    {
        var answer = new AddressAnswer(email, isTheirs);
        var (record, added) = await cases.AddEntryAsync(
            id,
            now => now is { State.End: null, PendingEmail: { } pending } && pending == email
                ? CaseEntry.Of(AddressAnswer.Kind, clock.GetUtcNow(), ByApplicant(now), Channel.Form, answer)
                : null,
            cancellationToken);
        added ??= record.Entries.LastOrDefault(entry => entry.Kind == AddressAnswer.Kind && entry.Read<AddressAnswer>() == answer);
        if (added is null)
        {
            return false;
        }
        await index.UpdateAsync(id, cancellationToken);
        await notices.AddressAnsweredAsync(record, added, answer);
        if (isTheirs)
        {
            await FollowAsync(
                client, record, new CorrectionMade(new Correction(MemberEmail: email), added.By, added.Channel, added.At, "The address was confirmed", null, 0, added.Number),
                cancellationToken);
        }
        return true;
    }

    /// <summary>The applicant, as who corrects or answers.</summary>
    public static Actor ByApplicant(EnrollmentRecord record) => new(ActorKind.Applicant, record.Applicant.MemberFullName);

    async Task<InterventionResult<InterventionReceipt>> AddAsync(
        DurableTaskClient client, CaseId id, Correction read, Intervention wanted, Actor by, Channel channel, CancellationToken cancellationToken)
    {
        var (record, added) = await cases.AddEntryAsync(
            id,
            now => now.State.End is null && Left(now, read) is { IsEmpty: false } left
                ? CaseEntry.Of(Correction.Kind, clock.GetUtcNow(), by, channel, new CorrectionEntry(left, wanted.Why, wanted.ToMember))
                : null,
            cancellationToken);
        var made = record.CorrectionsMade();
        var said = added is not null ? made.First(each => each.Step == 0 && each.Number == added.Number) : made.LastOrDefault(each => Says(each.What, read));
        if (said is not null)
        {
            await index.UpdateAsync(id, cancellationToken);
            await notices.CorrectedAsync(record, said);
            await CaseEvents.RaiseAsync(client, id, said.Step, cancellationToken);
            await FollowAsync(client, record, said with { What = said.What with { MemberEmail = null } }, cancellationToken);
        }
        return Recording(record, said ?? new CorrectionMade(new Correction(), by, channel, clock.GetUtcNow(), wanted.Why, wanted.ToMember, 0, 0));
    }

    async Task<InterventionResult<InterventionReceipt>> ChangeLicenseAsync(
        DurableTaskClient client, EnrollmentRecord record, Correction what, Intervention wanted, Actor by, Channel channel, CancellationToken cancellationToken)
    {
        var (before, after) = (record.Applicant, what.In(record.Applicant));
        var stage = stages.Of(record.State.Stage);
        if (!stage.TakesOtherLicense)
        {
            return Refused(InterventionState.Conflict, $"The license can be corrected until it is approved, and the stage is {stage.Name}. Withdraw the enrollment and apply again.");
        }
        if (after.License is null)
        {
            return Wrong("Send the license's number, too.", FieldCodes.Required);
        }
        if (await members.FindByLicenseAsync(after.License, cancellationToken) is { } member)
        {
            return Wrong($"This license belongs to the active member {member.MemberFullName}.", FieldCodes.Taken);
        }
        if (await claims.ClaimAsync(EnrollmentService.LicenseKey(after), record.Id, cancellationToken) is { } other)
        {
            return Wrong($"The enrollment {other.Case} has this license.", FieldCodes.Taken);
        }
        var outcome = new EnrollmentStepOutcome(
            record.State.Step, new EnrollmentOutcome(Correction.Kind, StepMove.Again, Why: wanted.Why, ToMember: wanted.ToMember, Corrected: what),
            by, channel, clock.GetUtcNow());
        var counts = await cases.AddOutcomeAsync(record.Id, outcome, cancellationToken);
        if (counts.What.Corrected != what)
        {
            var now = await cases.GetAsync(record.Id, cancellationToken);
            if (now.Applicant.MemberKey != after.MemberKey)
            {
                await claims.FreeAsync(EnrollmentService.LicenseKey(after), record.Id, cancellationToken);
            }
            return Refused(InterventionState.Conflict, $"Meanwhile: {stages.Describe(record, counts).Summary}. Look at the enrollment and decide again.");
        }
        record = record with { Outcomes = [.. record.Outcomes, counts] };
        var made = record.CorrectionsMade().First(each => each.Step == counts.Step);
        await index.UpdateAsync(record.Id, cancellationToken);
        await notices.CorrectedAsync(record, made);
        await CaseEvents.RaiseAsync(client, record.Id, counts.Step, cancellationToken);
        await claims.FreeAsync(EnrollmentService.LicenseKey(before), record.Id, cancellationToken);
        return Recording(record, made);
    }

    /// <summary>Has the stages that the case has reached do what a correction asks of them.</summary>
    async Task FollowAsync(DurableTaskClient client, EnrollmentRecord record, CorrectionMade made, CancellationToken cancellationToken)
    {
        if (made.What.IsEmpty)
        {
            return;
        }
        foreach (var stage in stages.ReachedBy(record))
        {
            if (await stage.CorrectedAsync(record, made) is { } outcome)
            {
                var step = record.State.Step;
                await cases.AddOutcomeAsync(record.Id, new EnrollmentStepOutcome(step, outcome, made.By, made.Channel, made.At), cancellationToken);
                await CaseEvents.RaiseAsync(client, record.Id, step, cancellationToken);
            }
        }
    }

    /// <summary>What is still to be recorded: an address that waits for its owner isn't asked a second time within the hour.</summary>
    Correction Left(EnrollmentRecord record, Correction read)
    {
        var left = read.Beyond(record.Applicant);
        var asked = record.CorrectionsMade().LastOrDefault(made => made.What.MemberEmail is not null);
        return record.PendingEmail is { } pending && pending == left.MemberEmail && clock.GetUtcNow() - asked!.At < Interventions.RepeatTime
            ? left with { MemberEmail = null }
            : left;
    }

    /// <summary>Whether what was corrected is part of what is asked for.</summary>
    static bool Says(Correction made, Correction read) => made.Parts().All(part => read.Parts().Contains(part));

    static InterventionResult<InterventionReceipt> Recording(EnrollmentRecord record, CorrectionMade made) => InterventionResult<InterventionReceipt>.Recording(
        new InterventionReceipt(
            record.Id, Correction.Kind, made.Step == 0 ? record.State.Step : made.Step, made.By.Name, made.Why, made.ToMember, made.At,
            Fields: [.. made.What.Parts().Select(part => part.Field)]));

    static InterventionResult<InterventionReceipt> Wrong(string message, string code) =>
        InterventionResult<InterventionReceipt>.Invalid([new FieldError("memberStateLicense", message, code)]);

    static InterventionResult<InterventionReceipt> Refused(InterventionState state, string detail) => InterventionResult<InterventionReceipt>.Refused(state, detail);
}
