using System.Runtime.CompilerServices;
using MemberServices.Cases;
using MemberServices.Cases.Finding;
using MemberServices.People;
using MemberServices.Complaints.Acting;
using Microsoft.DurableTask.Client;

namespace MemberServices.Complaints.Erasing;

/// <summary>What complaints know about a person, and how theirs end before they are erased.</summary>
public sealed class ComplaintsOfPeople(ComplaintCases cases, CaseIndex index, ComplaintEraser eraser, ComplaintDesk desk, TimeProvider clock) : IPersonalData, IPersonsCases
{
    public string What => "complaints";

    public bool IsErasedLast => true;

    public async Task<IReadOnlyList<string>> KeysOfAsync(string email, CancellationToken cancellationToken) => await index
        .AllAsync(CaseQuery.OfPerson(email), cancellationToken)
        .Where(entry => entry.Id.Kind == CaseKind.Complaint).Select(entry => entry.MemberKey ?? KnownPerson.KeyOf(email)).Distinct().ToListAsync(cancellationToken);

    public async Task IdentifyAsync(KnownPerson person, CancellationToken cancellationToken)
    {
        await foreach (var record in RecordsOf(person, cancellationToken))
        {
            person.IsKnown = true;
            person.Name ??= record.Opened.Request.FullName;
            (record.State.IsOver(record.Opened, clock.GetUtcNow()) ? person.Cases : person.LiveCases).Add(record.Id.ToString());
            person.Emails.Add(record.Opened.Request.Email);
        }
    }

    public async Task<IReadOnlyList<object>> ExportAsync(KnownPerson person, CancellationToken cancellationToken) => await RecordsOf(person, cancellationToken)
        .Select(object (record) => new
        {
            record.Id,
            record.Opened.Request,
            record.Opened.ReceivedAt,
            record.Opened.Channel,
            record.Opened.Follows,
            record.State.End,
            // Who of the staff noted something, they haven't been told.
            entries = record.Entries.Select(entry => new
            {
                entry.At,
                entry.Kind,
                by = entry.Kind == ComplaintChanges.Noted ? null : entry.By.PersonName,
                entry.Channel,
                entry.What,
            }),
        }).ToListAsync(cancellationToken);

    public async Task EraseAsync(KnownPerson person, CancellationToken cancellationToken)
    {
        foreach (var id in ComplaintsIn(person.Cases))
        {
            await eraser.EraseAsync(id, cancellationToken);
        }
    }

    /// <summary>Closes for good what isn't over.</summary>
    public async Task EndAsync(DurableTaskClient client, KnownPerson person, string by, CancellationToken cancellationToken)
    {
        foreach (var id in ComplaintsIn(person.LiveCases))
        {
            await desk.ApplyAsync(client, id, ComplaintActs.Withdraw(), Actor.SystemFor(by), Channel.Api, cancellationToken);
        }
    }

    public async Task<bool> AreAtRestAsync(DurableTaskClient client, KnownPerson person, CancellationToken cancellationToken)
    {
        var isAtRest = true;
        foreach (var id in ComplaintsIn(person.Cases))
        {
            if (await client.GetInstanceAsync(id.ToString(), cancellationToken) is { IsCompleted: false })
            {
                // Whoever closed it may have gone down before the complaint heard of it.
                await CaseEvents.RaiseAsync(client, id, cancellationToken: cancellationToken);
                isAtRest = false;
            }
        }
        return isAtRest;
    }

    static IEnumerable<CaseId> ComplaintsIn(IEnumerable<string> ids) => ids.Select(CaseId.Parse).Where(id => id.Kind == CaseKind.Complaint);

    // A mailbox can't be told from its key: those of people who aren't members are looked through.
    async IAsyncEnumerable<ComplaintRecord> RecordsOf(KnownPerson person, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var theirs = index.AllAsync(CaseQuery.OfMember(person.Key), cancellationToken).Where(entry => entry.Id.Kind == CaseKind.Complaint);
        var nobodys = index.AllAsync(CaseQuery.List(CaseKind.Complaint), cancellationToken).Where(entry => entry.MemberKey is null && entry.Email.Length > 0 && person.HasMailbox(entry.Email));
        await foreach (var entry in theirs.Concat(nobodys))
        {
            if (await cases.ReadAsync(entry.Id, cancellationToken) is { } record)
            {
                yield return record;
            }
        }
    }
}
