using MemberServices.Calendar;
using MemberServices.Cases;

namespace MemberServices.Surveys;

/// <summary>When somebody who doesn't answer is asked about a ticket that is closed then, as if their clock were ours.</summary>
public sealed class SurveyPreview(SurveyPolicy policy, NamedCalendars calendars) : IPolicyPreview
{
    public string Kind => CaseKind.Survey.Name;

    public IReadOnlyList<PreviewedStage> StagesFrom(DateTimeOffset openedAt)
    {
        var calendar = calendars.Default.Policy;
        var opened = new SurveyOpened(
            Service.OfTicket("", 1, openedAt, "", null, "", 1), new SurveyedPerson("", "", "", calendar.TimeZone), openedAt, openedAt.AddMinutes(policy.TicketMinutes), policy, calendar);
        var (state, now, deadlines) = (new SurveyState(), openedAt, new List<PreviewedDeadline>());
        while (SurveyTimers.Next(opened, state, now) is { } timer)
        {
            now = timer.At;
            var (what, how) = Words(timer.Kind);
            deadlines.Add(new PreviewedDeadline(timer.Kind, 1, what, now, how));
            state = state.With(timer.Kind, now);
        }
        return [new PreviewedStage(Kind, "Survey", deadlines)];
    }

    (string What, string How) Words(string kind) => kind switch
    {
        SurveyChanges.Asked => ("The mail with the first question", FormattableString.Invariant($"{policy.TicketMinutes} minutes after the closing{Hours}")),
        SurveyChanges.Reminded => ("The one reminder", FormattableString.Invariant($"{policy.ReminderDays} days after the mail{Hours}")),
        SurveyChanges.Listed => ("Staff may call, if the second sample has them", FormattableString.Invariant($"{policy.CallDays} days after the mail, at the next open moment")),
        SurveyChanges.Closed => ("Nobody waits for an answer any more", FormattableString.Invariant($"{policy.CloseDays} days after the mail")),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "A timer without words."),
    };

    string Hours => FormattableString.Invariant($", between {policy.FromHour}:00 and {policy.ToHour}:00 of the member’s clock");
}
