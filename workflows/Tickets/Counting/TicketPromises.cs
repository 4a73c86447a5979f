namespace MemberServices.Tickets.Counting;

/// <summary>What the customer is told of a ticket's promises. Pure.</summary>
public static class TicketPromises
{
    /// <summary>By when the customer hears from us: the first response or the next word, else the resolution. Null while we owe nothing.</summary>
    public static TicketClock? Next(TicketOpened opened, TicketState state) =>
        Running(opened, state).FirstOrDefault(clock => clock.Kind is ClockKind.FirstResponse or ClockKind.NextUpdate) ?? Solution(opened, state);

    /// <summary>By when we expect to have solved it. Null while that waits.</summary>
    public static TicketClock? Solution(TicketOpened opened, TicketState state) => Running(opened, state).LastOrDefault(clock => clock.Kind == ClockKind.Resolution);

    // What was missed is no promise any more.
    static IEnumerable<TicketClock> Running(TicketOpened opened, TicketState state) =>
        TicketClocks.Of(opened, state).Where(clock => clock is { StoppedAt: null, DueAt: not null } && !state.Passed.Contains(TicketTimer.MissedOf(clock.Id)));
}
