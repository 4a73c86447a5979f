using Microsoft.DurableTask.Client;

namespace MemberServices.Messages;

/// <summary>Hands each message to the one feature that takes its type.</summary>
public sealed class MessageRouter(IEnumerable<MessageRoute> routes, IServiceProvider services)
{
    readonly ILookup<string, MessageRoute> routes = routes.ToLookup(route => route.From);

    /// <summary>Carries out a message, once or again.</summary>
    /// <param name="from">The queue or subscription that it came from.</param>
    /// <param name="body">The message's.</param>
    /// <param name="client">The trigger's binding.</param>
    /// <param name="cancellationToken">Gives up: the app is stopping.</param>
    /// <returns>Why the message can't be used, whoever tries it and whenever; empty when it is carried out.</returns>
    public async Task<IReadOnlyList<MessageError>> HandleAsync(string from, BinaryData body, DurableTaskClient client, CancellationToken cancellationToken)
    {
        var (message, reasons) = CloudEventReader.Read(body);
        if (message is null)
        {
            return reasons;
        }

        return routes[from].FirstOrDefault(route => route.Takes(message.Type)) is { } taker
            ? await taker.HandlerOf(services)(message, client, cancellationToken)
            : [new MessageError("type", $"must be one that is taken here: {string.Join(", ", routes[from].Select(route => route.Type).Order(StringComparer.Ordinal))}")];
    }
}
