using MemberServices.Calendar;
using MemberServices.Cases;
using MemberServices.Confirming;
using MemberServices.Messages;
using MemberServices.People;
using MemberServices.Retention;
using MemberServices.Tickets.Erasing;
using MemberServices.Tickets.Acting;
using MemberServices.Tickets.Counting;
using MemberServices.Tickets.Opening;
using MemberServices.Tickets.Telling;
using MemberServices.Tickets.Viewing;
using Microsoft.Extensions.DependencyInjection;

namespace MemberServices.Tickets;

public static class TicketsServices
{
    /// <summary>Tickets, from the question to its closing. Needs all that is registered for other folders.</summary>
    public static IServiceCollection AddTickets(this IServiceCollection services)
    {
        foreach (var priority in Enum.GetValues<Priority>())
        {
            services.AddSingleton<IPolicyPreview>(s => new TicketPreview(priority, s.GetRequiredService<TicketPolicy>(), s.GetRequiredService<NamedCalendars>()));
        }
        return services.AddWorkflow();
    }

    static IServiceCollection AddWorkflow(this IServiceCollection services) => services
        .AddCaseTable<TicketOpened, NoOutcome>(CaseKind.Ticket, TicketOpened.TableName)
        .AddSingleton<TicketFields>()
        .AddSingleton<TicketService>()
        .AddConfirmedForm<TicketRequest, QuestionConfirmation>(QuestionConfirmation.TableName)
        .AddSingleton<TicketDesk>()
        .AddSingleton<StaffActs>()
        .AddSingleton<TicketIndex>()
        .AddSingleton<TicketMails>()
        .AddSingleton<TicketNotifier>()
        .AddSingleton<TicketConsequences>()
        .AddSingleton<TicketViews>()
        .AddSingleton<TicketQueues>()
        .AddSingleton<IWatchedCases, WatchedTickets>()
        .AddSingleton<TicketEraser>()
        .AddSingleton<IForgetting>(s => s.GetRequiredService<TicketEraser>())
        .AddSingleton<TicketsOfPeople>().AddPersonalData<TicketsOfPeople>()
        .AddSingleton<IPersonsCases>(s => s.GetRequiredService<TicketsOfPeople>())
        .AddSingleton(s => new LongestSchedule(s.GetRequiredService<TicketPolicy>().LongestDays))
        .AddCommand<TicketCommands>(TicketCommands.Opened, tickets => tickets.OpenAsync)
        .AddCommand<TicketCommands>(TicketCommands.Replied, tickets => tickets.ReplyAsync);
}
