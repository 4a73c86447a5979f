using System.Runtime.CompilerServices;
using MemberServices.Cases;
using MemberServices.Cases.Finding;
using MemberServices.People;
using MemberServices.Surveys.Answering;
using Microsoft.DurableTask.Client;

namespace MemberServices.Surveys.Erasing;

/// <summary>What surveys know about a person, and how theirs end before they are erased.</summary>
public sealed class SurveysOfPeople(SurveyCases cases, CaseIndex index, SurveyEraser eraser, SurveyDesk desk, TimeProvider clock) : IPersonalData, IPersonsCases
{
    public string What => "surveys";

    public bool IsErasedLast => true;

    public async Task<IReadOnlyList<string>> KeysOfAsync(string email, CancellationToken cancellationToken) => await index
        .AllAsync(CaseQuery.OfPerson(email), cancellationToken)
        .Where(entry => entry.Id.Kind == CaseKind.Survey && entry.MemberKey is not null).Select(entry => entry.MemberKey!).Distinct().ToListAsync(cancellationToken);

    public async Task IdentifyAsync(KnownPerson person, CancellationToken cancellationToken)
    {
        await foreach (var record in RecordsOf(person, cancellationToken))
        {
            person.IsKnown = true;
            person.Name ??= record.Opened.Person.Name;
            (record.State.IsOver(record.Opened, clock.GetUtcNow()) ? person.Cases : person.LiveCases).Add(record.Id.ToString());
            person.Emails.Add(record.Opened.Person.Email);
        }
    }

    public async Task<IReadOnlyList<object>> ExportAsync(KnownPerson person, CancellationToken cancellationToken) => await RecordsOf(person, cancellationToken)
        .Select(object (record) => new
        {
            record.Id,
            about = record.Opened.Service,
            record.Opened.Person,
            record.Opened.OpenedAt,
            // What staff write of a call, or of why they stopped it, is for staff; that there was one, they know.
            entries = record.Entries.Select(entry => new
            {
                entry.At,
                entry.Kind,
                entry.Channel,
                what = entry.Kind is SurveyChanges.Recovered or SurveyChanges.Called or SurveyChanges.Withdrawn ? null : (object)entry.What,
            }),
        }).ToListAsync(cancellationToken);

    public async Task EraseAsync(KnownPerson person, CancellationToken cancellationToken)
    {
        foreach (var id in SurveysIn(person.Cases))
        {
            await eraser.EraseAsync(id, cancellationToken);
        }
    }

    /// <summary>Ends for good what isn't over. Nobody is told: whoever asked to be forgotten isn't written to about a survey.</summary>
    public async Task EndAsync(DurableTaskClient client, KnownPerson person, string by, CancellationToken cancellationToken)
    {
        foreach (var id in SurveysIn(person.LiveCases))
        {
            await desk.WithdrawAsync(client, id, Actor.SystemFor(by), Channel.Api, because: null, cancellationToken);
        }
    }

    public async Task<bool> AreAtRestAsync(DurableTaskClient client, KnownPerson person, CancellationToken cancellationToken)
    {
        var isAtRest = true;
        foreach (var id in SurveysIn(person.Cases))
        {
            if (await client.GetInstanceAsync(id.ToString(), cancellationToken) is { IsCompleted: false })
            {
                if (await cases.ReadAsync(id, cancellationToken) is { } record && record.State.WithdrawnAt is null)
                {
                    // It is over, and would only wait for its last hour.
                    await desk.WithdrawAsync(client, id, Actor.Timer, Channel.Api, because: null, cancellationToken);
                }
                else
                {
                    // Whoever withdrew it may have gone down before the survey heard of it.
                    await CaseEvents.RaiseAsync(client, id, cancellationToken: cancellationToken);
                }
                isAtRest = false;
            }
        }
        return isAtRest;
    }

    static IEnumerable<CaseId> SurveysIn(IEnumerable<string> ids) => ids.Select(CaseId.Parse).Where(id => id.Kind == CaseKind.Survey);

    async IAsyncEnumerable<SurveyRecord> RecordsOf(KnownPerson person, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var entry in index.AllAsync(CaseQuery.OfMember(person.Key), cancellationToken).Where(entry => entry.Id.Kind == CaseKind.Survey))
        {
            if (await cases.ReadAsync(entry.Id, cancellationToken) is { } record)
            {
                yield return record;
            }
        }
    }
}
