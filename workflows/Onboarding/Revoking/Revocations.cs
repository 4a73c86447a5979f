using MemberServices.Cases;
using MemberServices.Mail;
using MemberServices.Policies;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace MemberServices.Onboarding.Revoking;

/// <summary>Why access was taken back.</summary>
/// <param name="Why">For staff.</param>
/// <param name="ToMember">For the member, or null.</param>
public sealed record RevocationEntry(string Why, string? ToMember);

/// <summary>Takes back the access of an enrollment that was completed. The case's log has it first; an orchestration of its own does it.</summary>
public sealed class Revocations(EnrollmentCases cases, EnrollmentIndex index, TimeProvider clock)
{
    /// <summary>The intervention that it is, and the kind of its entry.</summary>
    public const string Kind = "revoke";

    /// <summary>Records it and sets it off. Sending the same again, or another, answers as the first did.</summary>
    public async Task<InterventionResult<InterventionReceipt>> ApplyAsync(
        DurableTaskClient client, CaseId id, Intervention wanted, Actor by, Channel channel, CancellationToken cancellationToken = default)
    {
        if ((await cases.GetAsync(id, cancellationToken)).State.End == EnrollmentEnd.Completed)
        {
            await index.AnnounceAsync(id, clock.GetUtcNow(), cancellationToken);
        }
        var (record, _) = await cases.AddEntryAsync(
            id,
            now => now.State.End == EnrollmentEnd.Completed ? CaseEntry.Of(Kind, clock.GetUtcNow(), by, channel, new RevocationEntry(wanted.Why, wanted.ToMember)) : null,
            cancellationToken);
        if (record.Revocation is not { } revoked)
        {
            return record.State.End is { } end
                ? Refused(InterventionState.Ended, EnrollmentInterventions.Ended(end))
                : Refused(InterventionState.Conflict, $"The enrollment is under way. To end it, send /{Withdrawal.Kind}: what was granted is taken back then.");
        }
        await EnrollmentRevocation.StartAsync(client, id, cancellationToken);
        var said = revoked.Read<RevocationEntry>();
        return InterventionResult<InterventionReceipt>.Recording(
            new InterventionReceipt(id, Kind, record.State.Step, revoked.By.Name, said.Why, said.ToMember, revoked.At));
    }

    static InterventionResult<InterventionReceipt> Refused(InterventionState state, string detail) => InterventionResult<InterventionReceipt>.Refused(state, detail);
}
