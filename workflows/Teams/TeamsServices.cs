using MemberServices.Messages;
using MemberServices.Retention;
using MemberServices.Tables;
using Microsoft.Extensions.DependencyInjection;

namespace MemberServices.Teams;

public static class TeamsServices
{
    /// <summary>Commands that staff type in Teams, and alerts in their channels. Needs the messages, the staff and the work items.</summary>
    public static IServiceCollection AddTeams(this IServiceCollection services)
    {
        services.AddHttpClient(TeamsDelivery.Client, client => client.Timeout = TeamsDelivery.LongestWait).RemoveAllLoggers()
            .ConfigurePrimaryHttpMessageHandler((handler, _) =>
            {
                // A redirect could lead anywhere.
                if (handler is SocketsHttpHandler sockets)
                {
                    sockets.AllowAutoRedirect = false;
                }
            });
        foreach (var type in StaffAlerts.Types)
        {
            services.AddSubscriber<StaffAlerts>(Bus.Alerts, type, alerts => alerts.TellAsync);
        }

        return services
            .AddSingleton<TeamsSignature>()
            .AddSingleton<TeamsChannels>()
            .AddSingleton<StaffLinks>()
            .AddSingleton(TeamsPatience.Default)
            .AddSingleton<AnswerTable>().AddTable(AnswerTable.TableName)
            .AddSingleton<IForgetting>(s => s.GetRequiredService<AnswerTable>())
            .AddSingleton<PostTable>().AddTable(PostTable.TableName)
            .AddSingleton<IForgetting>(s => s.GetRequiredService<PostTable>())
            .AddSingleton<TeamsQueue>()
            .AddSingleton<TeamsCommands>()
            .AddSingleton<TeamsWebhook>()
            .AddSingleton<WorkItemField>()
            .AddSingleton<WorkItemCards>()
            .AddSingleton<StaffPeople>()
            .AddTeamsCommand<WorkCommand>()
            .AddTeamsCommand<TakeCommand>()
            .AddTeamsCommand<DoneCommand>()
            .AddTeamsCommand<HandOverCommand>()
            .AddTeamsCommand<AwayCommand>()
            .AddTeamsMessage<TeamsDelivery>(TeamsQueue.PostRequested, delivery => delivery.TakeAsync)
            .AddTeamsMessage<DelayedCommands>(TeamsQueue.CommandDelayed, delayed => delayed.TakeAsync);
    }

    /// <summary>A command; help shows them in the order in which they are added.</summary>
    public static IServiceCollection AddTeamsCommand<T>(this IServiceCollection services) where T : class, ITeamsCommand =>
        services.AddSingleton<ITeamsCommand, T>();
}
