namespace MemberServices.Tickets;

public static class TicketRecords
{
    extension(TicketRecord record)
    {
        public TicketState State => TicketState.Of(record);
    }

    /// <summary>Until when a closed ticket can be reopened; null while it isn't closed.</summary>
    public static DateTimeOffset? ReopenableUntil(this TicketRecord record) =>
        record.State is { Phase: TicketPhase.Closed } state ? state.Since.AddDays(record.Opened.Policy.ReopenDays) : null;
}
