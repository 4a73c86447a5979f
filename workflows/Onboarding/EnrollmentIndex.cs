using MemberServices.Cases;
using MemberServices.Cases.Finding;
using MemberServices.Fields;
using MemberServices.Onboarding.Checklist;
using MemberServices.Onboarding.Correcting;

namespace MemberServices.Onboarding;

/// <summary>Keeps what enrollments are found by up to date with their logs.</summary>
public sealed class EnrollmentIndex(EnrollmentCases cases, EnrollmentStages stages, CaseIndex index, TimeProvider clock)
{
    public Task UpdateAsync(CaseId id, CancellationToken cancellationToken = default) => index.UpdateAsync(
        id,
        async before => await cases.GetAsync(id, cancellationToken) is var record ? EntryOf(record) with { DueAt = DueAt(record, before) } : null!,
        cancellationToken);

    /// <summary>The same for the case's orchestration, which knows when it does something next; null: never again.</summary>
    public Task UpdateAsync(CaseId id, DateTimeOffset? dueAt, CancellationToken cancellationToken = default) =>
        index.UpdateAsync(id, async _ => EntryOf(await cases.GetAsync(id, cancellationToken)) with { DueAt = dueAt }, cancellationToken);

    /// <summary>
    /// Says of a case that did nothing more by itself that it is about to: if whoever wants that goes down before its orchestration is
    /// started, the case is due, and found.
    /// </summary>
    public Task AnnounceAsync(CaseId id, DateTimeOffset at, CancellationToken cancellationToken = default) => ChangeDueAsync(id, due => due ?? at, cancellationToken);

    /// <summary>Takes back what was announced and never recorded.</summary>
    public Task RecallAsync(CaseId id, DateTimeOffset at, CancellationToken cancellationToken = default) =>
        ChangeDueAsync(id, due => due == at ? null : due, cancellationToken);

    Task ChangeDueAsync(CaseId id, Func<DateTimeOffset?, DateTimeOffset?> change, CancellationToken cancellationToken) => index.UpdateAsync(
        id, async before => EntryOf(await cases.GetAsync(id, cancellationToken)) with { DueAt = change(before?.DueAt) }, cancellationToken);

    /// <summary>As the orchestration said, unless the log has an answer, or another change, since: then the case goes on at once.</summary>
    DateTimeOffset? DueAt(EnrollmentRecord record, CaseIndexEntry? before) => before switch
    {
        null or { Stage: "" } => record.Opened.ReceivedAt,
        { Step: 0 } => record.State.End is null ? record.StepOf(record.State.Step)?.NextAfter(clock.GetUtcNow()) : null,
        _ when before.Step != record.State.Step => record.OutcomeOf(record.State.Step - 1)?.At,
        _ when record.UnfollowedSince is { } since && !(before.DueAt < since) => since,
        _ => before.DueAt,
    };

    CaseIndexEntry EntryOf(EnrollmentRecord record)
    {
        var (state, applicant) = (record.State, record.Applicant);
        var step = state.End is null ? record.StepOf(state.Step) : null;
        var wait = state.End is null ? stages.Of(state.Stage).WaitsFor(step) : null;
        return new CaseIndexEntry(
            record.Id, state.Stage, state.End is { } end ? EnumNames<EnrollmentEnd>.Of(end) : null, applicant.OfficeKey, record.Opened.ReceivedAt,
            state.End is null ? null : record.Revocation?.At ?? record.OutcomeOf(state.Step - 1)?.At, applicant.MemberFullName, applicant.MemberEmail, applicant.MemberKey,
            applicant.License?.Key, wait is null ? null : new CaseWait(wait.Who, wait.What, step?.Until),
            step?.Asked is { } asked ? EmailAddress.MailboxOf(asked.Email) : null, IsHeld: state.End == EnrollmentEnd.Completed, Step: state.Step);
    }
}
