using MemberServices.Cases;
using MemberServices.Cases.Finding;
using MemberServices.Fields;
using MemberServices.Onboarding.Correcting;

namespace MemberServices.Onboarding;

/// <summary>Keeps what enrollments are found by up to date with their logs.</summary>
public sealed class EnrollmentIndex(EnrollmentCases cases, EnrollmentStages stages, CaseIndex index)
{
    public Task UpdateAsync(CaseId id, CancellationToken cancellationToken = default) =>
        index.UpdateAsync(id, async () => EntryOf(await cases.GetAsync(id, cancellationToken)), cancellationToken);

    CaseIndexEntry EntryOf(EnrollmentRecord record)
    {
        var (state, applicant) = (record.State, record.Applicant);
        var step = state.End is null ? record.StepOf(state.Step) : null;
        var wait = state.End is null ? stages.Of(state.Stage).WaitsFor(step) : null;
        return new CaseIndexEntry(
            record.Id, state.Stage, state.End is { } end ? EnumNames<EnrollmentEnd>.Of(end) : null, applicant.OfficeKey, record.Opened.ReceivedAt,
            state.End is null ? null : record.Revocation?.At ?? record.OutcomeOf(state.Step - 1)?.At, applicant.MemberFullName, applicant.MemberEmail, applicant.MemberKey,
            applicant.License?.Key, wait is null ? null : new CaseWait(wait.Who, wait.What, step?.Until),
            step?.Asked is { } asked ? EmailAddress.MailboxOf(asked.Email) : null, IsHeld: state.End == EnrollmentEnd.Completed);
    }
}
