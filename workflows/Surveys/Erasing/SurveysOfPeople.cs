using MemberServices.Cases;
using MemberServices.Surveys.Answering;
using Microsoft.DurableTask.Client;

namespace MemberServices.Surveys.Erasing;

/// <summary>
/// How surveys are exported, ended and erased. Nobody is told: whoever asked to be forgotten isn't written to about a survey. What it was about,
/// its times and the numbers that were answered stay, for the figures.
/// </summary>
public sealed class SurveysOfPeople(SurveyCases cases, SurveyIndex index, SurveyDesk desk) : ILogsOfPeople<SurveyOpened>
{
    public CaseKind Kind => CaseKind.Survey;

    public bool HasOthers => false;

    public (string Name, string Email) PersonOf(SurveyOpened opened) => (opened.Person.Name, opened.Person.Email);

    public bool IsOver(SurveyRecord record, DateTimeOffset now) => record.State.IsOver(record.Opened, now);

    public object Export(SurveyRecord record) => new
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
    };

    public Task WithdrawAsync(DurableTaskClient client, CaseId id, Actor by, CancellationToken cancellationToken) =>
        desk.WithdrawAsync(client, id, by, Channel.Api, because: null, cancellationToken);

    /// <summary>One that is over would only wait for its last hour: withdrawn, it waits no more.</summary>
    public async Task HastenAsync(DurableTaskClient client, CaseId id, CancellationToken cancellationToken)
    {
        if (await cases.ReadAsync(id, cancellationToken) is { State.WithdrawnAt: null })
        {
            await WithdrawAsync(client, id, Actor.Timer, cancellationToken);
        }
        else
        {
            // Whoever withdrew it may have gone down before the survey heard of it.
            await CaseEvents.RaiseAsync(client, id, cancellationToken: cancellationToken);
        }
    }

    public async Task EraseAsync(CaseId id, CancellationToken cancellationToken)
    {
        await cases.EraseAsync(
            id,
            opened => opened with
            {
                Person = new SurveyedPerson("", "", "", opened.Person.TimeZone),
                Service = opened.Service with { Key = "", About = null, Helper = null, Case = null },
            },
            outcome => outcome, WithoutWords, cancellationToken);
        await index.UpdateAsync(await cases.GetAsync(id, cancellationToken), dueAt: null, cancellationToken);
    }

    static CaseEntry WithoutWords(CaseEntry entry) => entry.Kind switch
    {
        SurveyChanges.Answered => entry.Saying(entry.Read<SurveyAnswer>().WithoutWords()),
        SurveyChanges.SaidBetter => entry.Saying(entry.Read<BetterAnswer>() with { Comment = null }),
        SurveyChanges.Called => entry.Saying(entry.Read<SurveyCall>() with { Text = null }),
        SurveyChanges.Withdrawn => entry.Saying(new SurveyMark()),
        SurveyChanges.Complained => entry.Saying(entry.Read<SurveyComplaint>() with { Text = "", About = null }),
        SurveyChanges.Recovered => entry.Saying(new SurveyRecovery("")),
        _ => entry,
    };
}
