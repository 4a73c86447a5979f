using MemberServices.Cases;
using MemberServices.Messages;

namespace MemberServices.Surveys.Choosing;

/// <summary>Decides what is due: whether it is done, or why not. Either stands in the log, so that it is decided once.</summary>
public sealed class SurveyRounds(SurveyCases cases, SurveyPermission permission)
{
    public const string NotSampled = "not-in-the-sample";

    /// <summary>The survey's log with the decision in it.</summary>
    public async Task<SurveyRecord> PassAsync(SurveyRecord record, SurveyTimer timer, DateTimeOffset at)
    {
        // The mail of a survey that was shown on a page is the same asking.
        var what = DeterministicId.From(record.Id, timer.Kind);
        var because = timer.Kind switch
        {
            SurveyChanges.Asked or SurveyChanges.AskedAgain => await permission.RefusalAsync(record, what, at, isContact: true),
            SurveyChanges.Reminded => await permission.AnotherRefusalAsync(record, what, at),
            SurveyChanges.Listed => IsCalled(record.Opened) ? await permission.AnotherRefusalAsync(record, what, at) : NotSampled,
            SurveyChanges.Closed => null,
            _ => throw new InvalidOperationException($"Nothing is decided about {timer.Kind}."),
        };
        var (after, added) = await cases.AddEntryAsync(
            record.Id,
            now => SurveyTimers.Next(now.Opened, now.State, at) == timer ? CaseEntry.Of(timer.Kind, at, Actor.Timer, Channel.System, new SurveyMark(because)) : null);
        if (added is null && because is null && !after.Entries.Any(entry => entry.Kind == timer.Kind))
        {
            // They answered in between.
            await permission.RefundAsync(record, what);
        }
        return after;
    }

    static bool IsCalled(SurveyOpened opened) => Sampling.IsCalled(opened.Service.Key, opened.Person.MemberKey, opened.Policy.SecondSharePercent);
}
