using MemberServices.Desk;
using MemberServices.Desk.Work;
using Microsoft.Extensions.DependencyInjection;

namespace MemberServices.Tickets.Desk;

public static class TicketDeskServices
{
    /// <summary>What staff see and do of tickets on their pages.</summary>
    public static IServiceCollection AddTicketDesk(this IServiceCollection services) => services
        .AddSingleton<TicketDeeds>()
        .AddSingleton<TicketStories>()
        .AddDeskCase<TicketCase>()
        .AddDeskPage<TicketQueuePage>()
        .AddDeskPage<NewTicketPage>()
        .AddSingleton<IDeskWork, MyTickets>()
        .AddRailEntry(2, "Tickets", "tickets");
}
