using MemberServices.Messages;
using MemberServices.Tables;
using Microsoft.Extensions.DependencyInjection;

namespace MemberServices.Interactions;

public static class InteractionsServices
{
    /// <summary>The members' timelines, with everything that the topic tells. Needs the messages.</summary>
    public static IServiceCollection AddInteractions(this IServiceCollection services) => services
        .AddSingleton<InteractionTable>().AddTable(InteractionTable.TableName)
        .AddSubscriber<InteractionLog>(Bus.Interactions, MessageRoute.AnyType, timelines =>
            (domainEvent, _, cancellationToken) => timelines.AddAsync(domainEvent, cancellationToken));
}
