using MemberServices.Calendar;
using MemberServices.Cases;
using MemberServices.Tickets.Viewing;

namespace MemberServices.Tickets.Counting;

/// <summary>What a ticket of a priority does by itself while nobody answers it, from the form to the manager.</summary>
public sealed class TicketPreview(Priority priority, TicketPolicy policy, NamedCalendars calendars) : IPolicyPreview
{
    public string Kind => $"ticket-{EnumNames<Priority>.Of(priority)}";

    public IReadOnlyList<PreviewedStage> StagesFrom(DateTimeOffset openedAt)
    {
        var opened = new TicketOpened(
            new TicketRequest("", "", null, null, policy.Categories[0].Id, priority, "", ""), openedAt, Actor.Timer, Channel.Form, policy,
            [.. policy.Levels.Select(level => calendars.Of(level).Policy)]);
        var log = new List<CaseEntry>();
        var deadlines = new List<PreviewedDeadline>();
        // Each promise that is missed is followed by another, and at last by none.
        while (TicketState.Fold(opened, log) is var state && TicketTimers.Of(opened, state) is [var timer, ..])
        {
            deadlines.Add(new PreviewedDeadline(
                EnumNames<TimerKind>.Of(timer.Kind), 1 + deadlines.Count(each => each.Kind == EnumNames<TimerKind>.Of(timer.Kind)), TicketViews.Words(timer, opened, state), timer.At,
                How(timer)));
            log.Add(TicketTimers.Passing(opened, state, timer) with { Number = log.Count + 1 });
        }
        return [new PreviewedStage(Kind, $"Ticket, {EnumNames<Priority>.Of(priority)}", deadlines)];
    }

    string How(TicketTimer timer)
    {
        var counted = $"{StandardsInWords.Of(timer.Clock!.Target)}, {(priority == Priority.Urgent ? "around the clock" : "in opening hours")}";
        return timer.Kind == TimerKind.Warn ? $"{policy.WarnPercent} percent of {counted}" : counted;
    }
}
