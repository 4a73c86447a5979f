using MemberServices.Calendar;

namespace MemberServices.Surveys;

/// <param name="Kind">What is done: the kind of the entry that says so.</param>
/// <param name="At">When.</param>
public sealed record SurveyTimer(string Kind, DateTimeOffset At);

/// <summary>What a survey does next by itself. Pure.</summary>
public static class SurveyTimers
{
    /// <summary>The next thing, or null. What is a mail is at an hour at which the person may get one: also when it comes late.</summary>
    public static SurveyTimer? Next(SurveyOpened opened, SurveyState state, DateTimeOffset now)
    {
        var policy = opened.Policy;
        if (state.WithdrawnAt is not null || state.IsOver(opened, now))
        {
            return null;
        }
        if (state.Answer is { } answer)
        {
            return answer.What.IsLow && state is { RecoveredAt: { } called, AskedAgain: null } ? Mail(SurveyChanges.AskedAgain, called.AddDays(policy.FollowUpDays)) : null;
        }
        return state switch
        {
            _ when opened.IsAskedElsewhere => null,
            { Asked: null } => Mail(SurveyChanges.Asked, opened.AskAt),
            { Asked.IsDone: false } => null,
            { Reminded: null } => Mail(SurveyChanges.Reminded, state.Asked.At.AddDays(policy.ReminderDays)),
            { Listed: null } => new SurveyTimer(SurveyChanges.Listed, new BusinessCalendar(opened.Calendar).NextOpen(state.Asked.At.AddDays(policy.CallDays))),
            { Closed: null } => new SurveyTimer(SurveyChanges.Closed, state.Asked.At.AddDays(policy.CloseDays)),
            _ => null,
        };

        SurveyTimer Mail(string kind, DateTimeOffset at) => new(kind, opened.Hours.NextOpen(at > now ? at : now));
    }
}
