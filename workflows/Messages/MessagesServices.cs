using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace MemberServices.Messages;

public static class MessagesServices
{
    /// <summary>What tells of events, and what finds who takes a message. Needs a client of Service Bus.</summary>
    public static IServiceCollection AddMessages(this IServiceCollection services) => services
        .AddSingleton<EventPublisher>()
        .AddSingleton<CommandQueue>()
        .AddSingleton<MessageRouter>();

    /// <summary>A command that is taken from the queue <see cref="Bus.Commands"/>.</summary>
    /// <param name="services">The app's.</param>
    /// <param name="type">The message's type, "enrollment.requested".</param>
    /// <param name="handler">The method of <typeparamref name="T"/> that carries it out.</param>
    /// <exception cref="ArgumentException">The type has a handler.</exception>
    public static IServiceCollection AddCommand<T>(this IServiceCollection services, string type, Func<T, MessageHandler> handler) where T : class =>
        services.AddRoute<T>(new MessageRoute(Bus.Commands, type, typeof(T), provider => handler(provider.GetRequiredService<T>())));

    /// <summary>A report about mails that is taken from the queue <see cref="Bus.DeliveryReports"/>.</summary>
    /// <inheritdoc cref="AddCommand"/>
    public static IServiceCollection AddDeliveryReport<T>(this IServiceCollection services, string type, Func<T, MessageHandler> handler) where T : class =>
        services.AddRoute<T>(new MessageRoute(Bus.DeliveryReports, type, typeof(T), provider => handler(provider.GetRequiredService<T>())));

    /// <summary>What the app left for itself in the queue <see cref="Bus.Teams"/>.</summary>
    /// <inheritdoc cref="AddCommand"/>
    public static IServiceCollection AddTeamsMessage<T>(this IServiceCollection services, string type, Func<T, MessageHandler> handler) where T : class =>
        services.AddRoute<T>(new MessageRoute(Bus.Teams, type, typeof(T), provider => handler(provider.GetRequiredService<T>())));

    /// <summary>An event that is taken from a subscription of <see cref="Bus.Events"/>, whose trigger is a function of its own.</summary>
    /// <param name="services">The app's.</param>
    /// <param name="subscription">The subscription's name.</param>
    /// <param name="type">The event's type, "ticket.resolved", or <see cref="MessageRoute.AnyType"/>.</param>
    /// <param name="handler">The method of <typeparamref name="T"/> that does what follows from it.</param>
    /// <exception cref="ArgumentException">The type has a handler in this subscription.</exception>
    public static IServiceCollection AddSubscriber<T>(
        this IServiceCollection services, string subscription, string type, Func<T, DomainEventHandler> handler) where T : class =>
        services.AddRoute<T>(new MessageRoute(subscription, type, typeof(T), provider => async (message, client, cancellationToken) =>
        {
            var (domainEvent, reasons) = DomainEventReader.Read(message);
            return domainEvent is null ? reasons : await handler(provider.GetRequiredService<T>())(domainEvent, client, cancellationToken);
        }));

    static IServiceCollection AddRoute<T>(this IServiceCollection services, MessageRoute route) where T : class
    {
        if (services.Select(service => service.ImplementationInstance).OfType<MessageRoute>().FirstOrDefault(route.Overlaps) is { } other)
        {
            throw new ArgumentException(
                $"A message has one handler, and two take '{route.Type}' from '{route.From}': {other.Owner.Name} ('{other.Type}') and {route.Owner.Name}. Remove one of them.",
                nameof(route));
        }

        services.TryAddSingleton<T>();
        return services.AddSingleton(route);
    }
}
