using MemberServices.Cases;
using MemberServices.Cases.Finding;
using MemberServices.Links;
using MemberServices.Retention;
using MemberServices.WorkItems;

namespace MemberServices.Surveys.Erasing;

/// <summary>Takes people and what they wrote out of surveys that are over. What it was about, its times and the numbers that were answered stay, for the figures.</summary>
public sealed class SurveyEraser(SurveyCases cases, SurveyIndex surveys, CaseIndex index, WorkItemEraser work, LinkTable links, RetentionPolicy retention) : IForgetting
{
    public string What => "finished surveys";

    /// <summary>Those that have been over for as long as the policy says.</summary>
    public async Task<int> ForgetAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var erased = new HashSet<string>();
        // An erased one leaves the list, so all are read before the first is.
        foreach (var entry in await index.AllAsync(CaseQuery.EndedBefore(CaseKind.Survey, now.AddDays(-retention.FinishedCaseDays)), cancellationToken).ToListAsync(cancellationToken))
        {
            await work.EraseAllAsync($"{entry.Id}.", cancellationToken);
            await EraseAsync(entry.Id, cancellationToken);
            erased.Add(entry.Id.ToString());
        }
        if (erased.Count > 0)
        {
            await links.ForgetOfAsync(erased, cancellationToken);
        }
        return erased.Count;
    }

    /// <summary>Takes people out of a survey and of what it is found by. A repeat changes nothing.</summary>
    public async Task EraseAsync(CaseId id, CancellationToken cancellationToken = default)
    {
        await cases.EraseAsync(
            id,
            opened => opened with
            {
                Person = new SurveyedPerson("", "", "", opened.Person.TimeZone),
                Service = opened.Service with { Key = "", About = null, Helper = null, Case = null },
            },
            outcome => outcome, WithoutWords, cancellationToken);
        await surveys.UpdateAsync(await cases.GetAsync(id, cancellationToken), dueAt: null, cancellationToken);
    }

    static CaseEntry WithoutWords(CaseEntry entry) => entry.Kind switch
    {
        SurveyChanges.Answered => As(entry, entry.Read<SurveyAnswer>().WithoutWords()),
        SurveyChanges.SaidBetter => As(entry, entry.Read<BetterAnswer>() with { Comment = null }),
        SurveyChanges.Called => As(entry, entry.Read<SurveyCall>() with { Text = null }),
        SurveyChanges.Withdrawn => As(entry, new SurveyMark()),
        SurveyChanges.Complained => As(entry, entry.Read<SurveyComplaint>() with { Text = "", About = null }),
        SurveyChanges.Recovered => As(entry, new SurveyRecovery("")),
        _ => entry,
    };

    static CaseEntry As<T>(CaseEntry entry, T what) => CaseEntry.Of(entry.Kind, entry.At, entry.By, entry.Channel, what) with { Number = entry.Number };
}
