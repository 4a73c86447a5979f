using MemberServices.Cases;
using MemberServices.Messages;
using MemberServices.Tickets.Acting;
using MemberServices.Tickets.Opening;
using MemberServices.Tickets.Telling;
using MemberServices.Tickets.Viewing;
using Microsoft.Extensions.DependencyInjection;

namespace MemberServices.Tickets;

public static class TicketsServices
{
    /// <summary>Tickets, from the question to its closing. Needs all that is registered for other folders.</summary>
    public static IServiceCollection AddTickets(this IServiceCollection services) => services
        .AddCaseTable<TicketOpened, NoOutcome>(CaseKind.Ticket, TicketOpened.TableName)
        .AddSingleton<TicketFields>()
        .AddSingleton<TicketService>()
        .AddSingleton<TicketDesk>()
        .AddSingleton<StaffActs>()
        .AddSingleton<TicketIndex>()
        .AddSingleton<TicketMails>()
        .AddSingleton<TicketNotifier>()
        .AddSingleton<TicketConsequences>()
        .AddSingleton<TicketViews>()
        .AddSingleton<TicketQueues>()
        .AddSingleton<IWatchedCases, WatchedTickets>()
        .AddCommand<TicketCommands>(TicketCommands.Opened, tickets => tickets.OpenAsync)
        .AddCommand<TicketCommands>(TicketCommands.Replied, tickets => tickets.ReplyAsync);
}
