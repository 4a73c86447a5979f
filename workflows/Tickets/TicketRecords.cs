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
    }
}
