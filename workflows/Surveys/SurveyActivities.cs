using MemberServices.Cases;
using MemberServices.Surveys.Choosing;
using MemberServices.Surveys.Telling;
using Microsoft.Azure.Functions.Worker;

namespace MemberServices.Surveys;

/// <summary>What a survey does whenever its log has changed or something is due.</summary>
public sealed class SurveyActivities(SurveyCases cases, SurveyIndex index, SurveyRounds rounds, SurveyConsequences consequences)
{
    /// <summary>Whoever acted in the last moment has written it by then.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromHours(1);

    /// <summary>
    /// Asks, reminds, lists and closes when it is due, and does what each entry of the log asks for, once. Answers when to look
    /// again; null when nothing more can come of the survey.
    /// </summary>
    [Function(nameof(LookAtSurvey))]
    public async Task<DateTimeOffset?> LookAtSurvey([ActivityTrigger] CaseLook look)
    {
        var record = await cases.GetAsync(look.Case);
        while (SurveyTimers.Next(record.Opened, record.State, look.At) is { } timer && timer.At <= look.At)
        {
            record = await rounds.PassAsync(record, timer, look.At);
        }
        await consequences.FollowAsync(record);
        var next = NextLook(record, look.At);
        await index.UpdateAsync(record, next);
        return next;
    }

    static DateTimeOffset? NextLook(SurveyRecord record, DateTimeOffset now)
    {
        var state = record.State;
        var ends = state.EndsAt(record.Opened) + (state.WithdrawnAt is null ? Patience : TimeSpan.Zero);
        if (ends <= now)
        {
            return null;
        }
        var due = SurveyTimers.Next(record.Opened, state, now)?.At ?? now + CaseLoop.LongestSleep;
        return ends < due ? ends : due;
    }
}
