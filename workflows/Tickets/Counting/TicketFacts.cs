using System.Globalization;
using MemberServices.Cases;

namespace MemberServices.Tickets.Counting;

/// <summary>Something of a ticket that the figures count.</summary>
/// <param name="Figure">For which figure.</param>
/// <param name="Which">Which of the ticket's: "resolution-2".</param>
/// <param name="At">When it happened.</param>
/// <param name="Level">At which level, from 1.</param>
/// <param name="Priority">With which priority.</param>
/// <param name="IsKept">Whether a promise was kept; null: it is no promise.</param>
public sealed record TicketFact(string Figure, string Which, DateTimeOffset At, int Level, Priority Priority, bool? IsKept = null);

/// <param name="Fact">What is to be counted, or was.</param>
/// <param name="IsTakenBack">Whether it was counted and isn't so.</param>
public sealed record TicketFactChange(TicketFact Fact, bool IsTakenBack);

/// <summary>
/// What the figures count of a ticket. Pure. Each entry of its log changes it: what a late entry makes untrue is taken back on the day on
/// which it was counted.
/// </summary>
public static class TicketFacts
{
    /// <summary>What an entry changes.</summary>
    /// <param name="record">The ticket; later entries count for nothing.</param>
    /// <param name="entry">Which entry; 0: the opening.</param>
    public static IReadOnlyList<TicketFactChange> ChangesBy(TicketRecord record, int entry)
    {
        var before = entry == 0 ? [] : Of(record.Opened, [.. record.Entries.Where(each => each.Number < entry)]);
        var after = Of(record.Opened, [.. record.Entries.Where(each => each.Number <= entry)]);
        return [.. before.Except(after).Select(fact => new TicketFactChange(fact, true)), .. after.Except(before).Select(fact => new TicketFactChange(fact, false))];
    }

    /// <summary>All that counts after some entries; of what repeats another ticket, nothing.</summary>
    public static IReadOnlyList<TicketFact> Of(TicketOpened opened, IReadOnlyList<CaseEntry> entries)
    {
        var state = TicketState.Fold(opened, entries);
        if (state.End == TicketEnd.Duplicate)
        {
            return [];
        }
        var reopened = state.Updates.Where(owed => owed is { IsReopened: true, Missed: 0 }).Select(owed => owed.From).ToList();
        return
        [
            Fact(TicketFigures.Opened, "", opened.ReceivedAt),
            .. ResolvedIn(state).DistinctBy(at => reopened.Count(each => each <= at)).Select((at, i) => Fact(TicketFigures.Resolved, Number(i), at)),
            .. reopened.Select((at, i) => Fact(TicketFigures.Reopened, Number(i), at)),
            .. state.Levels.Index().Skip(1).Where(each => each.Item.Level > state.Levels[each.Index - 1].Level)
                .Select(each => Fact(TicketFigures.MovedUp, Number(each.Index), each.Item.At, state.Levels[each.Index - 1].Level)),
            .. Promises(opened, state, entries),
        ];

        TicketFact Fact(string figure, string which, DateTimeOffset at, int? level = null) =>
            new(figure, which, at, level ?? TicketClocks.LevelAt(state, at), state.Priority);
    }

    /// <summary>
    /// The promises of the standard that came due or were kept. A new time, and the promise that follows a missed one, change nothing in
    /// whether the standard was kept. What was handed to another level or closed before it was due is neither.
    /// </summary>
    static IEnumerable<TicketFact> Promises(TicketOpened opened, TicketState state, IReadOnlyList<CaseEntry> entries)
    {
        var known = entries.Select(entry => entry.At).Append(opened.ReceivedAt).Max();
        var answers = entries.Where(IsAnswer).Select(entry => entry.At < opened.ReceivedAt ? opened.ReceivedAt : entry.At).ToHashSet();
        var clocks = TicketClocks.Of(opened, state with { Extensions = state.Extensions.Clear() }).ToDictionary(clock => clock.Id);
        var promised = new List<(string Id, int Level, DateTimeOffset? KeptAt)>();
        if (clocks.TryGetValue(TicketClocks.FirstResponseId, out var first))
        {
            promised.Add((first.Id, 1, Answered(first)));
        }
        foreach (var (i, owed) in state.Updates.Index().Where(each => each.Item.Missed == 0))
        {
            var id = TicketClocks.UpdateId(i + 1);
            promised.Add((id, TicketClocks.LevelAt(state, owed.From), Answered(clocks[id])));
        }
        foreach (var (i, entry) in state.Levels.Index())
        {
            promised.Add((TicketClocks.ResolutionId(i + 1), entry.Level, i + 1 == state.Levels.Count ? ResolvedNow(state) : null));
        }
        foreach (var (id, level, keptAt) in promised)
        {
            if ((clocks[id].DueAt is { } due && due <= known ? due : keptAt) is { } at)
            {
                yield return new TicketFact(TicketFigures.Of(clocks[id].Kind), id, at, level, state.Priority, IsKept: clocks[id].DueAt is null || clocks[id].DueAt > known);
            }
        }

        DateTimeOffset? Answered(TicketClock clock) => clock.StoppedAt is { } at && answers.Contains(at) ? at : null;
    }

    static bool IsAnswer(CaseEntry entry) =>
        entry.Kind == TicketChanges.Answered || entry.Kind == TicketChanges.Resolved && entry.Read<TicketResolution>().Text is not null;

    /// <summary>Each time at which it was resolved.</summary>
    static IEnumerable<DateTimeOffset> ResolvedIn(TicketState state) => state.Pauses.Where(pause => pause.Why == TicketPause.Resolved).Select(pause => pause.From);

    /// <summary>Since when it is resolved, closed afterwards or not; null: it isn't.</summary>
    static DateTimeOffset? ResolvedNow(TicketState state) =>
        state.Phase is TicketPhase.Resolved or TicketPhase.Closed && state.Pauses.Reverse().SkipWhile(pause => pause.Why == TicketPause.Closed).FirstOrDefault() is { Why: TicketPause.Resolved } last
            && (state.Phase == TicketPhase.Resolved || state.Pauses.Any(pause => pause.Why == TicketPause.Closed && pause.From == last.To))
            ? last.From
            : null;

    static string Number(int index) => index.ToString(CultureInfo.InvariantCulture);
}
