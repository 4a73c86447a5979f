using MemberServices.Cases;
using MemberServices.Onboarding.Checklist;
using MemberServices.Onboarding.Revoking;
using Microsoft.DurableTask.Client;

namespace MemberServices.Onboarding;

/// <summary>Enrollments, for whoever looks whether they go on. After its end, one may be taking its access back.</summary>
public sealed class WatchedEnrollments(EnrollmentCases cases, EnrollmentIndex index) : IWatchedCases
{
    public CaseKind Kind => CaseKind.Enrollment;

    public bool AnnouncesChanges => false;

    public async Task<WatchedCase?> FindAsync(CaseId id, CancellationToken cancellationToken)
    {
        if (await cases.ReadAsync(id, cancellationToken) is not { } record)
        {
            return null;
        }
        var step = record.State.Step;
        return new WatchedCase(
            record.Revocation is null ? id.ToString() : EnrollmentRevocation.IdOf(id), step, [.. record.Outcomes.Select(outcome => outcome.Step)],
            record.StepOf(step) is null ? record.OutcomeOf(step - 1)?.At : null, record.State.End == EnrollmentEnd.Completed ? record.OutcomeOf(step - 1)?.At : null,
            record.UnfollowedSince);
    }

    public Task RecallAsync(CaseId id, DateTimeOffset at, CancellationToken cancellationToken) => index.RecallAsync(id, at, cancellationToken);

    public async Task StartAsync(DurableTaskClient client, CaseId id, CancellationToken cancellationToken)
    {
        if ((await cases.GetAsync(id, cancellationToken)).Revocation is not null)
        {
            await EnrollmentRevocation.StartAsync(client, id, cancellationToken);
            return;
        }
        await client.StartOnceAsync(
            nameof(EnrollmentWorkflow.Enrollment), id.ToString(), new CaseInput<EnrollmentState>(EnrollmentWorkflow.Version), cancellationToken);
    }
}
