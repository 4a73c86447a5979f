using System.Globalization;
using System.Text.Json.Serialization;
using MemberServices.Cases;

namespace MemberServices.Tickets.Counting;

/// <summary>What a clock counts toward. Zero is nothing.</summary>
[JsonConverter(typeof(EnumNameConverter<ClockKind>))]
public enum ClockKind
{
    FirstResponse = 1,
    NextUpdate,
    Resolution,
}

/// <summary>One promise of a ticket with all that it is computed from.</summary>
/// <param name="Id">Which of the ticket's: "resolution-2" is the second level's.</param>
/// <param name="Kind">What is promised.</param>
/// <param name="Clock">Computes it, and lists every interval.</param>
/// <param name="Target">The open time that we have.</param>
/// <param name="StoppedAt">When it was kept, or ended otherwise; null: it runs, or is paused.</param>
/// <param name="ExtendedTo">The new time that somebody gave it, or null.</param>
public sealed record TicketClock(string Id, ClockKind Kind, StopClock Clock, TimeSpan Target, DateTimeOffset? StoppedAt, DateTimeOffset? ExtendedTo)
{
    /// <summary>By when it is due; null while it is paused, or when it was kept in time.</summary>
    public DateTimeOffset? DueAt => Clock.DueAt;

    /// <summary>When whoever has the ticket is warned; null as <see cref="DueAt"/>.</summary>
    public DateTimeOffset? WarnsAt => Clock.WarnsAt;
}

/// <summary>The promises of a ticket. Pure: the same log gives the same times, whenever it is asked.</summary>
public static class TicketClocks
{
    static readonly TimeSpan Shortest = TimeSpan.FromMinutes(1);

    public const string FirstResponseId = "first-response";

    /// <summary>The clock of the customer's n-th wait.</summary>
    public static string UpdateId(int number) => string.Create(CultureInfo.InvariantCulture, $"next-update-{number}");

    /// <summary>The clock of the n-th level that the ticket was at.</summary>
    public static string ResolutionId(int number) => string.Create(CultureInfo.InvariantCulture, $"resolution-{number}");

    /// <summary>Every promise that was made, the first first.</summary>
    public static IReadOnlyList<TicketClock> Of(TicketOpened opened, TicketState state) =>
        [.. FirstResponse(opened, state, opened.Policy.FirstResponse.Minutes), .. state.Updates.Select((_, i) => NextUpdate(opened, state, i)), .. state.Levels.Select((_, i) => Resolution(opened, state, i))];

    /// <summary>The first response, with another number of minutes for the manager; none where a person answered when it was opened.</summary>
    public static IEnumerable<TicketClock> FirstResponse(TicketOpened opened, TicketState state, int minutes)
    {
        if (opened.Policy.FirstResponse.Channels.Contains(opened.Channel))
        {
            yield return Clock(opened, state, FirstResponseId, ClockKind.FirstResponse, opened.ReceivedAt, TimeSpan.FromMinutes(minutes), state.AnsweredAt, "answered", []);
        }
    }

    static TicketClock NextUpdate(TicketOpened opened, TicketState state, int index)
    {
        var (owed, level) = (state.Updates[index], LevelAt(state, state.Updates[index].From));
        var promised = owed.IsReopened ? opened.Policy.ReopenedUpdate : opened.Policy.StandardOf(state.Priority).NextUpdate;
        return Clock(
            opened, state, UpdateId(index + 1), ClockKind.NextUpdate, owed.From,
            promised.From(owed.From, opened.CalendarOf(level), state.Priority == Priority.Urgent), owed.To, "answered", []);
    }

    static TicketClock Resolution(TicketOpened opened, TicketState state, int index)
    {
        var entry = state.Levels[index];
        DateTimeOffset? left = index + 1 < state.Levels.Count ? state.Levels[index + 1].At : null;
        return Clock(
            opened, state, ResolutionId(index + 1), ClockKind.Resolution, entry.At,
            opened.Policy.StandardOf(state.Priority).Resolution[entry.Level - 1].From(entry.At, opened.CalendarOf(entry.Level), state.Priority == Priority.Urgent),
            left, "at another level", [.. state.Pauses.Select(pause => new ClockPause(pause.From, pause.To, pause.Why))]);
    }

    static TicketClock Clock(
        TicketOpened opened, TicketState state, string id, ClockKind kind, DateTimeOffset from, TimeSpan target, DateTimeOffset? stopped, string why,
        IReadOnlyList<ClockPause> pauses)
    {
        var facts = new ClockFacts
        {
            OpenedAt = from,
            Target = target,
            WarnPercent = opened.Policy.WarnPercent,
            Calendars = Enumerable.Range(1, opened.Calendars.Count).ToDictionary(level => level, level => opened.Calendars[level - 1]),
            StartLevel = LevelAt(state, from),
            LevelChanges = kind == ClockKind.Resolution ? [] : [.. state.Levels.Where(entry => entry.At > from).Select(entry => new LevelChange(entry.At, entry.Level))],
            Pauses = stopped is { } at ? [.. pauses, new ClockPause(at, null, why)] : pauses,
            AroundTheClock = state.Priority == Priority.Urgent,
        };
        var extended = state.Extensions.GetValueOrDefault(id);
        if (extended is not null)
        {
            facts = facts with { Target = UntilNewTime(opened, state, new StopClock(facts), extended) };
        }
        return new TicketClock(id, kind, new StopClock(facts), facts.Target, stopped, extended?.Until);
    }

    /// <summary>With a new time, the target is what was used when it was given, and the open time from then until the new time.</summary>
    static TimeSpan UntilNewTime(TicketOpened opened, TicketState state, StopClock clock, NewTime extended)
    {
        var more = state.Priority == Priority.Urgent
            ? extended.Until - extended.GivenAt
            : opened.CalendarOf(LevelAt(state, extended.GivenAt)).OpenTimeBetween(extended.GivenAt, extended.Until);
        var target = clock.UsedAt(extended.GivenAt) + more;
        // Another priority since then may have left nothing of it, or more than a clock counts.
        return target < Shortest ? Shortest : target > StopClock.LongestTarget ? StopClock.LongestTarget : target;
    }

    /// <summary>At which level the ticket was.</summary>
    internal static int LevelAt(TicketState state, DateTimeOffset at) => state.Levels.Last(entry => entry.At <= at).Level;
}
