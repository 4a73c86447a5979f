using Microsoft.DurableTask.Client;

namespace MemberServices.Messages;

/// <summary>Carries out a message. It may be handed the same message more than once.</summary>
/// <returns>What is wrong with the message, each error with its field; empty when it is carried out.</returns>
public delegate Task<IReadOnlyList<MessageError>> MessageHandler(CloudEvent message, DurableTaskClient client, CancellationToken cancellationToken);

/// <summary>Does what follows from an event. It may be handed the same event more than once.</summary>
/// <inheritdoc cref="MessageHandler"/>
public delegate Task<IReadOnlyList<MessageError>> DomainEventHandler(DomainEvent domainEvent, DurableTaskClient client, CancellationToken cancellationToken);

/// <summary>Who takes the messages of a type.</summary>
/// <param name="From">The queue, or the subscription of <see cref="Bus.Events"/>.</param>
/// <param name="Type">The message's type, or <see cref="AnyType"/>.</param>
/// <param name="Owner">The class that has the handler.</param>
/// <param name="HandlerOf">Finds the handler when a message comes.</param>
public sealed record MessageRoute(string From, string Type, Type Owner, Func<IServiceProvider, MessageHandler> HandlerOf)
{
    /// <summary>All types: nothing else may be registered for the same queue or subscription.</summary>
    public const string AnyType = "*";

    public bool Takes(string type) => Type == AnyType || Type == type;

    public bool Overlaps(MessageRoute other) => From == other.From && (Takes(other.Type) || other.Takes(Type));
}
