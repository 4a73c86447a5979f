using MemberServices.Messages;
using MemberServices.People;
using MemberServices.Retention;
using MemberServices.Tables;
using Microsoft.Extensions.DependencyInjection;

namespace MemberServices.Interactions;

public static class InteractionsServices
{
    /// <summary>The members' timelines, with everything that the topic tells. Needs the messages.</summary>
    public static IServiceCollection AddInteractions(this IServiceCollection services) => services
        .AddSingleton<InteractionTable>().AddTable(InteractionTable.TableName).AddPersonalData<InteractionTable>()
        .AddSingleton<IForgetting>(s => s.GetRequiredService<InteractionTable>())
        .AddSubscriber<InteractionLog>(Bus.Interactions, MessageRoute.AnyType, timelines =>
            (domainEvent, _, cancellationToken) => timelines.AddAsync(domainEvent, cancellationToken));
}
