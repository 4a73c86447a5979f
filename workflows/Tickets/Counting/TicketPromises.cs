namespace MemberServices.Tickets.Counting;

/// <summary>What the customer is told of a ticket's promises. Pure.</summary>
public static class TicketPromises
{
    /// <summary>By when the customer hears from us: the first response or the next word, else the resolution. Null while we owe nothing.</summary>
    public static TicketClock? Next(TicketOpened opened, TicketState state) =>
        Running(opened, state).FirstOrDefault(clock => clock.Kind is ClockKind.FirstResponse or ClockKind.NextUpdate) ?? Solution(opened, state);

    /// <summary>By when we expect to have solved it. Null while that waits.</summary>
    public static TicketClock? Solution(TicketOpened opened, TicketState state) => Running(opened, state).LastOrDefault(clock => clock.Kind == ClockKind.Resolution);

    /// <summary>Since when the customer waits in vain: for a word since we promised one, or for the present level's solution. Null: we are in time, or owe nothing.</summary>
    public static DateTimeOffset? LateSince(TicketRecord record, TicketState state)
    {
        if (!state.IsOurs)
        {
            return null;
        }
        var heard = record.Entries.Where(entry => entry.Kind is TicketChanges.Answered or TicketChanges.Resolved).Select(entry => (DateTimeOffset?)entry.At).Max();
        var solution = TicketClocks.ResolutionId(state.Levels.Count);
        var missed = record.Entries.Where(entry => entry.Kind == TicketChanges.Passed).Select(entry => (entry.At, entry.Read<TicketThreshold>().Timer))
            .Where(passed => passed.Timer.EndsWith(TicketTimer.Missed, StringComparison.Ordinal));
        return missed.Where(passed => passed.Timer.StartsWith("resolution-", StringComparison.Ordinal)
                ? passed.Timer == TicketTimer.MissedOf(solution) && !state.Extensions.ContainsKey(solution)
                : heard is null || passed.At > heard)
            .Select(passed => (DateTimeOffset?)passed.At).Min();
    }

    // What was missed is no promise any more.
    static IEnumerable<TicketClock> Running(TicketOpened opened, TicketState state) =>
        TicketClocks.Of(opened, state).Where(clock => clock is { StoppedAt: null, DueAt: not null } && !state.Passed.Contains(TicketTimer.MissedOf(clock.Id)));
}
