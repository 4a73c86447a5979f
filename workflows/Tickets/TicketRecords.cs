using System.Globalization;
using System.Runtime.CompilerServices;
using MemberServices.Cases;

namespace MemberServices.Tickets;

public static class TicketRecords
{
    /// <summary>A record never changes, and everybody asks for its state.</summary>
    static readonly ConditionalWeakTable<TicketRecord, TicketState> States = [];

    extension(TicketRecord record)
    {
        public TicketState State => States.GetValue(record, TicketState.Of);

        /// <summary>Whether nothing is left of its customer.</summary>
        public bool IsErased => record.Opened.Request.Email.Length == 0;

        /// <summary>Whose ticket it is, as they act.</summary>
        public Actor Customer => new(ActorKind.Customer, record.Opened.Request.FullName is { Length: > 0 } name ? name : "the customer");

        /// <summary>Since when the log has an entry of which nothing has followed yet; null: it has none.</summary>
        public DateTimeOffset? UnfollowedSince => record.Entries.FirstOrDefault(entry => !record.IsFollowed(entry.Number))?.At;
    }

    /// <summary>Whether all is done that an entry asks for; 0: the opening.</summary>
    public static bool IsFollowed(this TicketRecord record, int entry) => record.Notes.Any(note => note.Id == FollowedId(entry));

    /// <summary>The note that says so.</summary>
    public static string FollowedId(int entry) => string.Create(CultureInfo.InvariantCulture, $"done-{entry:D5}");
}
