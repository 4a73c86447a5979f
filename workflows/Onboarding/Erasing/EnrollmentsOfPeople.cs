using System.Runtime.CompilerServices;
using MemberServices.Cases;
using MemberServices.Cases.Finding;
using MemberServices.Onboarding.Correcting;
using MemberServices.Onboarding.Revoking;
using MemberServices.People;
using Microsoft.DurableTask.Client;

namespace MemberServices.Onboarding.Erasing;

/// <summary>What enrollments know about a person, and how theirs end before they are erased.</summary>
public sealed class EnrollmentsOfPeople(EnrollmentCases cases, CaseIndex index, EnrollmentEraser eraser, Revocations revocations, TimeProvider clock)
    : IPersonalData, IPersonsCases
{
    const string Why = "Their data are to be erased";
    const string ToMember = "Your data are to be erased, as you asked us.";

    public string What => "enrollments";

    public bool IsErasedLast => true;

    public async Task<IReadOnlyList<string>> KeysOfAsync(string email, CancellationToken cancellationToken) => await index
        .AllAsync(CaseQuery.OfPerson(email), cancellationToken)
        .Where(entry => entry.MemberKey is { Length: > 0 }).Select(entry => entry.MemberKey!).Distinct().ToListAsync(cancellationToken);

    public async Task IdentifyAsync(KnownPerson person, CancellationToken cancellationToken)
    {
        await foreach (var record in RecordsOf(person, cancellationToken))
        {
            person.IsKnown = true;
            person.Name ??= record.Applicant.MemberFullName;
            (record.State.End is null ? person.LiveCases : person.Cases).Add(record.Id.ToString());
            person.Emails.UnionWith(record.Emails);
            if (record.PendingEmail is { } pending)
            {
                person.Emails.Add(pending);
            }
            person.FormerKeys.UnionWith(record.MemberKeys.Where(key => key != person.Key));
        }
    }

    public async Task<IReadOnlyList<object>> ExportAsync(KnownPerson person, CancellationToken cancellationToken) => await RecordsOf(person, cancellationToken)
        .Select(object (record) => new
        {
            record.Id,
            application = record.Opened.Application,
            now = record.Applicant,
            record.Opened.OfficeName,
            record.Opened.ReceivedAt,
            record.Opened.By,
            record.Opened.Channel,
            // Whoever else was asked or answered has addresses of their own.
            steps = record.Steps.Select(step => new { step.Number, step.Stage, asked = step.Asked?.Name, step.AskedAt, step.Deadlines, step.Because }),
            outcomes = record.Outcomes.Select(outcome => outcome.By.Kind == ActorKind.Applicant ? outcome : outcome with { From = null, What = outcome.What with { Next = null } }),
            record.Notes,
            record.Entries,
            record.State.End,
        }).ToListAsync(cancellationToken);

    public async Task EraseAsync(KnownPerson person, CancellationToken cancellationToken)
    {
        foreach (var id in EnrollmentsIn(person.Cases))
        {
            await eraser.EraseAsync(id, cancellationToken);
        }
    }

    /// <summary>Withdraws what is under way. When it is completed at this very moment, the access is taken back.</summary>
    public async Task EndAsync(DurableTaskClient client, KnownPerson person, string by, CancellationToken cancellationToken)
    {
        var actor = Actor.SystemFor(by);
        foreach (var id in EnrollmentsIn(person.LiveCases))
        {
            while (await cases.GetAsync(id, cancellationToken) is { State: { End: null, Step: var step } })
            {
                await cases.AddOutcomeAsync(
                    id, new EnrollmentStepOutcome(step, Withdrawal.Outcome(Why, ToMember), actor, Channel.Api, clock.GetUtcNow()), cancellationToken);
                await CaseEvents.RaiseAsync(client, id, step, cancellationToken);
            }
        }
        foreach (var id in EnrollmentsIn(person.LiveCases.Concat(person.Cases)))
        {
            if ((await cases.GetAsync(id, cancellationToken)).State.End == EnrollmentEnd.Completed)
            {
                await revocations.ApplyAsync(client, id, new Intervention(Revocations.Kind, by, Why, ToMember), actor, Channel.Api, cancellationToken);
            }
        }
    }

    public async Task<bool> AreAtRestAsync(DurableTaskClient client, KnownPerson person, CancellationToken cancellationToken)
    {
        var isAtRest = true;
        foreach (var id in EnrollmentsIn(person.Cases))
        {
            if (await IsRunningAsync(client, id.ToString(), cancellationToken))
            {
                // Whoever answered it may have gone down before the case heard of it, and it may sleep in any of its steps.
                await CaseEvents.RaiseAllAsync(
                    client, id, (await cases.GetAsync(id, cancellationToken)).Outcomes.Select(outcome => outcome.Step), cancellationToken);
                isAtRest = false;
            }
            // One that was recorded and never begun is due, and will be.
            isAtRest &= (await index.FindAsync(id, cancellationToken))?.DueAt is null || (await cases.GetAsync(id, cancellationToken)).Revocation is null;
            isAtRest &= !await IsRunningAsync(client, EnrollmentRevocation.IdOf(id), cancellationToken);
        }
        return isAtRest;
    }

    static IEnumerable<CaseId> EnrollmentsIn(IEnumerable<string> ids) => ids.Select(CaseId.Parse).Where(id => id.Kind == CaseKind.Enrollment);

    static async Task<bool> IsRunningAsync(DurableTaskClient client, string id, CancellationToken cancellationToken) =>
        await client.GetInstanceAsync(id, cancellationToken) is { IsCompleted: false };

    async IAsyncEnumerable<EnrollmentRecord> RecordsOf(KnownPerson person, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var entry in index.AllAsync(CaseQuery.OfMember(person.Key), cancellationToken))
        {
            if (entry.Id.Kind == CaseKind.Enrollment && await cases.ReadAsync(entry.Id, cancellationToken) is { } record)
            {
                yield return record;
            }
        }
    }
}
