using MemberServices.Cases;
using MemberServices.Desk.Cases;
using MemberServices.Desk.Frame;
using MemberServices.Staff;
using MemberServices.Tickets.Counting;
using MemberServices.Tickets.Viewing;

namespace MemberServices.Tickets.Desk;

/// <summary>Puts a ticket's story together. What it reads is bounded, however much was said.</summary>
public sealed class TicketStories(TicketCases cases, TicketViews views, TicketDeeds deeds, CaseSurroundings around, DeskTimes times, TimeProvider clock)
{
    const int MostLines = 60;

    /// <summary>A ticket's story; null when there is no such ticket.</summary>
    /// <param name="id">Which.</param>
    /// <param name="who">Who looks at it.</param>
    /// <param name="fits">Which lines are shown.</param>
    /// <param name="skip">How many of the newest lines are left out.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<TicketStory?> FindAsync(CaseId id, PersonInRoles who, Func<TicketLine, bool> fits, int skip, CancellationToken cancellationToken)
    {
        if (await cases.ReadAsync(id, cancellationToken) is not { } record)
        {
            return null;
        }
        var view = views.Of(record, clock.GetUtcNow());
        var lines = view.History.Where(fits).Reverse().Skip(skip).Take(MostLines + 1).Reverse().ToList();
        var hasEarlier = lines.Count > MostLines;
        return new TicketStory(
            record, view, WaitOf(record), [.. lines.Skip(hasEarlier ? 1 : 0).Select(line => TicketTalk.Of(record, line))], hasEarlier, Promises(view), [.. Next(record)],
            await around.WorkAsync(id, cancellationToken), await deeds.OfAsync(record, who.Person), deeds.AnswersTo(record), await around.OthersAsync(id, record.Opened.Request.MemberKey, record.Opened.Request.Email, cancellationToken));
    }

    TicketWait WaitOf(TicketRecord record)
    {
        var (opened, state) = (record.Opened, record.State);
        var name = record.Customer.Name;
        var end = TicketTimers.Of(opened, state).FirstOrDefault(timer => timer.Kind == TimerKind.GoOn)?.At;
        switch (state.Phase)
        {
            case TicketPhase.Closed:
                var until = state.ReopenableUntil(opened) is { } last && last > clock.GetUtcNow() ? $"It can be reopened until {times.WithZone(last)}." : "It can’t be reopened any more.";
                return new TicketWait($"{times.WithZone(state.Since)}: {EndOf(state.End!.Value)}", "", null, null, until, null);
            case TicketPhase.Waiting:
                return new TicketWait($"{name} has to answer us", "until", end, null, "Then it is taken to be solved, and they are asked whether it is.", null);
            case TicketPhase.Resolved when !state.HasWords:
                return new TicketWait($"{name} has to say whether it is solved", "until", end, null, "Then it is closed.", null);
        }
        var next = TicketPromises.Next(opened, state);
        var late = TicketPromises.LateSince(record, state);
        var holder = state.Person is { } person ? $"{person.Name} has it." : $"Nobody of {opened.Policy.Levels[state.Level - 1].Name} has it yet.";
        var what = next?.Kind switch
        {
            ClockKind.FirstResponse => "a first answer",
            ClockKind.Resolution => "a solution",
            _ => "an answer",
        };
        var owed = state.IsForManager ? "A manager sees to it, too. " : "";
        return new TicketWait($"We owe {name} {what}", "by", next?.DueAt, holder, next is null ? $"{owed}No promise runs any more: the last ones were missed." : owed.Length > 0 ? owed : null, late);
    }

    static IReadOnlyList<ShownPromise> Promises(TicketView view) =>
    [
        .. view.Promises.GroupBy(promise => promise.Kind).OrderBy(group => group.Key).Select(group => new ShownPromise(PromiseNames.Of(group.Key), group.Last())),
    ];

    IEnumerable<ComingLine> Next(TicketRecord record)
    {
        var (opened, state, now) = (record.Opened, record.State, clock.GetUtcNow());
        return TicketTimers.Of(opened, state).Where(timer => timer.At > now).Select(timer => new ComingLine(timer.At, TicketViews.Words(timer, opened, state), Why(timer, opened, state)));
    }

    /// <summary>By which rule something is then.</summary>
    string Why(TicketTimer timer, TicketOpened opened, TicketState state)
    {
        if (timer.Clock is not { } promise)
        {
            var silence = state.Phase == TicketPhase.Waiting ? opened.Policy.Waiting : opened.Policy.Resolved;
            return $"{Days(timer.Kind == TimerKind.Remind ? silence.ReminderDays : silence.EndDays)} without a word since {times.Exact(state.Since, isInside: true)}";
        }
        var standard = opened.Policy.StandardOf(state.Priority);
        var target = promise.ExtendedTo is not null ? "the new time that was given"
            : promise.Kind switch
            {
                ClockKind.FirstResponse => $"{(timer.Kind == TimerKind.Manager ? opened.Policy.FirstResponse.ManagerMinutes : opened.Policy.FirstResponse.Minutes)} minutes of opening hours",
                ClockKind.NextUpdate => StandardsInWords.Of(state.Updates is [.., { IsReopened: true }] ? opened.Policy.ReopenedUpdate : standard.NextUpdate, state.Priority),
                _ => $"{StandardsInWords.Of(standard.Resolution[state.Level - 1], state.Priority)} at {opened.Policy.Levels[state.Level - 1].Name}",
            };
        var from = promise.Kind switch
        {
            ClockKind.FirstResponse => opened.ReceivedAt,
            ClockKind.NextUpdate => state.Updates[^1].From,
            _ => state.Levels[^1].At,
        };
        return $"{(timer.Kind == TimerKind.Warn ? $"{opened.Policy.WarnPercent} % of " : "")}{target}, from {times.Exact(from, isInside: true)}";
    }

    static string Days(int days) => days == 1 ? "1 business day" : $"{days} business days";

    internal static string EndOf(TicketEnd end) => end switch
    {
        TicketEnd.Confirmed => "the customer said that it is solved",
        TicketEnd.Silence => "the customer didn’t say whether it is solved",
        TicketEnd.SolvedItself => "it solved itself",
        TicketEnd.Duplicate => "it repeats another ticket",
        TicketEnd.Withdrawn => "its customer’s data were to be erased",
        _ => throw new ArgumentOutOfRangeException(nameof(end), end, "An end without words."),
    };
}
