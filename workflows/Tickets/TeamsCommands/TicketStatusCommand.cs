using MemberServices.Teams;
using MemberServices.Tickets.Opening;

namespace MemberServices.Tickets.TeamsCommands;

/// <summary>A ticket in short.</summary>
public sealed class TicketStatusCommand(TicketService tickets, TicketCards cards) : ITeamsCommand
{
    public CommandUsage Usage { get; } = new("ticket status", "says where a ticket is", "ticket status NUMBER", "ticket status TK-7KQ2MX") { Rest = TicketNumber.Field };

    public async Task<CommandAnswer> RunAsync(CommandCall call, CancellationToken cancellationToken) =>
        TicketNumber.Read(call.Fields) is not { } id || call.Fields.Errors.Count > 0 ? CommandAnswer.Wrong(call.Fields.Errors)
            : await tickets.FindAsync(id, cancellationToken) is { } record ? CommandAnswer.Of(cards.Of(record))
            : CommandAnswer.Wrong(TicketNumber.Unknown(id));
}
