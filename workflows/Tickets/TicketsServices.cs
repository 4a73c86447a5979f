using MemberServices.Calendar;
using MemberServices.Cases;
using MemberServices.Confirming;
using MemberServices.Kpis;
using MemberServices.LostLinks;
using MemberServices.Messages;
using MemberServices.People;
using MemberServices.Teams;
using MemberServices.Tickets.Desk;
using MemberServices.Tickets.Erasing;
using MemberServices.Tickets.Acting;
using MemberServices.Tickets.Counting;
using MemberServices.Tickets.Opening;
using MemberServices.Tickets.TeamsCommands;
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
        .AddSingleton<StandardsKept>()
        .AddFigures(TicketFigures.EventType, TicketFigures.All, TicketFigures.Read)
        .AddSingleton<IWatchedCases>(s => new WatchedLogs<TicketOpened>(
            CaseKind.Ticket, nameof(TicketWorkflow.Ticket), TicketWorkflow.Version, announcesChanges: true, s.GetRequiredService<TicketCases>(), s.GetRequiredService<TicketIndex>().RecallAsync))
        .AddLostLinks<TicketLinks>()
        .AddTicketDesk()
        .AddTeamsCommands()
        .AddLogsOfPeople<TicketOpened, TicketsOfPeople>()
        .AddSingleton(s => new LongestSchedule(s.GetRequiredService<TicketPolicy>().LongestDays))
        .AddCommand<TicketCommands>(TicketCommands.Opened, tickets => tickets.OpenAsync)
        .AddCommand<TicketCommands>(TicketCommands.Replied, tickets => tickets.ReplyAsync);

    /// <summary>What staff type in Teams.</summary>
    static IServiceCollection AddTeamsCommands(this IServiceCollection services) => services
        .AddSingleton<TicketCards>()
        .AddTeamsCommand<TicketOpenCommand>()
        .AddTeamsCommand<TicketStatusCommand>()
        .AddSingleton(TicketActCommand.Of("take", "takes a ticket", null, ""))
        .AddSingleton(TicketActCommand.Of("answer", "answers a ticket’s customer, by mail and on their page", "TEXT FOR THE CUSTOMER", "Please try again: the limit is 20 MB now."))
        .AddSingleton(TicketActCommand.Of("hold", "asks the customer something; the resolution’s clock waits for them", "QUESTION TO THE CUSTOMER", "How large are the six files?"))
        .AddSingleton(TicketActCommand.Of("resolve", "says how a ticket is solved; its customer is asked whether it is", "TEXT FOR THE CUSTOMER", "The limit is 20 MB now. Please try again."))
        .AddSingleton(TicketActCommand.Of("note", "notes something that only staff read", "TEXT FOR STAFF", "The log shows files over 15 MB dropped"))
        .AddSingleton(TicketActCommand.Escalate);
}
