using System.Globalization;
using MemberServices.Cases;

namespace MemberServices.Tickets;

public static class TicketRecords
{
    extension(TicketRecord record)
    {
        public TicketState State => TicketState.Of(record);

        /// <summary>Since when the log has an entry of which nothing has followed yet; null: it has none.</summary>
        public DateTimeOffset? UnfollowedSince => record.Entries.FirstOrDefault(entry => !record.IsFollowed(entry.Number))?.At;
    }

    /// <summary>Until when a closed ticket can be reopened; null while it isn't closed.</summary>
    public static DateTimeOffset? ReopenableUntil(this TicketRecord record) =>
        record.State is { Phase: TicketPhase.Closed } state ? state.Since.AddDays(record.Opened.Policy.ReopenDays) : null;

    /// <summary>Whether all is done that an entry asks for; 0: the opening.</summary>
    public static bool IsFollowed(this TicketRecord record, int entry) => record.Notes.Any(note => note.Id == FollowedId(entry));

    /// <summary>The note that says so.</summary>
    public static string FollowedId(int entry) => string.Create(CultureInfo.InvariantCulture, $"done-{entry:D5}");
}
