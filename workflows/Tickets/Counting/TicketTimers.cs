using System.Globalization;
using System.Text.Json.Serialization;
using MemberServices.Calendar;
using MemberServices.Cases;

namespace MemberServices.Tickets.Counting;

/// <summary>What a timer of a ticket does. Zero is nothing.</summary>
[JsonConverter(typeof(EnumNameConverter<TimerKind>))]
public enum TimerKind
{
    /// <summary>Whoever has the ticket hears that a promise is near.</summary>
    Warn = 1,

    /// <summary>A promise wasn't kept.</summary>
    Miss,

    /// <summary>The manager hears that nobody has answered yet.</summary>
    Manager,

    /// <summary>The customer is reminded.</summary>
    Remind,

    /// <summary>We go on without the customer.</summary>
    GoOn,
}

/// <summary>Something that a ticket does at a time, once.</summary>
/// <param name="Id">Which, of the ticket's: "resolution-1.missed".</param>
/// <param name="Kind">What is done.</param>
/// <param name="At">When.</param>
/// <param name="Clock">The promise that it is about; null: a silence.</param>
public sealed record TicketTimer(string Id, TimerKind Kind, DateTimeOffset At, TicketClock? Clock)
{
    /// <summary>How the id of every timer ends that tells of a missed promise.</summary>
    public const string Missed = ".missed";

    public static string MissedOf(string clock) => clock + Missed;
}

/// <summary>What a ticket does by itself, and what is written into its log when it has come. Pure.</summary>
public static class TicketTimers
{
    /// <summary>The manager hears that nobody has answered.</summary>
    public const string ManagerId = $"{TicketClocks.FirstResponseId}.manager";

    /// <summary>All that is to come, or has come and isn't in the log yet, in the order of time. Judged by when things happened: a promise that was kept too late was missed.</summary>
    public static IReadOnlyList<TicketTimer> Of(TicketOpened opened, TicketState state) =>
    [
        .. TicketClocks.Of(opened, state).SelectMany(OfClock)
            .Concat(TicketClocks.FirstResponse(opened, state, opened.Policy.FirstResponse.ManagerMinutes)
                .SelectMany(clock => At(ManagerId, TimerKind.Manager, clock.Clock.DueAt, clock)))
            .Concat(OfSilence(opened, state))
            .Where(timer => !state.Passed.Contains(timer.Id))
            .OrderBy(timer => timer.At).ThenBy(timer => timer.Kind).ThenBy(timer => timer.Id, StringComparer.Ordinal),
    ];

    /// <summary>What a timer that has come writes into the log, by the log as it is.</summary>
    public static CaseEntry Passing(TicketOpened opened, TicketState state, TicketTimer timer) => timer switch
    {
        { Kind: TimerKind.Miss, Clock: { Kind: ClockKind.Resolution } clock } when CanMoveUp(opened, state, clock) => Entry(
            timer, TicketChanges.Moved, new TicketMove(state.Level + 1, $"{opened.Policy.Levels[state.Level - 1].Name} didn't resolve it in time", Timer: timer.Id)),
        { Kind: TimerKind.GoOn } when state.Phase == TicketPhase.Waiting => Entry(timer, TicketChanges.Resolved, new TicketResolution(null, timer.Id)),
        { Kind: TimerKind.GoOn } => Entry(timer, TicketChanges.Closed, new TicketClosing(TicketEnd.Silence, timer.Id)),
        _ => Entry(timer, TicketChanges.Passed, new TicketThreshold(timer.Id)),
    };

    static bool CanMoveUp(TicketOpened opened, TicketState state, TicketClock missed) =>
        state.Phase is TicketPhase.Open or TicketPhase.Waiting && state.Level < opened.Policy.Levels.Count && missed.Id == TicketClocks.ResolutionId(state.Levels.Count);

    static IEnumerable<TicketTimer> OfClock(TicketClock clock) =>
        [.. At($"{clock.Id}.warned", TimerKind.Warn, clock.WarnsAt, clock), .. At(TicketTimer.MissedOf(clock.Id), TimerKind.Miss, clock.DueAt, clock)];

    static IEnumerable<TicketTimer> OfSilence(TicketOpened opened, TicketState state)
    {
        var silence = state.Phase switch
        {
            TicketPhase.Waiting => opened.Policy.Waiting,
            TicketPhase.Resolved when !state.HasWords => opened.Policy.Resolved,
            _ => null,
        };
        if (silence is null)
        {
            return [];
        }
        var (calendar, id) = (opened.CalendarOf(state.Level), string.Create(CultureInfo.InvariantCulture, $"silence-{state.Silence}"));
        return
        [
            .. At($"{id}.reminded", TimerKind.Remind, calendar.DeadlineAfter(state.Since, silence.ReminderDays), null),
            .. At($"{id}.ended", TimerKind.GoOn, calendar.DeadlineAfter(state.Since, silence.EndDays), null),
        ];
    }

    static IEnumerable<TicketTimer> At(string id, TimerKind kind, DateTimeOffset? at, TicketClock? clock) => at is { } when ? [new TicketTimer(id, kind, when, clock)] : [];

    static CaseEntry Entry<T>(TicketTimer timer, string kind, T what) => CaseEntry.Of(kind, timer.At, Actor.Timer, Channel.System, what);
}
