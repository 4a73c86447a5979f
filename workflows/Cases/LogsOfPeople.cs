using System.Runtime.CompilerServices;
using MemberServices.Cases.Finding;
using MemberServices.People;
using Microsoft.DurableTask.Client;

namespace MemberServices.Cases;

/// <summary>What a kind of cases that go by their log alone knows about a person, and how theirs end before they are erased.</summary>
public sealed class LogsOfPeople<TOpened>(ILogsOfPeople<TOpened> kind, CaseTable<TOpened, NoOutcome> cases, CaseIndex index, TimeProvider clock) : IPersonalData, IPersonsCases
{
    public string What => $"{kind.Kind.Name}s";

    public bool IsErasedLast => true;

    public async Task<IReadOnlyList<string>> KeysOfAsync(string email, CancellationToken cancellationToken) => await index
        .AllAsync(CaseQuery.OfPerson(email), cancellationToken)
        .Where(entry => entry.Id.Kind == kind.Kind && (kind.HasOthers || entry.MemberKey is not null))
        .Select(entry => entry.MemberKey ?? KnownPerson.KeyOf(email)).Distinct().ToListAsync(cancellationToken);

    public async Task IdentifyAsync(KnownPerson person, CancellationToken cancellationToken)
    {
        await foreach (var record in RecordsOf(person, cancellationToken))
        {
            var (name, email) = kind.PersonOf(record.Opened);
            person.IsKnown = true;
            person.Name ??= name;
            person.Emails.Add(email);
            (kind.IsOver(record, clock.GetUtcNow()) ? person.Cases : person.LiveCases).Add(record.Id.ToString());
        }
    }

    public async Task<IReadOnlyList<object>> ExportAsync(KnownPerson person, CancellationToken cancellationToken) =>
        await RecordsOf(person, cancellationToken).Select(kind.Export).ToListAsync(cancellationToken);

    public async Task EraseAsync(KnownPerson person, CancellationToken cancellationToken)
    {
        foreach (var id in OfKind(person.Cases))
        {
            await kind.EraseAsync(id, cancellationToken);
        }
    }

    public async Task EndAsync(DurableTaskClient client, KnownPerson person, string by, CancellationToken cancellationToken)
    {
        foreach (var id in OfKind(person.LiveCases))
        {
            await kind.WithdrawAsync(client, id, Actor.SystemFor(by), cancellationToken);
        }
    }

    public async Task<bool> AreAtRestAsync(DurableTaskClient client, KnownPerson person, CancellationToken cancellationToken)
    {
        var areAtRest = true;
        foreach (var id in OfKind(person.Cases))
        {
            if (await client.GetInstanceAsync(id.ToString(), cancellationToken) is { IsCompleted: false })
            {
                await kind.HastenAsync(client, id, cancellationToken);
                areAtRest = false;
            }
        }
        return areAtRest;
    }

    IEnumerable<CaseId> OfKind(IEnumerable<string> ids) => ids.Select(CaseId.Parse).Where(id => id.Kind == kind.Kind);

    // A mailbox can't be told from its key: those of people who aren't members are looked through.
    async IAsyncEnumerable<CaseRecord<TOpened, NoOutcome>> RecordsOf(KnownPerson person, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var found = index.AllAsync(CaseQuery.OfMember(person.Key), cancellationToken).Where(entry => entry.Id.Kind == kind.Kind);
        if (kind.HasOthers)
        {
            found = found.Concat(index.AllAsync(CaseQuery.List(kind.Kind), cancellationToken)
                .Where(entry => entry.MemberKey is null && entry.Email.Length > 0 && person.HasMailbox(entry.Email)));
        }
        await foreach (var entry in found)
        {
            if (await cases.ReadAsync(entry.Id, cancellationToken) is { } record)
            {
                yield return record;
            }
        }
    }
}
